"""`index.html` in the output folder: every prompt to listen to, its numbers, and what went wrong. One static file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape
from urllib.parse import quote

from tts.batch.journal import Record
from tts.batch.planning import Job
from tts.batch.sheet import Failure

FILE_NAME = "index.html"

_STYLE = """
body{font:15px/1.45 system-ui,sans-serif;margin:0 auto;max-width:1200px;padding:1rem;color:#1a1a1a;background:#fff}
header{position:sticky;top:0;background:#fff;padding:.5rem 0;border-bottom:1px solid #ccc}
audio{width:100%}input{font:inherit;width:22rem;max-width:100%;padding:.25rem .5rem}
table{border-collapse:collapse;width:100%;margin-top:1rem}th,td{text-align:left;padding:.3rem .5rem;vertical-align:top}
tr{border-bottom:1px solid #e4e4e4}td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
button{cursor:pointer;font:inherit}.failed{color:#a00000}.made{color:#00600c}.off{color:#8a5000;font-weight:600}
small{color:#555}li{margin:.2rem 0}
"""
_SCRIPT = """
const player=document.querySelector('audio'),rows=[...document.querySelectorAll('tbody tr')];
document.addEventListener('click',e=>{const s=e.target.dataset?.src;if(s){player.src=s;player.play()}});
document.querySelector('input').addEventListener('input',e=>{const q=e.target.value.toLowerCase();
for(const r of rows)r.hidden=!r.textContent.toLowerCase().includes(q)});
"""


def page(
    name: str,
    jobs: Sequence[Job],
    states: Mapping[str, str],
    records: Mapping[str, Record],
    made: Collection[str],
    failures: Sequence[Failure],
    left_over: Sequence[str],
) -> bytes:
    """The page, UTF-8.

    Args:
        name: of the sheet.
        jobs: every row that could be planned.
        states: of each path before the run.
        records: the last record of each path.
        made: paths that this run wrote.
        failures: rows that could not be planned.
        left_over: files that no row asks for any more.
    """
    done = [record for path, record in records.items() if path in states and record.status == "ok"]
    wrong = [(failure.line, failure.id, failure.reason) for failure in failures]
    wrong += [(record.line, record.id, record.error) for record in records.values() if record.status != "ok"]
    missing = [path for path in states if path not in records]
    changed = [path for path in made if states[path] in ("changed", "missing")]
    summary = f"{len(jobs)} prompts, {len(done)} files, {len(made)} made now, {len(wrong)} failed"
    parts = [
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{escape(name)}: prompts</title>",
        "<meta name='viewport' content='width=device-width'>",
        f"<style>{_STYLE}</style><header><h1>{escape(name)}</h1><p>{summary}</p>",
        "<audio controls></audio><p><input type='search' placeholder='Filter' aria-label='Filter'></p></header>",
        _list(
            "Failed", [f"line {line}: {identifier}: {reason}" for line, identifier, reason in sorted(wrong)], "failed"
        ),
        _list("Missing", missing, "failed"),
        _list("Not as asked", [f"{record.path}: {record.note}" for record in done if record.note], "off"),
        _list("Made again because the row or the file had changed", sorted(changed), "made"),
        _list("No longer in the sheet", left_over, "off"),
        "<table><thead><tr><th></th><th>id</th><th>voice</th><th>text</th><th>file</th><th>s</th>",
        "<th>level dB</th><th>peak dB</th><th></th></tr></thead><tbody>",
        *(_row(job, states, records, made) for job in jobs),
        f"</tbody></table><script>{_SCRIPT}</script></html>",
    ]
    return "\n".join(filter(None, parts)).encode("utf-8", "replace")


def _row(job: Job, states: Mapping[str, str], records: Mapping[str, Record], made: Collection[str]) -> str:
    heard = next((o for o in job.outputs if o.profile.playable and _is_done(records.get(o.path))), None)
    button = (
        f"<button data-src='{quote(heard.path)}' aria-label='play {escape(job.id)}'>&#9654;</button>" if heard else ""
    )
    files, seconds, levels, peaks, notes = [], [], [], [], []
    for output in job.outputs:
        record = records.get(output.path)
        files.append(f"<a href='{quote(output.path)}'>{escape(output.path)}</a>")
        if record is None or record.status != "ok":
            reason = escape(record.error) if record else "not made"
            notes.append(f"<span class='failed'>{reason}</span>")
            continue
        off = abs(record.level_db - output.conditioning.level_db) > 1
        seconds.append(f"{record.duration_s:.2f}")
        levels.append(f"<span class='{'off' if off else ''}'>{record.level_db:.1f}</span>")
        peaks.append(f"{record.peak_db:.1f}")
        note = f"<span class='made'>{states[output.path]}</span>" if output.path in made else "unchanged"
        if record.note:
            note += f", <span class='off'>{escape(record.note)}</span>"
        elif record.rate > job.rate + 1e-3:
            note += f", spoken at {record.rate:g} times the speed to fit {record.max_duration_s:g} s"
        notes.append(note)
    numbers = "".join(f"<td class='n'>{'<br>'.join(column)}</td>" for column in (seconds, levels, peaks))
    speech = (
        f"<td>{escape(job.voice)}<br><small>{job.locale}</small></td><td lang='{job.locale}'>{escape(job.text)}</td>"
    )
    return (
        f"<tr><td>{button}</td><td>{escape(job.id)}<br><small>line {job.line}</small></td>{speech}"
        f"<td>{'<br>'.join(files)}</td>{numbers}<td>{'<br>'.join(notes)}</td></tr>"
    )


def _is_done(record: Record | None) -> bool:
    return record is not None and record.status == "ok"


def _list(title: str, items: Sequence[str], kind: str) -> str:
    if not items:
        return ""
    lines = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<details open><summary class='{kind}'>{title}: {len(items)}</summary><ul>{lines}</ul></details>"
