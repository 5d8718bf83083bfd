"""Which files of a site must be made again: decided as a value, before anything is done."""

import os
from collections.abc import Collection, Container, Iterable, Mapping
from collections.abc import Set as AbstractSet
from hashlib import sha256
from itertools import compress
from operator import is_not, ne, not_
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from generator.filetimes import Stamp as Times
from generator.filetimes import settled, stamp_of
from generator.publish.record import Facts, Place, Record, Source, Stamp, Wanted

T = TypeVar("T")


class State(Struct, frozen=True, kw_only=True):
    """What the site is to be made from, as it is now."""

    engine: str
    navigation: str
    clock: str
    settings: str
    """What the finishing touches go by."""
    places: Mapping[str, Place]
    """Of every file: what a link to it depends on."""
    rules: str
    """What decides the places, whatever the files say."""
    sources: Mapping[str, Source]
    """The published files."""
    outputs: Mapping[str, str]
    """Source → its place in the site."""
    pages: AbstractSet[str]
    """Those of the sources that are rendered; others are copied."""
    templated: Collection[str]
    """The places of files that are made each time."""


class Plan(Struct, frozen=True, kw_only=True):
    """What is to be done to the site."""

    render: tuple[str, ...]
    copy: tuple[str, ...]
    keep: Mapping[str, Stamp]
    """Files of the old site that stay as they are."""
    dropped: AbstractSet[str] | None
    """Those that do not; None if somebody touched the old site."""
    facts: Mapping[str, Facts]
    """What is known of the pages that stay."""
    doubtful: Collection[str]
    """Those of them whose links may lead to anchors that are not there."""
    nothing: bool
    """Whether the old site is the new one, to the last file."""


def plan(now: State, old: Record | None, there: Mapping[str, Stamp]) -> Plan:
    """Decide what to do, given the record of the old site and the files that are `there` in it.

    A page stays if its source, the files that it links to, the settings, the theme and the navigation
    are what they were, and nobody has touched it since. Pure.
    """
    if old is None or old.engine != now.engine:
        return _all(now)
    untouched = there is old.outputs or there == old.outputs
    intact = old.outputs if untouched else _intact(old, there, now.templated)
    moved = _differing(now.places, old.places) | (old.places.keys() - now.places.keys())
    again = _again(now, old, intact, moved)
    gone = old.sources.keys() - now.sources.keys()
    places = {old.places[uri][1] for uri in (again | moved | gone) & old.sources.keys()}
    dropped = {*places, *(now.outputs[uri] for uri in again), *now.templated} & intact.keys()
    facts = _without(old.facts, again | gone)
    render = tuple(uri for uri in now.sources if uri in again and uri in now.pages)
    copy = tuple(uri for uri in now.sources if uri in again and uri not in now.pages)
    return Plan(
        render=render,
        copy=copy,
        keep=_without(intact, dropped),
        dropped=dropped if untouched else None,
        facts=facts,
        doubtful=_doubtful(facts, old),
        nothing=not again and untouched and _same(now, old),
    )


def _all(now: State) -> Plan:
    """Return the plan to make everything."""
    return Plan(
        render=tuple(uri for uri in now.sources if uri in now.pages),
        copy=tuple(uri for uri in now.sources if uri not in now.pages),
        keep={},
        dropped=None,
        facts={},
        doubtful=(),
        nothing=False,
    )


def _intact(old: Record, there: Mapping[str, Stamp], templated: Iterable[str]) -> dict[str, Stamp]:
    """Return the files of the old site that nobody touched.

    Of those beside MkDocs' own, that is all of them or, if one is not as it was left, none.
    """
    found = {path: stamp for path, stamp in old.outputs.items() if there.get(path) == stamp}
    theirs = {*templated, *(old.places[uri][1] for uri in old.sources)}
    touched = old.outputs.keys() - found.keys()
    return found if touched <= theirs else {path: found[path] for path in found if path in theirs}


def _again(now: State, old: Record, intact: Container[str], moved: AbstractSet[str]) -> set[str]:
    """Return the sources whose files in the site are to be made again."""
    sources, pages = now.sources, now.pages
    others = compress(sources, map(is_not, sources.values(), map(old.sources.get, sources)))
    changed = (uri for uri in others if not _is_same(sources[uri], old.sources.get(uri)))
    lost = compress(now.outputs, map(not_, map(intact.__contains__, now.outputs.values())))
    turned = old.facts.keys() ^ pages  # into a page, or into none
    if old.navigation != now.navigation:
        asking: Iterable[str] = pages
    else:
        asking = Wanted(moved).found_in((uri, one.asked) for uri, one in old.facts.items())
    return {*changed, *lost, *turned, *asking, *moved} & sources.keys()


def _doubtful(facts: Mapping[str, Facts], old: Record) -> set[str]:
    """Return the pages that stay and link to others that do not, or to anchors that were not there."""
    others = Wanted(old.facts.keys() - facts.keys())
    aiming = others.found_in((uri, one.aimed) for uri, one in facts.items())
    return {*aiming, *(uri for uri in old.doubtful if uri in facts)}


def _differing(some: Mapping[str, object], others: Mapping[str, object]) -> set[str]:
    return set(compress(some, map(ne, some.values(), map(others.get, some))))


def _without(some: Mapping[str, T], keys: Iterable[str]) -> dict[str, T]:
    """Return all of some but for a few."""
    rest = dict(some)
    for key in keys:
        rest.pop(key, None)
    return rest


def _is_same(source: Source, before: Source | None) -> bool:
    return before is not None and source.digest == before.digest


def _same(now: State, old: Record) -> bool:
    """Tell whether the files that are made each time would be made the same."""
    return (now.clock, now.settings, now.places, now.navigation, now.engine) == (
        old.clock,
        old.settings,
        old.places,
        old.navigation,
        old.engine,
    )


def sources_now(
    files: Iterable[tuple[str, str]], known: Mapping[str, Source], times: Mapping[str, Times]
) -> dict[str, Source]:
    """Return the state of each file, given with its folder; one whose times have not changed is not read.

    Files whose times are given are not looked at. Raises OSError.
    """
    return {
        uri: one
        if (one := known.get(uri)) and one.stamp and one.stamp == times.get(uri)
        else source_of(f"{folder}/{uri}", one, times.get(uri))
        for uri, folder in files
    }


def known_by(digests: Mapping[str, str | None], times: Mapping[str, Times]) -> dict[str, Source]:
    """Return the state of those files whose digest and times are known, and can be trusted."""
    found = ((uri, digest, times.get(uri)) for uri, digest in digests.items())
    return {
        uri: Source(digest=digest, stamp=stamp)
        for uri, digest, stamp in found
        if digest and stamp and settled(stamp)
    }


def source_of(path: str, known: Source | None = None, given: Times | None = None) -> Source:
    """Return the state of a file; one that is `known`, with these times, is not read. Raises OSError."""
    stamp = given or stamp_of(os.stat(path))  # noqa: PTH116 (tens of thousands: a Path for each would cost)
    if known and known.stamp == stamp:
        return known
    trusted = stamp if settled(stamp) else None
    return Source(digest=sha256(Path(path).read_bytes()).hexdigest(), stamp=trusted)
