"""The editor's word, the lock and the articles' own orders: what is settled before topics are found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.corpus.evidence import Collection, keys_of
from generator.corpus.lock import Lock, LockEntry, State
from generator.editor import TOPICS_FILE, Editor
from generator.model import Problem, Severity, TopicKind
from generator.text import headed, slugify, spaced


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A topic that is there before any is found: published, pinned or ordered."""

    id: str
    name: str = ""
    """Empty: as the articles write it most."""
    kind: TopicKind | None = None
    """None: as the articles use it."""
    keys: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """The editor's."""
    parent: str = ""
    """The editor's; the id of a known topic, or empty."""
    articles: tuple[str, ...] = ()
    """Ids of the articles that were about it before."""
    locked: bool = False
    """It has been published before."""
    asked: bool = False
    """The editor or an article asks for it."""
    ordered: frozenset[int] = frozenset()
    """Articles whose front matter asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What is settled before topics are found."""

    known: Mapping[str, Known]
    """By id, sorted; no key belongs to two of them."""
    redirects: Mapping[str, str]
    """Merged id → the id that stands for it."""
    never: frozenset[str]
    """Keys that no topic is made of."""
    problems: tuple[Problem, ...]


def settle(
    collection: Collection, editor: Editor, lock: Lock, *, found: Mapping[str, tuple[str, ...]]
) -> Settled:
    """Lay the editor's word over the lock and the articles' orders over both.

    `found` gives the keys of the topics that could be found by their ids: an editor may merge into
    those too. What cannot be followed is a problem and left undone.
    """
    languages = sorted({article.language for article in collection.heads})
    known = {
        entry.id: Known(
            id=entry.id,
            name=entry.name,
            kind=entry.kind,
            keys=_keys_of(entry, languages),
            articles=entry.articles,
            locked=True,
        )
        for entry in lock.entries
        if entry.state is not State.MERGED
    }
    merged = {entry.id: entry for entry in lock.entries if entry.state is State.MERGED}
    _pin(known, editor, languages, merged)
    redirects = {
        entry.id: entry.into
        for entry in lock.entries
        if entry.state is State.MERGED and entry.id not in known
    }
    _turn_back(known, redirects, editor, languages, merged)
    problems = _merge(known, redirects, editor, languages, found)
    never = frozenset(keys_of(editor.never, languages))
    problems += [*_check_names(known, editor), *_check_never(known, editor, never, languages)]
    _order(known, redirects, collection, languages)
    problems += _check_parents(known, redirects)
    return Settled(
        known=_one_owner(known),
        redirects={old: _final(redirects, old) for old in sorted(redirects)},
        never=never,
        problems=tuple(problems),
    )


def _keys_of(entry: LockEntry, languages: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of a published topic, its name's too where a later program makes another key of it."""
    own = keys_of([entry.name], languages)
    return entry.keys if set(own) & set(entry.keys) else tuple(sorted({*entry.keys, *own}))


def _pin(
    known: dict[str, Known], editor: Editor, languages: Iterable[str], merged: Mapping[str, LockEntry]
) -> None:
    """Publish what the editor asks for; a topic that was merged is again what it was before."""
    for topic in editor.topics:
        before = known.get(topic.id) or _before_merge(topic.id, merged.get(topic.id))
        name = topic.name or before.name or headed(topic.id)
        keys = {*keys_of((name, *topic.aliases), languages), *before.keys}
        known[topic.id] = replace(
            before,
            name=name,
            kind=topic.kind or before.kind or TopicKind.CONCEPT,
            keys=tuple(sorted(keys)),
            aliases=topic.aliases,
            parent=topic.parent,
            asked=True,
        )


def _before_merge(id_: str, entry: LockEntry | None) -> Known:
    if entry is None or entry.name == id_:  # it was merged before it was ever published
        return Known(id=id_)
    return Known(id=id_, name=entry.name, kind=entry.kind)


def _turn_back(
    known: dict[str, Known],
    redirects: dict[str, str],
    editor: Editor,
    languages: Iterable[str],
    merged: Mapping[str, LockEntry],
) -> None:
    """Let the editor merge a topic into one that went into it before: that one is a topic again."""
    wishes = dict(editor.merge)
    for old in sorted(wishes):
        if _final({**redirects, **wishes}, old) in {**redirects, **wishes}:  # it goes round in a circle
            into = _final(wishes, old)
            del redirects[into]
            before = _before_merge(into, merged.get(into))
            keys = keys_of([before.name or spaced(into)], languages)
            known[into] = replace(before, keys=keys, locked=True)


def _merge(
    known: dict[str, Known],
    redirects: dict[str, str],
    editor: Editor,
    languages: Iterable[str],
    found: Mapping[str, tuple[str, ...]],
) -> list[Problem]:
    problems = []
    wishes = dict(editor.merge)
    for old in sorted(wishes):
        into = _final({**redirects, **wishes}, old)
        if into not in known and into in found:
            known[into] = Known(id=into, keys=found[into])
        if into not in known:
            problems.append(_problem(f"merge: {old}", f"there is no topic {into!r} to merge into"))
            continue
        gone = known.pop(old, Known(id=old))
        own = {*gone.keys, *found.get(old, ()), *keys_of([spaced(old)], languages)}
        known[into] = replace(known[into], keys=tuple(sorted({*known[into].keys, *own})))
        redirects[old] = into
    return problems


def _final(following: Mapping[str, str], start: str) -> str:
    """Follow a chain of ids to its end; the settings and the lock hold no circles."""
    seen = {start}
    while start in following and following[start] not in seen:
        start = following[start]
        seen.add(start)
    return start


def _order(
    known: dict[str, Known], redirects: Mapping[str, str], collection: Collection, languages: Iterable[str]
) -> None:
    owners = {key: topic.id for topic in known.values() for key in topic.keys}
    for at, article in enumerate(collection.heads):
        for wanted in article.topics:
            slug, told = slugify(wanted), spaced(wanted)
            keys = keys_of([told], languages)
            id_ = _final(redirects, slug)
            if id_ not in known:
                id_ = next((owners[key] for key in keys if key in owners), slug)
            name = "" if told.replace(" ", "-") == slug else wanted
            topic = known.get(id_) or Known(id=id_, keys=keys)
            known[id_] = replace(topic, ordered=topic.ordered | {at}, name=topic.name or name, asked=True)
            owners.update(dict.fromkeys(keys, id_))


def _check_names(known: Mapping[str, Known], editor: Editor) -> list[Problem]:
    """Return a problem for each topic that the editor calls as another topic is called."""
    called: dict[str, list[str]] = {}
    for id_, topic in known.items():
        called.setdefault(topic.name.casefold(), []).append(id_)
    return [
        Problem(
            where=f"{TOPICS_FILE}: topics: {topic.id}",
            message=f"{topic.name!r} is the name of {other!r}, too; merge one into the other, "
            "or tell them apart",
            severity=Severity.WARNING,
        )
        for topic in editor.topics
        for other in called.get(topic.name.casefold(), ())
        if topic.name and other != topic.id
    ]


def _check_never(
    known: Mapping[str, Known], editor: Editor, never: frozenset[str], languages: Iterable[str]
) -> list[Problem]:
    """Return a problem for each topic that the editor asks for and forbids."""
    names = {topic.id: known[topic.id].name for topic in editor.topics if topic.id in known}
    return [
        Problem(
            where=f"{TOPICS_FILE}: topics: {id_}",
            message=f"{name!r} is under never, too, and is a topic all the same; take out one of the two",
            severity=Severity.WARNING,
        )
        for id_, name in names.items()
        if not never.isdisjoint(keys_of([name], languages))
    ]


def _check_parents(known: dict[str, Known], redirects: Mapping[str, str]) -> list[Problem]:
    problems = []
    for id_, topic in sorted(known.items()):
        parent = _final(redirects, topic.parent)
        if parent and parent not in known:
            problems.append(_problem(f"topics: {id_}", f"its parent {parent!r} is no topic"))
            parent = ""
        known[id_] = replace(topic, parent=parent)
    return problems


def _problem(setting: str, reason: str) -> Problem:
    return Problem(
        where=f"{TOPICS_FILE}: {setting}",
        message=f"{reason}; write the id of a topic (its address after /topics/), or add it under topics",
        severity=Severity.WARNING,
    )


def _one_owner(known: Mapping[str, Known]) -> dict[str, Known]:
    """Give each key to one topic: to the one that was asked for, then to the first by id."""
    taken: dict[str, str] = {}
    for topic in sorted(known.values(), key=lambda topic: (not topic.asked, topic.id)):
        for key in topic.keys:
            taken.setdefault(key, topic.id)
    return {
        id_: replace(known[id_], keys=tuple(key for key in known[id_].keys if taken[key] == id_))
        for id_ in sorted(known)
    }
