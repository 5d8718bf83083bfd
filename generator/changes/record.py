"""The record as a file: one line for each article and each change, so that version control shows it well."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date

import msgspec

from generator.conflicts import sides_of
from generator.errors import DigestError
from generator.history import TOPIC_KINDS, UNDATED, Change, Fate, History, Kind, Remembered
from generator.text import slugify

VERSION = 1
"""Of the file's form."""
_PART = re.compile(rf"\d{{4}}(-\d\d)?|{UNDATED}")


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: int
    articles: msgspec.Raw
    changes: msgspec.Raw
    archive: msgspec.Raw


def dump_history(history: History) -> bytes:
    """Return the record as a JSON file."""
    archive = msgspec.json.encode(history.archive).decode()
    lists = f'"articles": {_list(history.articles)},\n  "changes": {_list(history.changes)}'
    return f'{{\n  "version": {VERSION},\n  {lists},\n  "archive": {archive}\n}}\n'.encode()


def _list(entries: tuple[msgspec.Struct, ...]) -> str:
    lines = ",\n".join(f"    {msgspec.json.encode(entry).decode()}" for entry in entries)
    return f"[\n{lines}\n  ]" if lines else "[]"


def parse_history(data: bytes, where: str) -> History:
    """Return the record that `data` holds, the content of the file `where`.

    Where Git left a merge open, it is what both sides remember.
    Raises DigestError, which names the file, the fault and the way out.
    """
    try:
        ours, *theirs = [_history(msgspec.json.decode(side, type=_File)) for side in sides_of(data)]
        return _united(ours, theirs[0]) if theirs else ours
    except (ValueError, RecursionError) as error:
        raise DigestError(
            f"{where}: is not a record of articles: {error}. Restore it from version control, or delete it: "
            "then it is forgotten which addresses were published, and what changed"
        ) from error


def _history(file: _File) -> History:
    if file.version != VERSION:
        raise ValueError(f"its version is {file.version}, and this program reads {VERSION}")
    parts = b'{"articles":%b,"changes":%b,"archive":%b}' % (
        bytes(file.articles),
        bytes(file.changes),
        bytes(file.archive),
    )
    history = msgspec.json.decode(parts, type=History)
    ids = [one.id for one in history.articles]
    strange = [one for one in ids if slugify(one) != one] + [
        part for part in history.archive if not _PART.fullmatch(part)
    ]
    if strange:
        raise ValueError(f"{strange[0]!r} cannot be an address")
    if len(set(ids)) < len(ids):
        raise ValueError("an article stands in it twice")
    return msgspec.structs.replace(
        history,
        articles=tuple(sorted(history.articles, key=lambda one: one.id)),
        archive=tuple(sorted(set(history.archive))),
    )


def _united(ours: History, theirs: History) -> History:
    """Return a record of all that one of the two remembers."""
    known, here = set(theirs.changes), set(ours.changes)
    articles = {one.id: one for one in theirs.articles}
    ids = articles.keys() | {one.id for one in ours.articles}
    mine = [change for change in ours.changes if change not in known]
    ours_too = {change.id for change in mine}
    gone = {one.id for one in theirs.articles if one.state is Fate.WITHDRAWN} & ours_too
    came = [
        change
        for change in _came(mine, [change for change in theirs.changes if change not in here], ids)
        if change.kind is not Kind.WITHDRAWN or change.id not in gone  # the next build tells whether it is
    ]
    later = {change.id for change in came} - ours_too
    later |= {change.id for change in came if change.kind is Kind.MOVED}
    for one in ours.articles:
        articles[one.id] = _one_of(one, articles.get(one.id, one), theirs_is_later=one.id in later)
    return History(
        articles=tuple(articles[id_] for id_ in sorted(articles)),
        changes=tuple(sorted((*ours.changes, *came), key=lambda change: change.day or date.min)),
        archive=tuple(sorted({*ours.archive, *theirs.archive})),
    )


def _came(mine: list[Change], others: list[Change], ids: AbstractSet[str]) -> Iterator[Change]:
    """Yield the changes that only the other side noted: what both did on their own is noted once.

    Those of articles that neither side knows were only beside a change that was taken from another branch.
    """
    noted = {msgspec.structs.replace(change, day=None) for change in mine}
    for change in others:
        is_known = change.kind in TOPIC_KINDS or change.id in ids
        if is_known and msgspec.structs.replace(change, day=None) not in noted:
            yield change


def _one_of(ours: Remembered, theirs: Remembered, *, theirs_is_later: bool) -> Remembered:
    """Return what is remembered of an article that both sides know: nothing, where it is private for one."""
    if Fate.PRIVATE in {ours.state, theirs.state}:
        return ours if ours.state is Fate.PRIVATE else theirs
    return theirs if theirs_is_later else ours
