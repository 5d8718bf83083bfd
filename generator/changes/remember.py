"""What is to be remembered after a build: pure, and the same again if nothing has changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from generator.changes.difference import difference
from generator.changes.texts import hash_of, is_kept, lines_of
from generator.corpus.lock import Lock, LockEntry, State
from generator.history import TOPIC_KINDS, Change, Fate, History, Kind, Remembered
from generator.model import Article

ReadText = Callable[[str, str], tuple[str, ...] | None]
"""Returns the kept lines of the article with that id, if they have that hash."""


_DIGEST = 32
"""So many digits of a source's hash are remembered."""


class Now(Struct, frozen=True, kw_only=True):
    """The site as it is to be published."""

    day: date | None
    """Under which changes are noted; a record whose days are later keeps its last day."""
    articles: Mapping[str, Article]
    """By id; their blocks need not be there."""
    whole: Mapping[str, Article]
    """By id, with their blocks; each may have to be fetched."""
    private: frozenset[str]
    """The sources of private articles."""
    failed: frozenset[str]
    """Sources that are there and could not be read: their articles are not withdrawn."""
    secrets: frozenset[str]
    """Titles of private articles, which nothing that is remembered may tell."""
    unnamed: frozenset[str]
    """The ids of topics that only private articles speak of now: no change may tell their names."""
    before: Lock
    after: Lock
    topics: frozenset[str]
    """The ids of topics that have a page."""
    archive: tuple[str, ...]
    """The parts of the archive that have a page."""


Share = Callable[[Callable[[str], Remembered], Sequence[str]], Iterable[Remembered]]
"""As `map`: it says who looks at the articles."""


def remember(old: History | None, now: Now, read_text: ReadText, share: Share = map) -> History:
    """Return the record of a site that was `old` and is `now`.

    Without an old record it begins: what is there is remembered and is no change. Remembering the same
    again changes nothing.
    """
    archive = tuple(sorted({*(old.archive if old else ()), *now.archive}))
    if old is None:
        begun = Change(day=now.day, kind=Kind.BEGUN, count=len(now.articles))
        articles = tuple(share(lambda id_: _entry(now.whole[id_]), sorted(now.articles)))
        return History(articles=articles, changes=(begun,), archive=archive)
    day = max(filter(None, (now.day, *(change.day for change in old.changes[-1:]))), default=None)
    known = {one.id: one for one in old.articles}
    hashes = {id_: _text_of(known.get(id_), id_, now) for id_ in now.articles}
    ordered = sorted(sorted(hashes, reverse=True), key=lambda id_: not _is_out(known.get(id_)))
    came = {hashes[id_]: id_ for id_ in ordered}  # of one text, what is new is where it went
    heir = partial(_heir, known=known, now=now, came=came)
    gone = {id_: _gone(one, now, heir) for id_, one in known.items() if id_ not in now.articles}
    there = {id_: _there(known.get(id_), now.articles[id_], hashes[id_], day) for id_ in now.articles}
    after = dict(sorted({**gone, **there}.items()))
    changes = [
        *_article_changes(known, after, day, _Texts(now.whole, read_text)),
        *_topic_changes(now, day),
    ]
    articles = tuple(after.values())
    noted = _noted(old.changes, changes)
    return History(articles=articles, changes=_shown(noted, articles, now), archive=archive)


class _Texts(Struct, frozen=True):
    """What a revision is found by."""

    articles: Mapping[str, Article]
    read: ReadText


def _entry(article: Article, text: str = "", since: date | None = None) -> Remembered:
    return Remembered(
        id=article.id,
        title=article.title,
        source=article.source,
        text=text or hash_of(lines_of(article)),
        digest=article.digest[:_DIGEST],
        since=since,
    )


def _text_of(before: Remembered | None, id_: str, now: Now) -> str:
    """Return the hash of an article's text: the one before where its source is what it was."""
    digest = now.articles[id_].digest[:_DIGEST]
    same = before is not None and bool(before.digest) and before.digest == digest
    return before.text if before is not None and same else hash_of(lines_of(now.whole[id_]))


def _is_out(one: Remembered | None) -> bool:
    """Tell whether an article was published by its own address when the record was last made."""
    return one is not None and one.state is Fate.PUBLISHED


def _there(before: Remembered | None, article: Article, text: str, day: date | None) -> Remembered:
    """Return what is remembered of an article that is published now: the same value where it is the same."""
    if before is None:
        return _entry(article, text, day)
    was = before.title, before.source, before.text, before.digest
    same = was == (article.title, article.source, text, article.digest[:_DIGEST])
    return before if same and _is_out(before) else _entry(article, text, before.since)


def _heir(one: Remembered, *, known: Mapping[str, Remembered], now: Now, came: Mapping[str, str]) -> str:
    """Return the id of the published article that a text went to, by way of others if need be; or nothing."""
    seen = {one.id}
    while True:
        into = one.into if one.state is Fate.MOVED else came.get(one.text, "")
        if into in now.articles:
            return into
        if not into or into in seen or into not in known:
            return ""
        seen.add(into)
        one = known[into]


def _gone(one: Remembered, now: Now, heir: Callable[[Remembered], str]) -> Remembered:
    """Return what is remembered of an article that is not published now."""
    if one.state is Fate.PRIVATE or one.source in now.private or one.title in now.secrets:
        return Remembered(id=one.id, state=Fate.PRIVATE, since=one.since)
    if one.state is Fate.PUBLISHED and not now.failed.isdisjoint((one.source, one.source.rpartition("/")[0])):
        return one
    into = "" if one.state is Fate.WITHDRAWN else heir(one)
    return replace(one, state=Fate.MOVED if into else Fate.WITHDRAWN, into=into)


def _article_changes(
    before: Mapping[str, Remembered], after: Mapping[str, Remembered], day: date | None, texts: _Texts
) -> Iterator[Change]:
    """Yield what happened to each article, in their order: one that moved is not new at its new address."""
    arrived = {one.into for one in after.values() if one.state is Fate.MOVED}
    for id_, one in after.items():
        old = before.get(id_)
        if one is old:
            continue
        if one.state is Fate.PUBLISHED and not _is_out(old):
            if id_ not in arrived:
                yield Change(day=day, kind=Kind.NEW, id=id_)
        elif old and one.state is Fate.PUBLISHED and one.text != old.text:
            yield _revised(old, one, day, texts)
        elif old and one.state is Fate.MOVED and _is_out(old):
            yield Change(day=day, kind=Kind.MOVED, id=id_, into=one.into)
        elif old and _is_out(old) and one.state in {Fate.WITHDRAWN, Fate.PRIVATE}:
            yield Change(day=day, kind=Kind.WITHDRAWN, id=id_)


def _revised(old: Remembered, new: Remembered, day: date | None, texts: _Texts) -> Change:
    article = texts.articles[new.id]
    before = texts.read(old.id, old.text) if is_kept(article) else None
    return Change(
        day=day,
        kind=Kind.REVISED,
        id=new.id,
        was=old.title if old.title != new.title else "",
        difference=difference(before[1:], lines_of(article)[1:]) if before else None,
    )


def _topic_changes(now: Now, day: date | None) -> Iterator[Change]:
    """Yield what happened to each topic, by id; nothing where there is no lock to compare with."""
    known = {entry.id: entry for entry in now.before.entries}
    for entry in now.after.entries if known else ():
        yield from _topic_change(known.get(entry.id), entry, now, day)


def _topic_change(old: LockEntry | None, new: LockEntry, now: Now, day: date | None) -> Iterator[Change]:
    merged = new.state is State.MERGED
    if merged and (old is None or old.state is not State.MERGED or old.into != new.into):
        yield Change(day=day, kind=Kind.TOPIC_MERGED, id=new.id, name=new.name, into=new.into)
    elif old is None:
        yield Change(day=day, kind=Kind.TOPIC_NEW, id=new.id, name=new.name)
    elif not merged and new.id not in now.topics:
        yield Change(day=day, kind=Kind.TOPIC_GONE, id=new.id, name=old.name)
    elif not merged and new.name != old.name:
        yield Change(day=day, kind=Kind.TOPIC_RENAMED, id=new.id, name=new.name, was=old.name)


def _noted(before: tuple[Change, ...], found: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes so far with those found: nothing is noted twice, nor twice a day of one text."""
    found = list(found)
    if not found:
        return before
    changes = list(before)
    last = {(change.id, change.kind in TOPIC_KINDS): at for at, change in enumerate(changes) if change.id}
    for change in found:
        at = last.get((change.id, change.kind in TOPIC_KINDS))
        earlier = changes[at] if at is not None else None
        if earlier and at is not None and _is_same(earlier, change):
            continue
        if earlier and at is not None and earlier.day == change.day and change.kind is Kind.REVISED:
            if earlier.kind is Kind.REVISED:
                changes[at] = _both(earlier, change)
            continue
        changes.append(change)
    return tuple(changes)


def _is_same(earlier: Change, change: Change) -> bool:
    """Tell whether a topic's change is noted already; a name may have been taken out of it since."""
    if change.kind not in TOPIC_KINDS or earlier.kind is not change.kind or earlier.into != change.into:
        return False
    return not earlier.name or (earlier.name, earlier.was) == (change.name, change.was)


def _both(earlier: Change, later: Change) -> Change:
    """Return two revisions of one day as one."""
    one, other = earlier.difference, later.difference
    if one and other:
        paragraphs = (*one.paragraphs, *other.paragraphs)
        kept = paragraphs[:_A_DAY]
        both = replace(one, paragraphs=kept, more=one.more + other.more + len(paragraphs) - len(kept))
    return replace(earlier, difference=both if one and other else None, was=earlier.was or later.was)


_A_DAY = 16
"""So many paragraphs are kept of all revisions of an article on one day."""


def _shown(changes: tuple[Change, ...], articles: Iterable[Remembered], now: Now) -> tuple[Change, ...]:
    """Return the changes without what the site does not show any more: texts and titles of what is gone."""
    open_ = {one.id for one in articles if one.state is Fate.PUBLISHED}
    differing = {change.id for change in changes if change.difference}
    whole = {id_ for id_ in open_ & differing if id_ not in now.whole or is_kept(now.whole[id_])}
    private = {one.id for one in articles if one.state is Fate.PRIVATE}
    return tuple(_without(change, whole, private, now) for change in changes)


def _without(change: Change, whole: set[str], private: set[str], now: Now) -> Change:
    if change.kind in TOPIC_KINDS:
        return replace(change, name="", was="") if change.id in now.unnamed else change
    if change.difference and change.id not in whole:
        change = replace(change, difference=None)
    if change.was and (change.id in private or change.was in now.secrets):
        change = replace(change, was="")
    return change
