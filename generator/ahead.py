"""Ahead: the few articles that came or changed are read while the program is loaded."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from generator import cache
from generator.config import Settings
from generator.editor import load_editor
from generator.errors import DigestError
from generator.sources.discover import Found, SourceFile, carried
from generator.stamps import unknown
from generator.ways import Way


class Seen(NamedTuple):
    """What somebody found in the folder of the articles."""

    found: Found
    ahead: Callable[[], Mapping[str, cache.Entry]] = dict
    """Returns what came of some of the files, by key."""


FEW = 16
"""If more files are to be read, it is not done ahead."""


def read_ahead(files: Sequence[SourceFile], settings: Settings) -> Mapping[str, cache.Entry]:
    """Return what comes of those files of which nothing is kept, by key; nothing if they are many.

    Each is read once: what comes of it is that of the bytes by which its key is made.
    """
    new = unknown(files, settings.cache)
    if not new or len(new) > FEW:
        return {}
    try:
        way = Way.of(settings, load_editor(settings.root))
    except DigestError:
        return {}  # whoever asks again will hear why
    limit = way.rules.max_bytes + 1
    there = [one for one in (carried(file, limit=limit) for file in new) if not one.fault]
    found = {way.key(one.source, sha256(one.data).digest()): one for one in there}
    kept = cache.load(settings.cache, found)
    if found.keys() <= kept.keys():
        return {}
    from generator.reading import work_on_one  # noqa: PLC0415 - by whoever needs it

    return {key: work_on_one(file, way=way) for key, file in found.items() if key not in kept}
