"""What a batch tells at its end: a table for people, one JSON object for programs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection

from tts.batch.journal import Record
from tts.batch.page import FILE_NAME as PAGE
from tts.batch.run import Batch, Outcome
from tts.batch.text_warnings import text_warnings
from tts.columns import aligned

_COLUMNS = ("profile", "locale", "files", "made", "failed", "minutes", "level dB", "from", "to", "peak dB")


def summary_table(batch: Batch, outcome: Outcome) -> str:
    """One line for each profile and locale, and a last line for the whole."""
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in outcome.records.values():
        groups[record.profile, record.locale].append(record)
    lines = [_line(profile, locale, groups[profile, locale], outcome) for profile, locale in sorted(groups)]
    facts = summary_facts(batch, outcome)
    counts = ", ".join(f"{facts[name]} {name}" for name in ("made", "unchanged", "failed"))
    return "\n".join(
        [
            *aligned([_COLUMNS, *lines]),
            f"{facts['prompts']} prompts, {facts['files']} files: {counts}; {outcome.wall_s:.1f} s "
            f"({facts['prompts_per_s']} prompts/s, {facts['times_real_time']} times real time; "
            f"{facts['times_real_time_per_core']} for each second of a processor)",
            *([f"{facts['too_long']} files are longer than their rows allow"] if facts["too_long"] else []),
            *([f"{facts['removed']} files that are no longer asked for were removed"] if facts["removed"] else []),
            *([f"{left} files are no longer asked for"] if (left := facts["no_longer_in_sheet"]) else []),
            f"listen: {batch.store.address}/{PAGE}",
        ]
    )


def summary_json(batch: Batch, outcome: Outcome) -> str:
    """The whole in numbers, on one line."""
    return json.dumps(summary_facts(batch, outcome), ensure_ascii=False)


def summary_facts(batch: Batch, outcome: Outcome) -> dict[str, object]:
    """Counts of prompts and files, failures by line, seconds of audio made, and speed."""
    records = outcome.records.values()
    made = {path: outcome.records[path] for path in outcome.made}
    jobs = [job for job in batch.jobs if any(output.path in made for output in job.outputs)]
    audio_s = sum(max(made[o.path].duration_s for o in job.outputs if o.path in made) for job in jobs)
    wall_s = max(outcome.wall_s, 1e-6)
    cpu_s = sum(record.cpu_s for record in made.values())
    return {
        "sheet": batch.name,
        "prompts": len(batch.jobs) + len(outcome.failures),
        "files": len(batch.states),
        "made": len(made),
        "unchanged": sum(state == "done" for state in batch.states.values()),
        "failed": sum(record.status != "ok" for record in records) + len(outcome.failures),
        "too_long": sum(record.status == "ok" and record.too_long for record in records),
        "audio_s": round(audio_s, 3),
        "wall_s": round(outcome.wall_s, 3),
        "prompts_per_s": round(len(jobs) / wall_s, 1),
        "cpu_s": round(cpu_s, 3),
        "times_real_time": round(audio_s / wall_s, 1),
        "times_real_time_per_core": round(audio_s / cpu_s, 1) if cpu_s else 0.0,
        "no_longer_in_sheet": len(batch.left_over) - len(outcome.removed),
        "removed": len(outcome.removed),
    }


def problems(batch: Batch, outcome: Outcome | None = None) -> list[str]:
    """One line for each row or file that could not be made, in the order of the sheet."""
    found = [(failure.line, failure.id, failure.reason) for failure in batch.failures]
    seen: set[tuple[int, str, str]] = set()
    for record in outcome.records.values() if outcome else ():
        if record.status != "ok":
            seen.add((record.line, record.id, record.error))
    return [
        _printable(f"{batch.name}, line {line}{f' ({identifier})' if identifier else ''}: {reason}")
        for line, identifier, reason in sorted([*found, *seen])
    ]


def left_over_note(batch: Batch, removed: Collection[str] = ()) -> str:
    """What becomes of the files that no row asks for any more; empty if there are none."""
    left = [path for path in batch.left_over if path not in removed]
    if not left:
        return ""
    moved = {path: new for path, new in batch.moved.items() if path in left}
    text = f"no longer asked for: {_files(len(left))}, such as {left[0]}"
    if moved:
        old, new = next(iter(moved.items()))
        text += f"; {len(moved)} of rows that have another voice now: {old} has become {new}"
    return _printable(f"{text}. They are left alone; --prune removes what earlier runs made, once nothing fails")


def _files(count: int) -> str:
    return f"{count} file{'s' if count != 1 else ''}"


def notes(batch: Batch, outcome: Outcome | None = None) -> list[str]:
    """One line for each row whose files were made, but not as the row wants them; before a run, for each row whose text
    should be looked at."""
    found: dict[tuple[int, str], str] = {}
    for record in outcome.records.values() if outcome else ():
        if record.status == "ok" and record.note:
            found.setdefault((record.line, record.id), record.note)
    for job in batch.jobs if outcome is None else ():
        if warnings := text_warnings(job.text, job.ssml):
            found[job.line, job.id] = "; ".join(warnings)
    return [
        _printable(f"{batch.name}, line {line} ({identifier}): {note}")
        for (line, identifier), note in sorted(found.items())
    ]


def _printable(line: str) -> str:
    """The line without what would move a terminal's cursor: cells may hold anything."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in line)


def _line(profile: str, locale: str, records: list[Record], outcome: Outcome) -> tuple[str, ...]:
    good = [record for record in records if record.status == "ok"]
    levels = sorted(record.level_db for record in good) or [0.0]
    return (
        profile,
        locale,
        str(len(good)),
        str(sum(record.path in outcome.made for record in good)),
        str(len(records) - len(good)),
        f"{sum(record.duration_s for record in good) / 60:.1f}",
        f"{sum(levels) / len(levels):.1f}",
        f"{levels[0]:.1f}",
        f"{levels[-1]:.1f}",
        f"{max((record.peak_db for record in good), default=0.0):.1f}",
    )
