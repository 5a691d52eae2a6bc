"""What a platform needs to take the files in: written beside them for Asterisk, FreeSWITCH and Amazon Connect.

- Asterisk: `prompts-en_GB.txt` for each language, `name: text` lines as in the lists of its own sound packages; the
  language folders are copied into its sounds folder as they are.
- FreeSWITCH: `phrases-en-gb-arthur.xml`, one phrase macro for each prompt, for the folder of the language.
- Amazon Connect: `connect-prompts.json`, the requests of CreatePrompt, and where each file has to be uploaded first.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from xml.sax.saxutils import escape, quoteattr, unescape

from tts.batch.journal import Record
from tts.batch.planning import Job, Output

_NAME_LIMIT = 127  # of Amazon Connect
_DESCRIPTION_LIMIT = 250
_TAG = re.compile(r"<[^>]*>")

_Files = list[tuple[Job, Output]]


def manifests(jobs: Sequence[Job], records: Mapping[str, Record], addresses: Mapping[str, str]) -> dict[str, bytes]:
    """The manifests of the platforms that files were made for, by file name.

    Args:
        jobs: what was asked for.
        records: the last record of each path; files that are not there are left out.
        addresses: `instance` and `s3` of Amazon Connect; placeholders stand in for what is not given.
    """
    by_platform: dict[str, _Files] = defaultdict(list)
    for job in jobs:
        for output in job.outputs:
            record = records.get(output.path)
            if record is not None and record.status == "ok":
                by_platform[output.profile.platform].append((job, output))
    documents = {
        **dict(_asterisk(by_platform["asterisk"])),
        **dict(_freeswitch(by_platform["freeswitch"])),
        **dict(_connect(by_platform["connect"], addresses)),
    }
    return {name: content.encode("utf-8", "replace") for name, content in documents.items()}


def _plain(job: Job) -> str:
    """The text on one line, without SSML's tags."""
    return " ".join(unescape(_TAG.sub(" ", job.text) if job.ssml else job.text).split())


def _asterisk(files: _Files) -> Iterator[tuple[str, str]]:
    lines: dict[str, dict[str, str]] = defaultdict(dict)
    folder = ""
    for job, output in files:
        folder = "asterisk/" if output.path.startswith("asterisk/") else folder
        language = job.locale.replace("-", "_")
        inside = output.path.removeprefix("asterisk/").removeprefix(f"{language}/")
        lines[language][str(PurePosixPath(inside).with_suffix(""))] = _plain(job)
    for language, texts in lines.items():
        body = "".join(f"{name}: {text}\n" for name, text in sorted(texts.items()))
        yield (
            f"prompts-{language}.txt",
            f"; copy the folder {folder}{language} into the sounds folder of Asterisk\n{body}",
        )


def _freeswitch(files: _Files) -> Iterator[tuple[str, str]]:
    macros: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for job, output in files:
        path = output.path.removeprefix("freeswitch/")
        prefix = f"{job.locale.replace('-', '/')}/{job.voice}/".lower()
        if path.startswith(prefix):  # FreeSWITCH puts the prefix and the folder of the rate in by itself
            path = path.removeprefix(prefix).replace(f"/{output.profile.format.sample_rate}/", "/")
        name = re.sub(r"\W+", "_", job.id)
        known = macros[job.locale.lower(), job.voice.lower()]
        while known.get(name, path) != path:  # "a/b" and "a-b" are two prompts
            name += "_"
        known[name] = path
    for (locale, voice), played in macros.items():
        body = "".join(
            f'  <macro name={quoteattr(name)}>\n    <input pattern="(.*)">\n      <match>\n'
            f'        <action function="play-file" data={quoteattr(path)}/>\n      </match>\n    </input>\n  </macro>\n'
            for name, path in sorted(played.items())
        )
        comment = escape(f"sound_prefix: the folder {locale.replace('-', '/')}/{voice} where the files lie")
        yield f"phrases-{locale}-{voice}.xml", f"<!-- {comment} -->\n<include>\n{body}</include>\n"


def _connect(files: _Files, addresses: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if not files:
        return
    prefix = addresses.get("s3", "s3://BUCKET/prompts").rstrip("/")
    names: set[str] = set()
    requests = [
        {
            "file": output.path,
            "request": {
                "InstanceId": addresses.get("instance", "INSTANCE_ID"),
                "Name": _connect_name(job, names),
                "Description": _plain(job)[:_DESCRIPTION_LIMIT],
                "S3Uri": f"{prefix}/{output.path}",
            },
        }
        for job, output in files
    ]
    yield "connect-prompts.json", json.dumps(requests, ensure_ascii=False, indent=2) + "\n"


def _connect_name(job: Job, taken: set[str]) -> str:
    """A name that no other prompt of the instance has: "a/b" and "a_b" are two prompts. It is taken from now on."""
    whole = f"{job.id} {job.locale}".replace("/", "_")
    name, number = whole[:_NAME_LIMIT], 1
    while name in taken:
        number += 1
        name = f"{whole[: _NAME_LIMIT - len(str(number)) - 1]} {number}"
    taken.add(name)
    return name
