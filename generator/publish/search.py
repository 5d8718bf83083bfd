"""The search of the published site: an index in segments, for a server and for files on a disk.

Over http a reader's browser fetches the parts of the index that a query needs. A page opened as a
file may not fetch, but it may load scripts: so each part lies there a second time as a script that
hands over the same bytes.
"""

import json
import shutil
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.errors import DigestError
from generator.model import Problem, Record, Severity
from generator.parallel import map_here
from generator.publish.pagefind import Index, packed, pagefind_version, run_pagefind
from generator.publish.segments import Segment, segments
from generator.seal import sealed, unsealed
from generator.words import stop_words

FOLDER = "search-index"
"""Below the site."""
_FORMAT = 2
"""To be raised when the files that this module writes change."""
_KEPT = 2
"""To be raised when the way in which they are kept changes."""
_RUNTIME = "runtime"
_CATALOGUE = "pages"
_MANIFEST = "index"
_DONE = "done"
"""Lies in a kept segment that is whole, and names its files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How the index is made."""

    cache: Path
    """Segments are kept below it, by what they were made from."""
    language: str
    """Whose word endings are taken off, in the texts and in the queries."""
    offline: bool
    """Whether the index also lies there as scripts, for pages opened as files."""
    jobs: int = 1
    """How many processes may share the work."""


def build_search(records: Sequence[Record], site: Path, plan: Plan) -> tuple[Problem, ...]:
    """Put the search index of the records into the site's folder, whose pages are there already.

    Only segments that have changed are indexed. The bytes are those of an index made from nothing.
    Where Pagefind is missing or fails, the site has no search, and the problem says so.
    """
    place = site / FOLDER
    found = pagefind_version()
    if not found or not records:
        shutil.rmtree(place, ignore_errors=True)
        return () if not records else (_without("Pagefind is not installed (`pip install pagefind_bin`)"),)
    kept = plan.cache / FOLDER
    try:
        parts = index_missing(records, plan)
        try:
            _publish(parts, kept, place, offline=plan.offline)
        except (ValueError, FileNotFoundError):  # something kept is not as it was left
            shutil.rmtree(kept)
            _publish(index_missing(records, plan), kept, place, offline=plan.offline)
    except DigestError as error:
        shutil.rmtree(place, ignore_errors=True)
        return (_without(str(error)),)
    _write(place, _MANIFEST + ".json", _manifest(records, parts, site, plan), offline=plan.offline)
    _forget(kept, {part.key for part in parts} | {_RUNTIME})
    return ()


def index_missing(records: Sequence[Record], plan: Plan) -> tuple[Segment, ...]:
    """Index the segments that are not kept yet, and return all of them. Raises DigestError.

    This is nearly all the work of `build_search`, and needs no site: it may be done beforehand.
    """
    kept = plan.cache / FOLDER
    parts = segments(records, made_by=f"{_FORMAT} {_KEPT} {pagefind_version()} {plan.language}")
    missing = [part for part in parts if not _is_kept(part, kept)]
    for runtime in map_here(partial(_index, kept, plan.language), missing, jobs=plan.jobs, worth=2)[:1]:
        _keep(kept / _RUNTIME, runtime)
    return parts


def _without(reason: str) -> Problem:
    return Problem(
        where="search", message=f"the site is built without search: {reason}", severity=Severity.WARNING
    )


def _is_kept(part: Segment, kept: Path) -> bool:
    return (kept / part.key / _DONE).exists() and (kept / _RUNTIME / _DONE).exists()


def _index(kept: Path, language: str, part: Segment) -> Mapping[str, bytes]:
    """Make the index of a segment and keep it; return the files that are the same for all segments."""
    index = run_pagefind(part.pages, language=language)
    _keep(kept / part.key, {**index.files, _CATALOGUE: _catalogue(part, index)})
    return index.runtime


def _catalogue(part: Segment, index: Index) -> bytes:
    """Return day, kind and topics of each page, by number: what filters and the order by date ask for."""
    topics = {path: topics for (path, _), topics in zip(part.pages, part.topics, strict=True)}
    return packed(_json([[*path.split("/", 2)[:2], *topics.get(path, ())] for path in index.pages]))


def _keep(folder: Path, files: Mapping[str, bytes]) -> None:
    """Keep files as a folder, whole or not at all: another build may be keeping the same ones."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".", dir=folder.parent) as name:
        made = Path(name) / _DONE
        for file, content in {**files, _DONE: _json(sorted(files))}.items():
            path = made / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(sealed(content))
        if not (folder / _DONE).exists():
            shutil.rmtree(folder, ignore_errors=True)
            with suppress(OSError):  # the other one was quicker, with the same bytes
                made.rename(folder)


def _forget(kept: Path, wanted: set[str]) -> None:
    for folder in kept.iterdir():
        if folder.name not in wanted:
            shutil.rmtree(folder, ignore_errors=True)


def _publish(parts: Iterable[Segment], kept: Path, place: Path, *, offline: bool) -> None:
    """Bring the published segments into step with the kept ones; those that are there stay untouched."""
    names = {_RUNTIME, *(part.key for part in parts)}
    form = "offline" if offline else "online"
    place.mkdir(parents=True, exist_ok=True)
    for folder in place.iterdir():
        if folder.is_dir() and not (folder.name in names and (folder / form).exists()):
            shutil.rmtree(folder)
    for name in sorted(names):
        if not (place / name).exists():
            _publish_one(kept / name, place, name, offline=offline)
            (place / name / form).touch()


def _publish_one(source: Path, place: Path, name: str, *, offline: bool) -> None:
    """Publish the files of a kept folder. Raises ValueError and OSError if they are not as they were left."""
    for file in json.loads(unsealed((source / _DONE).read_bytes())):
        _write(place, f"{name}/{file}", unsealed((source / file).read_bytes()), offline=offline)


def _write(place: Path, path: str, content: bytes, *, offline: bool) -> None:
    _put(place / path, content)
    script = place / f"{path}.js"
    if offline:
        _put(script, f'digestSearchTake("{path}", "{b64encode(content).decode()}");\n'.encode())
    else:
        script.unlink(missing_ok=True)


def _put(file: Path, content: bytes) -> None:
    """Write a file unless it is as it should be; never into the old one, which another site may share."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists():
        if file.read_bytes() == content:
            return
        file.unlink()
    file.write_bytes(content)


def _manifest(records: Sequence[Record], parts: Iterable[Segment], site: Path, plan: Plan) -> bytes:
    """Return what the reader's browser needs to know before the first query."""
    articles = [record for record in records if record.kind == "article"]
    names = {topic: name for record in articles for topic, name in record.topics}
    topics = Counter(topic for record in articles for topic, _ in record.topics)
    years = Counter(record.published.year for record in articles if record.published)
    kinds = Counter(record.kind for record in records)
    return _json(
        {
            "version": _FORMAT,
            "engine": pagefind_version(),
            "language": plan.language,
            "flat": (site / f"{records[0].path}.html").exists(),
            "stop": stop_words(plan.language),
            "segments": [[part.key, len(part.pages)] for part in parts],
            "topics": sorted(
                ([topic, names[topic], count] for topic, count in topics.items()),
                key=lambda row: (row[1].casefold(), row[0]),
            ),
            "years": sorted(years.items(), reverse=True),
            "kinds": sorted(kinds.items()),
        }
    )


def _json(value: Any) -> bytes:  # noqa: ANN401 (whatever JSON can say)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"
