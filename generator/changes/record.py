"""The record as a file: one line for each article and each change, so that version control shows it well."""

import re

import msgspec

from generator.errors import DigestError
from generator.history import UNDATED, History
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

    Raises DigestError, which names the file, the fault and the way out.
    """
    try:
        return _history(msgspec.json.decode(data, type=_File))
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
