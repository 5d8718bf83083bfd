"""The search of the published site: an index in segments, for a server and for files on a disk.

Over http a reader's browser fetches the parts of the index that a query needs. A page opened as a
file may not fetch, but it may load scripts: so each part lies there a second time as a script that
hands over the same bytes.
"""

import json
import shutil
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import msgspec

from generator.errors import DigestError
from generator.model import Findable, Problem, Record, Severity
from generator.parallel import map_here
from generator.publish.pagefind import packed, pagefind_version
from generator.publish.segments import Segment, numbers, page_html, page_path, segments
from generator.publish.slots import Change, Slots
from generator.publish.staging import link
from generator.words import stop_words

FOLDER = "search-index"
"""Below the site."""
_FORMAT = 5
"""To be raised when the files that this module writes change."""
_KEPT = 6
"""To be raised when the way in which they are kept changes."""
_RUNTIME = "runtime"
_CATALOGUES = "pages"
_MANIFEST = "index"
_NAME = 16
"""Digits of a hash that name a catalogue."""
_READY = "ready"
"""Below the cache's folder: files of segments that were made before there was a site to put them into."""
_CHANGE = "change.json"
"""There, beside them: what is to be done with them. It is written when all of them lie there."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
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


def build_search(contents: Contents, site: Path, plan: Plan) -> tuple[Problem, ...]:
    """Put the search index of the contents into the site's folder, whose pages are there already.

    Only pages that have changed are indexed, and only segments with such pages are written. The bytes are
    those of an index made from nothing. Where Pagefind is missing or fails, the site has no search, and
    the problem says so.
    """
    place = site / FOLDER
    if not contents.pages:
        shutil.rmtree(place, ignore_errors=True)
        return ()
    if not pagefind_version():
        shutil.rmtree(place, ignore_errors=True)
        return (_without("Pagefind is not installed (`pip install pagefind_bin`)"),)
    parts, slots = _parts(contents, plan), _slots(plan)
    catalogues = [_catalogue(part) for part in parts]
    try:
        _publish(parts, contents, place, slots, plan)
    except DigestError as error:
        shutil.rmtree(place, ignore_errors=True)
        return (_without(str(error)),)
    listed = _put_catalogues(place, catalogues, plan)
    manifest = _manifest(contents.pages, list(zip(parts, listed, strict=True)), site, plan)
    _write(place, f"{_MANIFEST}.json", manifest, offline=plan.offline)
    slots.forget({part.slot for part in parts})
    return ()


def index_missing(contents: Contents, plan: Plan, site: Path | None = None) -> None:
    """Index the pages that have changed, and keep what is found. Raises DigestError.

    This is much of the work of `build_search`, and needs no new site: it may be done beforehand. Where the
    `site` that is to be replaced is given, those files that it lacks are made as well, and lie ready.
    """
    parts, slots = _parts(contents, plan), _slots(plan)
    if site:
        _make_ready(parts, contents, site / FOLDER, slots, plan)
        return
    for _ in slots.changes([part for part in parts if not slots.has(part)], contents.html):
        pass


def _make_ready(
    parts: Sequence[Segment], contents: Contents, place: Path, slots: Slots, plan: Plan
) -> list[Segment]:
    """Let the files lie ready that a folder lacks to hold all segments; return those that it lacks."""
    ready = plan.cache / FOLDER / _READY
    missing = [part for part in parts if _key_of(place, part, plan) != part.key]
    unready = [part for part in missing if not _fits(_change_of(ready, part), place, part, plan)]
    shares = [unready[number :: plan.jobs] for number in range(min(plan.jobs, len(unready)))]
    map_here(partial(_prepare, contents, slots, place, plan), shares, jobs=plan.jobs, worth=2)
    return missing


def _prepare(contents: Contents, slots: Slots, place: Path, plan: Plan, parts: Sequence[Segment]) -> None:
    for change in slots.changes(parts, contents.html):
        there = change.before in ("", _key_of(place, change.segment, plan))
        fitting = change if there else next(slots.changes([change.segment], contents.html))
        _put_ready(plan.cache / FOLDER / _READY, fitting, plan)


def _key_of(place: Path, part: Segment, plan: Plan) -> str:
    """Return the key of the segment that lies in a folder in the form that is wanted, if one does."""
    try:
        return (place / part.slot / _form(offline=plan.offline)).read_text(encoding="ascii")
    except (OSError, ValueError):
        return ""


class _Ready(msgspec.Struct, frozen=True):
    """What is to be done with the files that lie ready for a segment."""

    before: str
    """The key of the files that are to be changed; empty: there are to be no others."""
    after: str
    form: str
    fresh: tuple[str, ...]
    gone: tuple[str, ...]


def _change_of(ready: Path, part: Segment) -> _Ready | None:
    try:
        return msgspec.json.decode((ready / part.slot / _CHANGE).read_bytes(), type=_Ready)
    except (OSError, ValueError):
        return None


def _fits(change: _Ready | None, place: Path, part: Segment, plan: Plan) -> bool:
    """Tell whether what lies ready makes a segment's folder what it is to be."""
    return (
        change is not None
        and (change.after, change.form) == (part.key, _form(offline=plan.offline))
        and change.before in ("", _key_of(place, part, plan))
    )


def _put_ready(ready: Path, change: Change, plan: Plan) -> None:
    """Write the files that a segment is to get; last what is to be done with them."""
    segment, folder = change.segment, ready / change.segment.slot
    shutil.rmtree(folder, ignore_errors=True)
    for below in {"", *(path.rpartition("/")[0] for path in change.fresh)}:
        (folder / below).mkdir(parents=True, exist_ok=True)
    files = dict(_forms(segment.slot, change.fresh, offline=plan.offline))
    for path, content in files.items():
        _put_new(f"{folder}/{path}", content)
    told = _Ready(
        before=change.before,
        after=segment.key,
        form=_form(offline=plan.offline),
        fresh=tuple(sorted(files)),
        gone=tuple(name for path in change.gone for name in _names(path, offline=plan.offline)),
    )
    (folder / _CHANGE).write_bytes(msgspec.json.encode(told))


def _forms(folder: str, files: Mapping[str, bytes], *, offline: bool) -> Iterator[tuple[str, bytes]]:
    """Yield files as they are, and as scripts if these are wanted."""
    for path, content in files.items():
        yield path, content
        if offline:
            yield f"{path}.js", _script(f"{folder}/{path}", content)


def _names(path: str, *, offline: bool) -> tuple[str, ...]:
    return (path, f"{path}.js") if offline else (path,)


def _parts(contents: Contents, plan: Plan) -> tuple[Segment, ...]:
    return segments(contents.pages, made_by=_made_by(plan))


def _slots(plan: Plan) -> Slots:
    return Slots(plan.cache / FOLDER, made_by=_made_by(plan), language=plan.language)


def _made_by(plan: Plan) -> str:
    return f"{_FORMAT} {_KEPT} {pagefind_version()} {plan.language}"


def _without(reason: str) -> Problem:
    return Problem(
        where="search", message=f"the site is built without search: {reason}", severity=Severity.WARNING
    )


def _catalogue(part: Segment) -> bytes:
    """Return day, kind and topics of each page, by number: what filters and the order by date ask for."""
    called = numbers(page.path for page in part.pages)
    pages = (
        (called[page.path], page_path(page).split("/", 2)[:2], [topic for topic, _ in page.topics])
        for page in part.pages
    )
    return _json({str(number): [*when, *topics] for number, when, topics in pages})


def _put_catalogues(place: Path, catalogues: Sequence[bytes], plan: Plan) -> list[str]:
    """Let the folder hold these catalogues and no others; return what each is called, by its content."""
    folder = place / _CATALOGUES
    folder.mkdir(exist_ok=True)
    called = {sha256(one).hexdigest()[:_NAME]: one for one in catalogues}
    for path in folder.iterdir():
        if path.name.removesuffix(".js") not in called:
            path.unlink()
    for name, content in called.items():
        _write(place, f"{_CATALOGUES}/{name}", packed(content), offline=plan.offline)
    return [sha256(one).hexdigest()[:_NAME] for one in catalogues]


def _publish(parts: Sequence[Segment], contents: Contents, place: Path, slots: Slots, plan: Plan) -> None:
    """Bring the published segments into step with the contents; files that are right stay untouched."""
    place.mkdir(parents=True, exist_ok=True)
    names = {_CATALOGUES, _RUNTIME, *(part.slot for part in parts)}
    for folder in place.iterdir():
        if folder.is_dir() and folder.name not in names:
            shutil.rmtree(folder)
    for part in _make_ready(parts, contents, place, slots, plan):
        _put_right(plan.cache / FOLDER / _READY, place, part)
    runtime = place / _RUNTIME
    if not (runtime / _form(offline=plan.offline)).exists():
        shutil.rmtree(runtime, ignore_errors=True)
        runtime.mkdir()
        for path, content in _forms(_RUNTIME, slots.runtime(), offline=plan.offline):
            _put_new(f"{runtime}/{path}", content)
        (runtime / _form(offline=plan.offline)).touch()


def _put_right(ready: Path, place: Path, part: Segment) -> None:
    """Make a segment's folder what it is to be; meanwhile it bears no key."""
    change = _change_of(ready, part)
    assert change is not None, part.slot
    folder, files = place / part.slot, ready / part.slot
    key = folder / change.form
    key.unlink(missing_ok=True)
    if not change.before:
        shutil.rmtree(folder, ignore_errors=True)
    for below in ("", "p", "w"):
        (folder / below).mkdir(parents=True, exist_ok=True)
    for path in change.gone:
        (folder / path).unlink(missing_ok=True)
    for path in change.fresh:
        target = folder / path
        target.unlink(missing_ok=True)
        link(files / path, target)
    key.write_text(part.key, encoding="ascii")


def _form(*, offline: bool) -> str:
    return "offline" if offline else "online"


def _put_new(path: str, content: bytes) -> None:
    with open(path, "wb") as file:  # noqa: PTH123 (thousands of files: a Path for each would cost)
        file.write(content)


def _script(path: str, content: bytes) -> bytes:
    return b'digestSearchTake("%b", "%b");\n' % (path.encode(), b64encode(content))


def _write(place: Path, path: str, content: bytes, *, offline: bool) -> None:
    _put(place / path, content)
    script = place / f"{path}.js"
    if offline:
        _put(script, _script(path, content))
    else:
        script.unlink(missing_ok=True)


def _put(file: Path, content: bytes) -> None:
    """Write a file unless it is as it should be; never into the old one, which another site may share."""
    try:
        if file.read_bytes() == content:
            return
        file.unlink()
    except FileNotFoundError:
        pass
    file.write_bytes(content)


def _manifest(
    pages: Sequence[Findable], parts: Iterable[tuple[Segment, str]], site: Path, plan: Plan
) -> bytes:
    """Return what the reader's browser needs to know before the first query."""
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
            "segments": [[part.slot, part.key, len(part.pages), catalogue] for part, catalogue in parts],
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
