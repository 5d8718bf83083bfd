"""The editor's word on topics: `topics.yml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import SettingsError
from generator.model import TopicKind
from generator.parsing import kind_of, known_names, list_of_faults, pairs_in, read_yaml, words_in
from generator.text import fold, slugify

TOPICS_FILE = "topics.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedTopic:
    """What the editor says of one topic in `topics.yml`."""

    id: str
    name: str = ""
    """Empty: as it was published, else made of the id."""
    aliases: tuple[str, ...] = ()
    kind: TopicKind | None = None
    """None: as it was published, else a concept."""
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """The editor's word on topics, from `topics.yml`; no program ever writes it."""

    topics: tuple[EditedTopic, ...] = ()
    """Topics that are there whatever the articles say, sorted by id."""
    never: tuple[str, ...] = ()
    """Phrases that never become a topic."""
    merge: tuple[tuple[str, str], ...] = ()
    """(topic id that goes, topic id it goes into), sorted."""
    corrections: tuple[tuple[str, str], ...] = ()
    """(as written, as it should be), longest first."""


def load_editor(root: Path) -> Editor:
    """Return the editor's word of `topics.yml` in `root`, or an empty one if there is none.

    Raises SettingsError, which lists every fault.
    """
    path = root / TOPICS_FILE
    if not path.exists():
        return Editor()
    faults: list[str] = []
    data = known_names(read_yaml(path), ("topics", "never", "merge", "corrections"), faults, "")
    editor = Editor(
        topics=tuple(sorted(_edited_topics(data.get("topics"), faults), key=lambda topic: topic.id)),
        never=tuple(words_in(data.get("never"), "never", faults)),
        merge=tuple(sorted(pairs_in(data.get("merge"), "merge", faults))),
        corrections=longest_first(pairs_in(data.get("corrections"), "corrections", faults)),
    )
    faults += _contradictions(editor)
    if faults:
        raise SettingsError(list_of_faults(TOPICS_FILE, faults))
    return editor


def longest_first(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return corrections so ordered that a longer one wins over a shorter one inside it."""
    return tuple(sorted(set(pairs), key=lambda pair: (-len(pair[0]), pair)))


def _edited_topics(data: object, faults: list[str]) -> list[EditedTopic]:
    if data is None:
        return []
    if not isinstance(data, dict):
        faults.append(f"topics: give ids and settings (`bitcoin: {{name: Bitcoin}}`), not {kind_of(data)}")
        return []
    return [_edited_topic(str(key), value, faults) for key, value in data.items()]


def _edited_topic(key: str, data: object, faults: list[str]) -> EditedTopic:
    where = f"topics: {key}"
    if slugify(key) != key:
        letters = "lower-case letters, digits and hyphens, and no name that systems keep for themselves"
        faults.append(f"{where}: an id is {letters}; write {slugify(key)!r}")
    known = known_names(data, ("name", "aliases", "kind", "parent"), faults, where)
    kind = str(known.get("kind") or "")
    if kind and kind not in set(TopicKind):
        faults.append(f"{where}: kind: give one of {', '.join(TopicKind)}, not {kind!r}")
        kind = ""
    return EditedTopic(
        id=key,
        name=fold(str(known.get("name") or "")),
        aliases=tuple(words_in(known.get("aliases"), f"{where}: aliases", faults)),
        kind=TopicKind(kind) if kind else None,
        parent=str(known.get("parent", "")),
    )


def _contradictions(editor: Editor) -> list[str]:
    ids = {topic.id for topic in editor.topics}
    merged = dict(editor.merge)
    parents = {topic.id: topic.parent for topic in editor.topics if topic.parent}
    faults = [f"topics: {one}: it is its own parent" for one, parent in parents.items() if one == parent]
    faults += [
        f"topics: {way[0]}: its parents go round in a circle ({' → '.join(way)})"
        for way in _circles({one: parent for one, parent in parents.items() if one != parent})
    ]
    faults += [
        f"merge: {old}: it is also under topics; remove one of the two" for old in merged if old in ids
    ]
    return faults + [
        f"merge: {way[0]}: goes round in a circle ({' → '.join(way)})" for way in _circles(merged)
    ]


def _circles(following: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield, for each that leads into a circle, the way until it comes to one that it came by."""
    for start in following:
        way = [start]
        while (step := following.get(way[-1])) is not None:
            way.append(step)
            if step in way[:-1]:
                yield way
                break
