"""The search of the published site: an index in segments, for a server and for files on a disk.

Over http a reader's browser fetches the parts of the index that a query needs. A page opened as a
file may not fetch, but it may load scripts: so each part lies there a second time as a script that
hands over the same bytes.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial, reduce
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, Self

from msgspec import Struct, msgpack

from generator.errors import DigestError
from generator.model import Findable, Problem, Record, Severity
from generator.parallel import map_here
from generator.publish.index_files import packed
from generator.publish.pagefind import pagefind_version
from generator.publish.prepared import Prepared, form_of, forms, put_new, script
from generator.publish.segments import Segment, numbers, page_html, page_path, segments
from generator.publish.slots import Slots
from generator.words import stop_words

FOLDER = "search-index"
"""Below the site."""
_FORMAT = 7
"""To be raised when the files that this module writes change."""
_KEPT = 7
"""To be raised when what is kept of them changes, or the way in which it is kept."""
_RUNTIME = "runtime"
_CATALOGUES = "pages"
_MANIFEST = "index"
_NAME = 16
"""Digits of a hash that name a catalogue."""


class Plan(Struct, frozen=True, kw_only=True):
    """How the index is made."""

    cache: Path
    """Segments are kept below it, by what they were made from."""
    language: str
    """Whose word endings are taken off, in the texts and in the queries."""
    offline: bool
    """Whether the index also lies there as scripts, for pages opened as files."""
    jobs: int = 1
    """How many processes may share the work."""


class Contents(Struct, frozen=True, kw_only=True):
    """What is to be found, and a way to its text."""

    pages: Sequence[Findable]
    read: Callable[[str], Record]
    """Returns the record of the page with that path."""

    @classmethod
    def of(cls, records: Iterable[Record]) -> Self:
        """Return these records as contents."""
        by_path = {record.path: record for record in records}
        return cls(pages=tuple(map(Findable.of, by_path.values())), read=by_path.__getitem__)

    def html(self, path: str) -> str:
        """Return the page with that path as Pagefind reads it."""
        return page_html(self.read(path))

    def together(self, other: Self) -> Self:
        """Return both."""
        ours = frozenset(page.path for page in self.pages)
        read, others = self.read, other.read
        return type(self)(
            pages=(*self.pages, *other.pages), read=lambda path: (read if path in ours else others)(path)
        )


class Listed(NamedTuple):
    """Contents, and what the index needs to know of them but for their words."""

    contents: Contents
    parts: tuple[Segment, ...]
    catalogues: tuple[str, ...]
    """The name of that of each part."""


def listed(contents: Contents, plan: Plan) -> Listed:
    """Return contents as an index lists them."""
    parts = _parts(contents, plan)
    return Listed(contents, parts, tuple(map(_catalogue_of, parts)))


def build_search(contents: Contents, site: Path, plan: Plan, *others: Listed) -> tuple[Problem, ...]:
    """Put the search index of the contents into the site's folder, whose pages are there already.

    With them that of `others`, of other kinds, which were listed beforehand. Only pages that have changed are
    indexed, and only segments with such pages are written. The bytes are those of an index made from nothing.
    Where Pagefind is missing or fails, the site has no search, and the problem says so.
    """
    place, own = site / FOLDER, listed(contents, plan)
    known = reduce(_together, others, own)
    contents = known.contents
    if not contents.pages:
        shutil.rmtree(place, ignore_errors=True)
        return ()
    if not pagefind_version():
        shutil.rmtree(place, ignore_errors=True)
        return (_without("Pagefind is not installed (`pip install pagefind_bin`)"),)
    parts, slots = known.parts, _slots(plan)
    try:
        _publish(parts, contents, place, slots, plan)
    except DigestError as error:
        shutil.rmtree(place, ignore_errors=True)
        return (_without(str(error)),)
    _put_catalogues(place, known, plan)
    manifest = _manifest(known, site, plan)
    _write(place, f"{_MANIFEST}.json", manifest, offline=plan.offline)
    slots.forget({part.slot for part in parts})
    return ()


def _together(some: Listed, others: Listed) -> Listed:
    both = [
        *zip(some.parts, some.catalogues, strict=True),
        *zip(others.parts, others.catalogues, strict=True),
    ]
    both.sort(key=lambda one: one[0].key)
    contents = some.contents.together(others.contents)
    return Listed(contents, tuple(part for part, _ in both), tuple(catalogue for _, catalogue in both))


def index_missing(contents: Contents, plan: Plan, site: Path | None = None) -> Listed:
    """Index the pages that have changed, keep what is found, and return the contents as an index lists them.

    This is much of the work of `build_search`, and needs no new site: it may be done beforehand. Where the
    `site` that is to be replaced is given, those files that it lacks are made as well, and lie ready. Raises
    DigestError.
    """
    known, slots = listed(contents, plan), _slots(plan)
    if site:
        _make_ready(known.parts, contents, site / FOLDER, slots, plan)
    else:
        for _ in slots.changes([part for part in known.parts if not slots.has(part)], contents.html):
            pass
    return known


def _make_ready(
    parts: Sequence[Segment], contents: Contents, place: Path, slots: Slots, plan: Plan
) -> list[Segment]:
    """Let the files lie ready that a folder lacks to hold all segments; return those that it lacks."""
    ready = _prepared(plan)
    missing = [part for part in parts if ready.key_in(place, part.slot) != part.key]
    unready = [part for part in missing if not ready.fits(place, part)]
    shares = [unready[number :: plan.jobs] for number in range(min(plan.jobs, len(unready)))]
    map_here(partial(_prepare, contents, slots, place, ready), shares, jobs=plan.jobs, worth=2)
    return missing


def _prepare(
    contents: Contents, slots: Slots, place: Path, ready: Prepared, parts: Sequence[Segment]
) -> None:
    for change in slots.changes(parts, contents.html):
        there = change.before in ("", ready.key_in(place, change.segment.slot))
        ready.put(change if there else next(slots.changes([change.segment], contents.html)))


def _parts(contents: Contents, plan: Plan) -> tuple[Segment, ...]:
    return segments(contents.pages, made_by=_made_by(plan))


def _slots(plan: Plan) -> Slots:
    return Slots(plan.cache / FOLDER, made_by=_made_by(plan), language=plan.language)


def _prepared(plan: Plan) -> Prepared:
    return Prepared(plan.cache / FOLDER, offline=plan.offline)


def _made_by(plan: Plan) -> str:
    return f"{_FORMAT} {_KEPT} {pagefind_version()} {plan.language}"


def _without(reason: str) -> Problem:
    return Problem(
        where="search", message=f"the site is built without search: {reason}", severity=Severity.WARNING
    )


def _catalogue_of(part: Segment) -> str:
    """Return the name of a part's catalogue: a hash of all that it tells."""
    told = msgpack.encode([_FORMAT, [*map(_TOLD, part.pages)]])
    return sha256(told).hexdigest()[:_NAME]


_TOLD = attrgetter("path", "kind", "published", "topics")
_COMING = "coming"
"""Among the catalogues: what is to be one of them when it is written."""


def _catalogue(part: Segment) -> bytes:
    """Return day, kind and topics of each page, by number: what filters and the order by date ask for."""
    called = numbers(page.path for page in part.pages)
    pages = (
        (called[page.path], page_path(page).split("/", 2)[:2], [topic for topic, _ in page.topics])
        for page in part.pages
    )
    return packed(_json({str(number): [*when, *topics] for number, when, topics in pages}))


def _put_catalogues(place: Path, known: Listed, plan: Plan) -> None:
    """Let the folder hold the catalogues and nothing else; one that is there is what it is to be."""
    folder = place / _CATALOGUES
    folder.mkdir(exist_ok=True)
    there = set(os.listdir(folder))  # noqa: PTH208 - names are all that is asked
    for part, name in zip(known.parts, known.catalogues, strict=True):
        names = {name, f"{name}.js"} if plan.offline else {name}
        if not names <= there:
            for path, content in forms(_CATALOGUES, {name: _catalogue(part)}, offline=plan.offline):
                put_new(f"{folder}/{_COMING}", content)
                (folder / _COMING).replace(folder / path)  # whole or not at all
        there -= names
    for name in there:
        (folder / name).unlink()


def _publish(parts: Sequence[Segment], contents: Contents, place: Path, slots: Slots, plan: Plan) -> None:
    """Bring the published segments into step with the contents; files that are right stay untouched."""
    place.mkdir(parents=True, exist_ok=True)
    names = {_CATALOGUES, _RUNTIME, *(part.slot for part in parts)}
    for folder in place.iterdir():
        if folder.is_dir() and folder.name not in names:
            shutil.rmtree(folder)
    for part in _make_ready(parts, contents, place, slots, plan):
        _prepared(plan).take(place, part)
    runtime, files = place / _RUNTIME, slots.runtime()
    if not ((runtime / form_of(offline=plan.offline)).exists() and _hold(runtime, files)):
        shutil.rmtree(runtime, ignore_errors=True)
        runtime.mkdir()
        for path, content in forms(_RUNTIME, files, offline=plan.offline):
            put_new(f"{runtime}/{path}", content)
        (runtime / form_of(offline=plan.offline)).touch()


def _hold(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Tell whether a folder holds these files as they are: the browser's code goes with the language."""
    with suppress(OSError):
        return all((folder / name).read_bytes() == content for name, content in files.items())
    return False


def _write(place: Path, path: str, content: bytes, *, offline: bool) -> None:
    _put(place / path, content)
    as_script = place / f"{path}.js"
    if offline:
        _put(as_script, script(path, content))
    else:
        as_script.unlink(missing_ok=True)


def _put(file: Path, content: bytes) -> None:
    """Write a file unless it is as it should be; never into the old one, which another site may share."""
    try:
        if file.read_bytes() == content:
            return
        file.unlink()
    except FileNotFoundError:
        pass
    file.write_bytes(content)


def _manifest(known: Listed, site: Path, plan: Plan) -> bytes:
    """Return what the reader's browser needs to know before the first query."""
    pages = known.contents.pages
    parts = zip(known.parts, known.catalogues, strict=True)
    articles = [page for page in pages if page.kind == "article"]
    names = {topic: name for page in articles for topic, name in page.topics}
    topics = Counter(topic for page in articles for topic, _ in page.topics)
    years = Counter(page.published.year for page in articles if page.published)
    kinds = Counter(page.kind for page in pages)
    return _json(
        {
            "version": _FORMAT,
            "engine": pagefind_version(),
            "language": plan.language,
            "flat": (site / f"{pages[0].path}.html").exists(),
            "stop": stop_words(plan.language),
            "segments": [[part.slot, part.key, len(part.pages), name] for part, name in parts],
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
