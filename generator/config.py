"""The settings: `digest.yml`, `topics.yml` and what the command line adds.

Each field's docstring is its documentation; a test holds it against the guide.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from generator.errors import SettingsError
from generator.model import Publish, TopicKind
from generator.remote import folder_of, is_address
from generator.text import fold, slugify

SETTINGS_FILE = "digest.yml"
MKDOCS_FILE = "mkdocs.yml"
TOPICS_FILE = "topics.yml"
LOCK_FILE = "topics.lock.json"
ORIGINALS_FILE = "links.lock.json"
"""What was found of each article's original; committed, so that CI goes on where it was."""
RECORD_FILE = "articles.lock.json"
"""What is remembered of the site's articles and changes."""
FOLDERS = ("articles", "docs", "site", "cache")
"""The settings that name folders."""
BROUGHT = "articles"
"""The folder in the cache that articles are brought to if they lie at an address."""
RECORD_FOLDER = "articles.lock"
"""The articles' texts as they were last published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a build can be told; paths are absolute once loaded."""

    title: str = "Digest"
    """The site's name on its home page. Give MkDocs the same name in `mkdocs.yml`."""
    description: str = ""
    """One sentence under the title."""
    url: str = ""
    """The address of the published site; without it there are no feeds and no sitemap to follow."""
    first_url: str = ""
    """Where the site was first published, if it has moved since: the ids in feeds begin with it."""
    publish: Publish = Publish.FULL
    """How much of an article's text is shown where its front matter does not say."""
    language: str = ""
    """The articles' language as a two-letter code; empty: found out for each article."""
    articles: Path = Path("articles")
    """The folder of source articles, or an address such as `s3://bucket/articles`."""
    docs: Path = Path("docs")
    """The folder that the Markdown is written to."""
    site: Path = Path("site")
    """The folder that the website is written to."""
    cache: Path = Path(".digest")
    """The folder of the cache, or the address of one that machines share; it can be removed at any time."""
    summary_sentences: int = 3
    """How many sentences the summary of an article has at most (1–10)."""
    topic_sentences: int = 6
    """How many sentences the summary of a topic has at most (1–12)."""
    max_topics: int = 0
    """How many topics there are at most; 0: it grows with the square root of the collection."""
    related_articles: int = 5
    """How many related articles a page names at most (0–20)."""
    excerpt_words: int = 120
    """How many words of an article an excerpt shows, to the end of the paragraph."""
    offline_search: bool = True
    """Whether search works in pages opened as files, too; without it the index takes half the room."""
    max_megabytes: int = 5
    """A larger source file is reported and left out."""
    sources_page: bool = False
    """Whether the site has a page that accounts for what it was made from, private articles left out."""
    publish_added: Publish = Publish.DIGEST
    """The policy that `digest add`, `import` and `sync` write into articles from elsewhere."""
    feeds: tuple["Feed", ...] = ()
    """Feeds whose new entries `digest sync` takes."""
    articles_at: str = field(default="", metadata={"internal": True})
    """The address that the articles are brought from, if they lie at one."""
    cache_at: str = field(default="", metadata={"internal": True})
    """The address of the cache that is shared with other machines, if there is one."""
    root: Path = field(default=Path(), metadata={"internal": True})
    """The folder of `digest.yml`; relative paths in it start here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed whose new entries become articles."""

    url: str
    name: str = ""
    """Named as the site of its articles; else the feed's own title."""
    include: tuple[str, ...] = ()
    """Only entries with one of these words or phrases are taken, if there are any."""
    exclude: tuple[str, ...] = ()
    """Entries with one of these are not."""
    most: int = 20
    """How many entries are taken at once, the newest first; older ones are passed over for good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedTopic:
    """What the editor says of one topic in `topics.yml`."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: TopicKind = TopicKind.CONCEPT
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


def load_settings(file: Path | None, **given: Path | str | None) -> Settings:
    """Return the settings of `file`, or of the `digest.yml` in this folder or the nearest above it.

    Without any file the defaults hold and this folder is the root. `given` are folders from the
    command line, relative to this folder, or addresses; they win. Raises SettingsError, which lists every
    fault.
    """
    found = file or find_upward(Path.cwd(), SETTINGS_FILE)
    root = found.parent.resolve() if found else Path.cwd()
    values = _checked(_read_yaml(found), found.name) if found else {}
    for name in FOLDERS:
        place = given.get(name) or values.get(name) or getattr(Settings(), name)
        values |= _placed(name, _seen_from_here(place) if given.get(name) else place, root)
    if values.get("articles_at"):
        values["articles"] = values["cache"] / BROUGHT
    settings = replace(Settings(), **values, root=root)
    _refuse_overlaps(settings)
    return settings


def _placed(name: str, place: Path | str, root: Path) -> dict[str, Any]:
    """Return what is to be set for a folder or an address; beside an address, the folder that stands in."""
    if isinstance(place, str):
        return {name: (root / getattr(Settings(), name)).resolve(), f"{name}_at": place}
    return {name: (root / place).resolve()}


def _seen_from_here(place: Path | str) -> Path | str:
    """Return a place that the command line names: an address, or a folder seen from here."""
    address = str(place) if isinstance(place, str) and is_address(place) else ""
    return (folder_of(address) or address) if address else Path.cwd() / place


def find_upward(folder: Path, name: str) -> Path | None:
    """Return the file of that name in `folder` or the nearest folder above it."""
    for place in (folder, *folder.parents):
        if (place / name).is_file():
            return place / name
    return None


def load_editor(root: Path) -> Editor:
    """Return the editor's word of `topics.yml` in `root`, or an empty one if there is none.

    Raises SettingsError, which lists every fault.
    """
    path = root / TOPICS_FILE
    if not path.exists():
        return Editor()
    faults: list[str] = []
    data = _known(_read_yaml(path), ("topics", "never", "merge", "corrections"), faults, "")
    editor = Editor(
        topics=tuple(sorted(_edited_topics(data.get("topics"), faults), key=lambda topic: topic.id)),
        never=tuple(_words(data.get("never"), "never", faults)),
        merge=tuple(sorted(_pairs(data.get("merge"), "merge", faults))),
        corrections=longest_first(_pairs(data.get("corrections"), "corrections", faults)),
    )
    faults += _contradictions(editor)
    if faults:
        raise SettingsError(_list_of_faults(TOPICS_FILE, faults))
    return editor


def longest_first(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return corrections so ordered that a longer one wins over a shorter one inside it."""
    return tuple(sorted(set(pairs), key=lambda pair: (-len(pair[0]), pair)))


def _read_yaml(path: Path) -> object:
    try:
        return yaml.safe_load(path.read_bytes())
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise SettingsError(f"{path}: is not valid YAML: {error}") from error


def _checked(data: object, where: str) -> dict[str, Any]:
    faults: list[str] = []
    public = [f for f in fields(Settings) if not f.metadata.get("internal")]
    known = _known(data, tuple(f.name for f in public), faults, "")
    values: dict[str, Any] = {}
    for name, value in known.items():
        try:
            values[name] = _CONVERT[name](value)
        except (TypeError, ValueError) as error:
            faults.append(f"{name}: {error}")
    if faults:
        raise SettingsError(_list_of_faults(where, faults))
    return values


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"give a text, not {_kind(value)}")
    return fold(value)


def _folder(value: object) -> Path:
    text = _string(value)
    if not text or is_address(text):
        raise ValueError("give a folder of this machine")
    return Path(text)


def _folder_or_address(value: object) -> Path | str:
    """Return a folder, or an address that leads off this machine."""
    text = _string(value)
    return (folder_of(text) or text) if is_address(text) else _folder(text)


def _language(value: object) -> str:
    text = _string(value).lower()
    if text and not re.fullmatch("[a-z]{2}", text):
        raise ValueError(f"give a two-letter code such as en, or leave it empty, not {text!r}")
    return text


def parse_url(value: object) -> str:
    """Return the address of a site, with `/` at its end, or nothing; raises ValueError for others."""
    text = _string(value)
    if not text:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    plain = not (parts.query or parts.fragment or parts.username or re.search(r"[\s\"'<>\\{}|^`]", text))
    if parts.scheme not in {"http", "https"} or not parts.hostname or not plain:
        raise ValueError(f"give an address such as https://example.org/digest/, not {text!r}")
    return text.rstrip("/") + "/"


def parse_publish(value: object) -> Publish:
    """Return the publish policy of that name; raises ValueError, which names the ones there are."""
    try:
        return Publish(str(value).strip().lower())
    except ValueError:
        raise ValueError(f"give one of {', '.join(Publish)}, not {value!r}") from None


def _number(low: int, high: int) -> Callable[[object], int]:
    def convert(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"give a whole number from {low} to {high:,}, not {value!r}")
        return value

    return convert


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"give true or false, not {_kind(value)}")
    return value


def parse_feeds(value: object) -> tuple[Feed, ...]:
    """Return the feeds of a list of addresses and mappings; raises ValueError, which names every fault."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise TypeError(f"give a list of addresses, not {_kind(value)}")
    faults: list[str] = []
    feeds = [_feed(one, f"feed {place}", faults) for place, one in enumerate(value, 1)]
    addresses = [feed.url for feed in feeds]
    faults += [f"{url} is there twice" for url in sorted({u for u in addresses if addresses.count(u) > 1})]
    if faults:
        raise ValueError("; ".join(faults))
    return tuple(feeds)


def _feed(value: object, where: str, faults: list[str]) -> Feed:
    data = {"url": value} if isinstance(value, str) else value
    known = _known(data, ("url", "name", "include", "exclude", "most"), faults, where)
    url = str(known.get("url", ""))
    if not url.startswith(("http://", "https://")):
        faults.append(f"{where}: give its full address as `url`")
    try:
        most = _number(1, 1000)(known.get("most", 20))
    except ValueError as error:
        faults.append(f"{where}: most: {error}")
        most = 20
    return Feed(
        url=url,
        name=fold(str(known.get("name", ""))),
        include=tuple(_words(known.get("include"), f"{where}: include", faults)),
        exclude=tuple(_words(known.get("exclude"), f"{where}: exclude", faults)),
        most=most,
    )


_CONVERT: Mapping[str, Callable[[object], object]] = {
    "title": _string,
    "description": _string,
    "url": parse_url,
    "first_url": parse_url,
    "publish": parse_publish,
    "language": _language,
    "articles": _folder_or_address,
    "docs": _folder,
    "site": _folder,
    "cache": _folder_or_address,
    "summary_sentences": _number(1, 10),
    "topic_sentences": _number(1, 12),
    "max_topics": _number(0, 10_000),
    "related_articles": _number(0, 20),
    "excerpt_words": _number(1, 100_000),
    "offline_search": _yes_or_no,
    "max_megabytes": _number(1, 100),
    "sources_page": _yes_or_no,
    "publish_added": parse_publish,
    "feeds": parse_feeds,
}


def _refuse_overlaps(settings: Settings) -> None:
    faults = [
        f"{inner} ({getattr(settings, inner)}) lies in {outer} ({getattr(settings, outer)}): "
        "give it a folder of its own"
        for outer in FOLDERS
        for inner in FOLDERS
        if inner != outer
        and not (inner == "articles" and settings.articles_at)
        and getattr(settings, inner).is_relative_to(getattr(settings, outer))
    ]
    if faults:
        raise SettingsError(_list_of_faults("folders", faults))


def _known(data: object, names: tuple[str, ...], faults: list[str], where: str) -> dict[str, object]:
    if data is None:
        return {}
    if not isinstance(data, dict):
        faults.append(f"{where or 'the file'}: give names and values (`name: value`), not {_kind(data)}")
        return {}
    for key in data:
        if key not in names:
            nearest = difflib.get_close_matches(str(key), names, n=1)
            hint = f"did you mean {nearest[0]!r}?" if nearest else f"known are {', '.join(names)}"
            faults.append(f"{where}{': ' if where else ''}unknown setting {str(key)!r}; {hint}")
    return {str(key): value for key, value in data.items() if key in names}


def _edited_topics(data: object, faults: list[str]) -> list[EditedTopic]:
    if data is None:
        return []
    if not isinstance(data, dict):
        faults.append(f"topics: give ids and settings (`bitcoin: {{name: Bitcoin}}`), not {_kind(data)}")
        return []
    return [_edited_topic(str(key), value, faults) for key, value in data.items()]


def _edited_topic(key: str, data: object, faults: list[str]) -> EditedTopic:
    where = f"topics: {key}"
    if slugify(key) != key:
        faults.append(f"{where}: an id is lower-case letters, digits and hyphens; write {slugify(key)!r}")
    known = _known(data, ("name", "aliases", "kind", "parent"), faults, where)
    kind = str(known.get("kind", TopicKind.CONCEPT))
    if kind not in set(TopicKind):
        faults.append(f"{where}: kind: give one of {', '.join(TopicKind)}, not {kind!r}")
        kind = TopicKind.CONCEPT
    return EditedTopic(
        id=key,
        name=fold(str(known.get("name", ""))) or key.replace("-", " ").capitalize(),
        aliases=tuple(_words(known.get("aliases"), f"{where}: aliases", faults)),
        kind=TopicKind(kind),
        parent=str(known.get("parent", "")),
    )


def _words(data: object, where: str, faults: list[str]) -> list[str]:
    if data is None:
        return []
    if not isinstance(data, list) or not all(isinstance(item, str | int | float) for item in data):
        faults.append(f"{where}: give a list of phrases, not {_kind(data)}")
        return []
    return [fold(str(item)) for item in data if fold(str(item))]


def _pairs(data: object, where: str, faults: list[str]) -> list[tuple[str, str]]:
    if data is None:
        return []
    simple = isinstance(data, dict) and all(isinstance(v, str | int | float) for v in data.values())
    if not simple or not isinstance(data, dict):
        faults.append(f"{where}: give pairs (`old: new`), not {_kind(data)}")
        return []
    return [(fold(str(key)), fold(str(value))) for key, value in data.items() if fold(str(key))]


def _contradictions(editor: Editor) -> list[str]:
    ids = {topic.id for topic in editor.topics}
    merged = dict(editor.merge)
    faults = [f"topics: {t.id}: it is its own parent" for t in editor.topics if t.parent == t.id]
    faults += [
        f"merge: {old}: it is also under topics; remove one of the two" for old in merged if old in ids
    ]
    for old in merged:
        seen = [old]
        while (following := merged.get(seen[-1])) is not None:
            if following in seen:
                faults.append(f"merge: {old}: goes round in a circle ({' → '.join([*seen, following])})")
                break
            seen.append(following)
    return faults


def _kind(value: object) -> str:
    names = {dict: "a mapping", list: "a list", str: "a text", bool: "yes or no", type(None): "nothing"}
    return names.get(type(value), f"the value {value!r}")


def _list_of_faults(where: str, faults: list[str]) -> str:
    return "\n".join(
        [f"{where} has {len(faults)} fault{'s' if len(faults) > 1 else ''}:", *(f"  - {f}" for f in faults)]
    )
