"""New entries of feeds become articles; run again, nothing happens twice."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import msgspec

from generator.config import Feed
from generator.conflicts import sides_of
from generator.errors import DigestError, SourceError
from generator.intake.articles import Found, Shelf, State
from generator.intake.feeds import KINDS, Entry, ReadFeed, read_feed
from generator.intake.fetching import FetchError, Web
from generator.intake.finding import PAGES, entry_facts, from_entry, from_page
from generator.model import Problem, Publish

STATE_FILE = "feeds.lock.json"
"""Beside digest.yml: what of each feed was seen; committed, so that CI goes on where it was."""
_MOST_SEEN = 5_000


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a feed from the last time."""

    etag: str = ""
    modified: str = ""
    seen: tuple[str, ...] = ()
    """Keys of the entries that were taken or passed over, sorted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one feed."""

    feed: str
    entries: int
    """Entries in the feed; new + known + filtered + passed_over + failed."""
    new: int = 0
    known: int = 0
    filtered: int = 0
    passed_over: int = 0
    """More than the feed's `most` at once."""
    failed: int = 0
    """Entries whose page could not be had; they are tried again the next time."""
    unchanged: bool = False
    """The server said that nothing changed, and sent nothing."""
    unread: bool = False
    """The feed itself could not be had or read."""
    problems: tuple[Problem, ...] = ()


def parse_memory(data: bytes, where: str) -> dict[str, Memory]:
    """Return the state file's content by the feed's address; where Git left a merge open, both sides'.

    Raises DigestError for a damaged one.
    """
    try:
        ours, *theirs = [msgspec.json.decode(side, type=dict[str, Memory]) for side in sides_of(data)]
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DigestError(
            f"{where}: is damaged ({error}): restore it, or remove it and every entry counts as new again"
        ) from error
    return ours | {feed: _united(ours.get(feed, one), one) for other in theirs for feed, one in other.items()}


def _united(ours: Memory, theirs: Memory) -> Memory:
    """Return what both have seen of a feed; it is asked for anew where they differ."""
    return ours if ours == theirs else Memory(seen=tuple(sorted({*ours.seen, *theirs.seen})))


def dump_memory(memory: Mapping[str, Memory]) -> bytes:
    """Return the state file's content; the same memory gives the same bytes."""
    ordered = dict(sorted(memory.items()))
    return msgspec.json.format(msgspec.json.encode(ordered), indent=1) + b"\n"


def sync_feed(
    feed: Feed, memory: Memory, *, web: Web, shelf: Shelf, taken: tuple[Publish, str]
) -> tuple[Outcome, Memory]:
    """Take the new entries of a feed; `taken` is (publish, retrieved) of the articles.

    What is wrong with a feed or an entry is a problem of the outcome.
    """
    try:
        conditions = {"If-None-Match": memory.etag, "If-Modified-Since": memory.modified}
        page = web.fetch(feed.url, kinds=KINDS, conditions={k: v for k, v in conditions.items() if v})
        if page.unchanged:
            return Outcome(feed=feed.url, entries=0, unchanged=True), memory
        parsed = read_feed(page.body, url=page.url, content_type=_type(page.media_type, page.charset))
    except (FetchError, SourceError) as error:
        problem = Problem(where=feed.url, message=str(error).removeprefix(f"{feed.url}: "))
        return Outcome(feed=feed.url, entries=0, unread=True, problems=(problem,)), memory
    outcome, keys = _taken(feed, parsed, memory, _Taking(web, shelf, *taken))
    sound = not outcome.failed
    kept = sorted(keys) if len(keys) <= _MOST_SEEN else sorted(keys & {entry.key for entry in parsed.entries})
    etag, modified = (page.etag, page.modified) if sound else ("", "")
    return outcome, Memory(etag=etag, modified=modified, seen=tuple(kept))


def _type(kind: str, charset: str) -> str:
    return f"{kind}; charset={charset}" if kind and charset else ""


@dataclass(frozen=True, slots=True)
class _Taking:
    web: Web
    shelf: Shelf
    publish: Publish
    retrieved: str

    def take(self, entry: Entry, feed: ReadFeed, name: str) -> bool:
        """Write the article of an entry, and tell whether it is new.

        Raises SourceError and FetchError if there is none to be had.
        """
        found = self._found(entry, name or feed.title, feed.language)
        decision = self.shelf.decide(found, publish=self.publish, retrieved=self.retrieved)
        if decision.state is State.NEW:
            self.shelf.put(decision, found)
        return decision.state is State.NEW

    def _found(self, entry: Entry, site: str, language: str) -> Found:
        if entry.is_whole or not entry.url:
            return from_entry(entry, site=site, language=language)
        found = from_page(self.web.fetch(entry.url, kinds=PAGES))
        said = {key: value for key, value in entry_facts(entry, site, language).items() if value}
        facts = {**(found.facts or {}), **said}
        return replace(found, title=entry.title or found.title, url=entry.url, source=found.url, facts=facts)


def _taken(feed: Feed, parsed: ReadFeed, memory: Memory, taking: _Taking) -> tuple[Outcome, set[str]]:
    """Take the new entries that pass the feed's filter; return what came of all and the keys to remember."""
    keys = set(memory.seen)
    new = [entry for entry in _once(parsed.entries) if entry.key not in keys]
    here = [entry for entry in new if entry.url and taking.shelf.has(entry.url)]
    fresh = [entry for entry in new if not (entry.url and taking.shelf.has(entry.url))]
    wanted = [entry for entry in fresh if _wanted(entry, feed)]
    wanted.sort(key=lambda entry: entry.published, reverse=True)
    problems: list[Problem] = []
    failed: set[str] = set()
    written = 0
    for entry in wanted[: feed.most]:
        try:
            written += taking.take(entry, parsed, feed.name)
        except (FetchError, SourceError) as error:
            failed.add(entry.key)
            where = entry.url or feed.url
            problems.append(Problem(where=where, message=str(error).removeprefix(f"{where}: ")))
    count = min(len(wanted), feed.most)
    outcome = Outcome(
        feed=feed.url,
        entries=len(parsed.entries),
        new=written,
        known=len(parsed.entries) - len(new) + len(here) + count - len(failed) - written,
        filtered=len(fresh) - len(wanted),
        passed_over=len(wanted) - count,
        failed=len(failed),
        problems=tuple(problems),
    )
    return outcome, (keys | {entry.key for entry in new}) - failed


def _once(entries: Iterable[Entry]) -> Iterator[Entry]:
    yield from {entry.key: entry for entry in reversed(tuple(entries))}.values()


def _wanted(entry: Entry, feed: Feed) -> bool:
    """Tell whether an entry has one of the words to include, if there are any, and none to exclude."""
    text = f"{entry.title} {entry.html} {' '.join(entry.tags)}".casefold()
    return (not feed.include or _has(text, feed.include)) and not _has(text, feed.exclude)


def _has(text: str, words: Iterable[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", text) for word in words)
