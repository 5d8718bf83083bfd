"""Which files of a site must be made again: decided as a value, before anything is done."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.filetimes import Stamp as Times
from generator.filetimes import settled, stamp_of
from generator.publish.record import Facts, Place, Record, Source, Stamp, Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
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
    pages: Collection[str]
    """Those of the sources that are rendered; others are copied."""
    templated: Collection[str]
    """The places of files that are made each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done to the site."""

    render: tuple[str, ...]
    copy: tuple[str, ...]
    keep: Mapping[str, Stamp]
    """Files of the old site that stay as they are."""
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
    untouched = old is not None and old.outputs == there
    there = old.outputs if old and untouched else there
    stay = set(_staying(now, old, there) if old and old.engine == now.engine else ())
    render = tuple(uri for uri in now.sources if uri not in stay and uri in now.pages)
    copy = tuple(uri for uri in now.sources if uri not in stay and uri not in now.pages)
    added = _added(now, old, there) if old and old.engine == now.engine else {}
    sourced = {now.outputs[uri]: there[now.outputs[uri]] for uri in stay}
    facts = {uri: old.facts[uri] for uri in now.sources if old and uri in stay and uri in now.pages}
    return Plan(
        render=render,
        copy=copy,
        keep={**sourced, **added},
        facts=facts,
        doubtful=_doubtful(facts, old) if old else (),
        nothing=not render and not copy and old is not None and _same(now, old) and untouched,
    )


def _doubtful(facts: Mapping[str, Facts], old: Record) -> list[str]:
    """Return the pages that stay and link to others that do not, or to anchors that were not there."""
    others, before = Wanted(old.facts.keys() - facts.keys()), frozenset(old.doubtful)
    return [uri for uri, one in facts.items() if uri in before or others.are_in(one.aimed)]


def _staying(now: State, old: Record, there: Mapping[str, Stamp]) -> list[str]:
    """Return the sources whose files in the site need not be made again."""
    before, after = old.places, now.places
    changed = {uri for uri, place in after.items() if before.get(uri) != place}
    moved = Wanted(changed | (before.keys() - after.keys()))
    same_navigation = old.navigation == now.navigation
    intact = (
        there.keys()  # nobody touched anything, as nearly always
        if there is old.outputs
        else {path for path, stamp in old.outputs.items() if there.get(path) == stamp}
    )
    return [
        uri
        for uri, source in now.sources.items()
        if now.outputs[uri] in intact
        and _is_same(source, old.sources.get(uri))
        and (uri in old.facts) == (uri in now.pages)
        and (uri not in now.pages or (same_navigation and not moved.are_in(old.facts[uri].asked)))
    ]


def _is_same(source: Source, before: Source | None) -> bool:
    return source is before or (before is not None and source.digest == before.digest)


def _added(now: State, old: Record, there: Mapping[str, Stamp]) -> dict[str, Stamp]:
    """Return the files beside MkDocs' own, all of them or, if one is not as it was left, none."""
    places = {*now.outputs.values(), *now.templated}
    found = {path: there.get(path) for path in old.added if path not in places}
    whole = there is old.outputs or all(stamp == old.outputs[path] for path, stamp in found.items())
    return {path: stamp for path, stamp in found.items() if stamp} if whole else {}


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


def source_of(path: str, known: Source | None = None, given: Times | None = None) -> Source:
    """Return the state of a file; one that is `known`, with these times, is not read. Raises OSError."""
    stamp = given or stamp_of(os.stat(path))  # noqa: PTH116 (tens of thousands: a Path for each would cost)
    if known and known.stamp == stamp:
        return known
    trusted = stamp if settled(stamp) else None
    return Source(digest=sha256(Path(path).read_bytes()).hexdigest(), stamp=trusted)
