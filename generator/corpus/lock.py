"""The lock: the program's memory of every topic it ever published."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import lt
from sys import intern

from generator.conflicts import sides_of
from generator.corpus.rarity import NO_SAMPLE, Sample
from generator.errors import DigestError
from generator.keys import phrase_key
from generator.model import TopicKind
from generator.text import slugify

VERSION = 1
"""Of the file's form."""


class State(StrEnum):
    """What became of a published topic."""

    ACTIVE = "active"
    """Articles speak of it."""
    EMPTY = "empty"
    """No article speaks of it any more; its page stays."""
    MERGED = "merged"
    """The editor merged it into another topic; its address leads there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockEntry:
    """A published topic: its id never changes, nor goes to another topic."""

    id: str
    name: str
    kind: TopicKind
    keys: tuple[str, ...]
    """The phrase keys that define it, sorted."""
    state: State = State.ACTIVE
    into: str = ""
    """The id of the topic it was merged into, if it was."""
    articles: tuple[str, ...] = ()
    """Ids of the articles about it, sorted: they stay while they name it much, or say much of its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """Every topic that was ever published, sorted by id."""

    entries: tuple[LockEntry, ...] = ()
    sample: Sample = NO_SAMPLE
    """The articles that stand for all, where there are many."""


def publish(lock: Lock, entries: Iterable[LockEntry], redirects: Mapping[str, str]) -> Lock:
    """Return the lock that knows these topics, too; others stay, asleep.

    `redirects` gives the ids of merged topics, and of what they were merged into.
    """
    known = {entry.id: _asleep(entry) for entry in lock.entries}
    known.update((entry.id, entry) for entry in entries)
    for old, into in redirects.items():
        if into in known:
            known[old] = _merged(known, old, into)
    return replace(lock, entries=tuple(known[id_] for id_ in sorted(known)))


def set_right(lock: Lock, corrections: Iterable[tuple[str, str]], language: str) -> Lock:
    """Return the lock with the names that the editor corrected: such a topic goes on at its address.

    Where a topic of the right name is published already, the wrong one goes into it.
    """
    right = dict(corrections)
    owners = {entry.name: entry.id for entry in lock.entries if entry.state is not State.MERGED}
    return replace(
        lock, entries=tuple([_set_right(entry, right, owners, language) for entry in lock.entries])
    )


def _set_right(
    entry: LockEntry, right: Mapping[str, str], owners: dict[str, str], language: str
) -> LockEntry:
    name = right.get(entry.name, entry.name)
    if name == entry.name or entry.state is State.MERGED:
        return entry
    owner = owners.setdefault(name, entry.id)
    if owner == entry.id:
        return replace(entry, name=name, keys=(phrase_key(name, language),))
    return LockEntry(id=entry.id, name=entry.name, kind=entry.kind, keys=(), state=State.MERGED, into=owner)


def _asleep(entry: LockEntry) -> LockEntry:
    return replace(entry, state=State.EMPTY) if entry.state is State.ACTIVE else entry


def _merged(entries: Mapping[str, LockEntry], old: str, into: str) -> LockEntry:
    before = entries.get(old, entries[into])
    name = before.name if old in entries else old
    return LockEntry(id=old, name=name, kind=before.kind, keys=(), state=State.MERGED, into=into)


def dump_lock(lock: Lock) -> bytes:
    """Return the lock as a JSON file with one line a topic, so that changes read well."""
    lines = ",\n".join(f"    {_dump_entry(entry)}" for entry in lock.entries)
    body = f"[\n{lines}\n  ]" if lines else "[]"
    sample = f'  "sample": {_dump_sample(lock.sample)},\n' if lock.sample.of else ""
    return f'{{\n  "version": {VERSION},\n{sample}  "topics": {body}\n}}\n'.encode()


def _dump_sample(sample: Sample) -> str:
    return json.dumps({"of": sample.of, "articles": sorted(sample.articles)}, ensure_ascii=False)


def _dump_entry(entry: LockEntry) -> str:
    data: dict[str, object] = {
        "id": entry.id,
        "name": entry.name,
        "kind": entry.kind,
        "keys": entry.keys,
        "state": entry.state,
    }
    if entry.into:
        data["into"] = entry.into
    if entry.articles:
        data["articles"] = entry.articles
    return json.dumps(data, ensure_ascii=False)


def parse_lock(data: bytes, where: str) -> Lock:
    """Return the lock that `data` holds, the content of the file `where`.

    Where Git left a merge open, it is what both sides know; of a topic that both know, what ours says.
    Raises DigestError, which names the file, the fault and the way out.
    """
    try:
        ours, *theirs = [_lock(json.loads(side.decode("utf-8"))) for side in sides_of(data)]
        return _united(ours, theirs[0]) if theirs else ours
    except (ValueError, RecursionError) as error:
        raise DigestError(
            f"{where}: is not a lock of topics: {error}. Restore it from version control, or delete it: "
            "then the names and addresses of published topics are forgotten and found anew"
        ) from error


def _united(ours: Lock, theirs: Lock) -> Lock:
    """Return a lock with every topic that one of the two knows."""
    entries = {entry.id: entry for entry in (*theirs.entries, *ours.entries)}
    return replace(ours, entries=tuple(entries[id_] for id_ in sorted(entries)))


def _lock(data: object) -> Lock:
    if not isinstance(data, dict) or not isinstance(data.get("topics"), list):
        raise ValueError('it has no list of "topics"')  # noqa: TRY004 - one kind of error for one kind of fault
    if data.get("version") != VERSION:
        raise ValueError(f"its version is {data.get('version')!r}, and this program reads {VERSION}")
    entries = [_entry(item, at) for at, item in enumerate(data["topics"], 1)]
    ids = [entry.id for entry in entries]
    twice = sorted({one for one in ids if ids.count(one) > 1}) if len(set(ids)) < len(ids) else []
    if twice:
        raise ValueError(f"the topic {twice[0]!r} stands in it twice")
    missing = sorted({e.into for e in entries if e.into} - set(ids))
    if missing:
        raise ValueError(f"a topic was merged into {missing[0]!r}, which is not in it")
    in_order = tuple(sorted(entries, key=lambda entry: entry.id))
    return Lock(entries=in_order, sample=_sample(data["sample"]) if "sample" in data else NO_SAMPLE)


def _sample(item: object) -> Sample:
    of, articles = (item.get("of"), item.get("articles")) if isinstance(item, dict) else (None, None)
    if type(of) is not int or of < 1 or not isinstance(articles, list) or {*map(type, articles)} - {str}:
        raise ValueError('its "sample" needs a number "of" and "articles" as texts')
    return Sample(frozenset(articles), of)


def _entry(item: object, at: int) -> LockEntry:
    if not isinstance(item, dict):
        raise ValueError(f"topic {at} is not an object")  # noqa: TRY004 - see _lock
    keys = item.get("keys")
    articles = item.get("articles", [])
    texts = [
        item.get("id"),
        item.get("name"),
        item.get("into", ""),
        *(keys if isinstance(keys, list) else [None]),
        *(articles if isinstance(articles, list) else [None]),
    ]
    if set(map(type, texts)) != {str} or not item["id"] or not item["name"]:
        raise ValueError(f'topic {at} needs an "id", a "name" and "keys" (and "articles", if any) as texts')
    if slugify(item["id"]) != item["id"]:
        raise ValueError(f"topic {at} has the id {item['id']!r}, which cannot be an address")
    state = State(item.get("state", State.ACTIVE))
    if (state is State.MERGED) != bool(item.get("into")):
        raise ValueError(f'topic {item["id"]!r} has "into" without being merged, or the reverse')
    return LockEntry(
        id=item["id"],
        name=item["name"],
        kind=TopicKind(item.get("kind", TopicKind.CONCEPT)),
        keys=tuple(sorted(set(keys or ()))),
        state=state,
        into=item.get("into", ""),
        articles=tuple(map(intern, _in_order(articles))),  # most stand in many topics
    )


def _in_order(texts: list[str]) -> list[str]:
    """Return some texts sorted, each once, as a program of ours has written them already."""
    return texts if all(map(lt, texts, texts[1:])) else sorted(set(texts))
