"""The settings: `digest.yml` and what the command line adds.

Each field's docstring is its documentation; a test holds it against the guide.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

from generator.errors import SettingsError
from generator.model import Publish
from generator.parsing import (
    kind_of,
    known_names,
    list_of_faults,
    parse_folder,
    parse_folder_or_address,
    parse_language,
    parse_language_tag,
    parse_number,
    parse_publish,
    parse_string,
    parse_url,
    parse_yes_or_no,
    read_yaml,
    words_in,
)
from generator.remote import folder_of, is_address
from generator.text import fold
from generator.wording import ENGLISH, base_of, languages, speaks

SETTINGS_FILE = "digest.yml"
MKDOCS_FILE = "mkdocs.yml"
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
CLOCK = "SOURCE_DATE_EPOCH"
_SECONDS = re.compile(r"[0-9]{1,10}")
_LAST_SECOND = 2**32 - 1
"""The last that a gzipped sitemap can bear."""


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
    site_language: str = ""
    """The language that the site speaks around its articles; empty: `language` where there are words of it,
    else `en`."""
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


def load_settings(file: Path | None, **given: Path | str | None) -> Settings:
    """Return the settings of `file`, or of the `digest.yml` in this folder or the nearest above it.

    Without any file the defaults hold and this folder is the root. `given` are folders from the
    command line, relative to this folder, or addresses; they win. Raises SettingsError, which lists every
    fault.
    """
    found = file or find_upward(Path.cwd(), SETTINGS_FILE)
    root = found.parent.resolve() if found else Path.cwd()
    values = _checked(read_yaml(found), found.name, root) if found else {}
    for name in FOLDERS:
        place = given.get(name) or values.get(name) or getattr(Settings(), name)
        values |= _placed(name, _seen_from_here(place) if given.get(name) else place, root)
    if values.get("articles_at"):
        values["articles"] = values["cache"] / BROUGHT
    settings = replace(Settings(), **values, root=root)
    _refuse_overlaps(settings)
    return settings


def told_day() -> date | None:
    """Return the day that SOURCE_DATE_EPOCH says, None if it is not set. Raises SettingsError for no time."""
    given = os.environ.get(CLOCK)
    if given is None:
        return None
    if not _SECONDS.fullmatch(given) or int(given) > _LAST_SECOND:
        raise SettingsError(f"{CLOCK}: give seconds since 1970, or leave it out, not {given[:40]!r}")
    return datetime.fromtimestamp(int(given), tz=UTC).date()


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


def _checked(data: object, where: str, root: Path) -> dict[str, Any]:
    faults: list[str] = []
    public = [f for f in fields(Settings) if not f.metadata.get("internal")]
    known = known_names(data, tuple(f.name for f in public), faults, "")
    values: dict[str, Any] = {}
    for name, value in known.items():
        try:
            values[name] = _CONVERT[name](value)
        except (TypeError, ValueError) as error:
            faults.append(f"{name}: {error}")
    faults += _unspoken(values.get("site_language", ""), root)
    if faults:
        raise SettingsError(list_of_faults(where, faults))
    return values


def _unspoken(language: str, root: Path) -> Iterator[str]:
    """Yield what is wrong with a language that the site is to speak: there are no words of it."""
    if language and not speaks(language, root):
        yield (
            f"site_language: there are no words of {language!r}; there are {', '.join(languages(root))}. "
            f"Bring others in templates/words/{base_of(language)}.yml, whose names are those of our en.yml"
        )


def site_language(settings: Settings) -> str:
    """Return the language that a site speaks around its articles."""
    told = settings.site_language
    if told or not settings.language:
        return told or ENGLISH
    return settings.language if speaks(settings.language, settings.root) else ENGLISH


def parse_feeds(value: object) -> tuple[Feed, ...]:
    """Return the feeds of a list of addresses and mappings; raises ValueError, which names every fault."""
    if value is None:
        return ()
    if not isinstance(value, list):
        raise TypeError(f"give a list of addresses, not {kind_of(value)}")
    faults: list[str] = []
    feeds = [_feed(one, f"feed {place}", faults) for place, one in enumerate(value, 1)]
    addresses = [feed.url for feed in feeds]
    faults += [
        f"{url} is there twice" for url in sorted({u for u in addresses if u and addresses.count(u) > 1})
    ]
    if faults:
        raise ValueError("; ".join(faults))
    return tuple(feeds)


def _feed(value: object, where: str, faults: list[str]) -> Feed:
    data = {"url": value} if isinstance(value, str) else value
    known = known_names(data, ("url", "name", "include", "exclude", "most"), faults, where)
    url = str(known.get("url", ""))
    if not url.startswith(("http://", "https://")):
        faults.append(f"{where}: give its full address as `url`")
    try:
        most = parse_number(1, 1000)(known.get("most", 20))
    except ValueError as error:
        faults.append(f"{where}: most: {error}")
        most = 20
    return Feed(
        url=url,
        name=fold(str(known.get("name", ""))),
        include=tuple(words_in(known.get("include"), f"{where}: include", faults)),
        exclude=tuple(words_in(known.get("exclude"), f"{where}: exclude", faults)),
        most=most,
    )


_CONVERT: Mapping[str, Callable[[object], object]] = {
    "title": parse_string,
    "description": parse_string,
    "url": parse_url,
    "first_url": parse_url,
    "publish": parse_publish,
    "language": parse_language,
    "site_language": parse_language_tag,
    "articles": parse_folder_or_address,
    "docs": parse_folder,
    "site": parse_folder,
    "cache": parse_folder_or_address,
    "summary_sentences": parse_number(1, 10),
    "topic_sentences": parse_number(1, 12),
    "max_topics": parse_number(0, 10_000),
    "related_articles": parse_number(0, 20),
    "excerpt_words": parse_number(1, 100_000),
    "offline_search": parse_yes_or_no,
    "max_megabytes": parse_number(1, 100),
    "sources_page": parse_yes_or_no,
    "publish_added": parse_publish,
    "feeds": parse_feeds,
}


def _refuse_overlaps(settings: Settings) -> None:
    places = {
        name: getattr(settings, name) for name in FOLDERS if not (name == "articles" and settings.articles_at)
    }
    faults = [
        f"{one} and {other} are one folder ({places[one]}): give each a folder of its own"
        for one, other in combinations(places, 2)
        if places[one] == places[other]
    ]
    faults += [
        f"{inner} ({places[inner]}) lies in {outer} ({places[outer]}): give it a folder beside that"
        for outer, inner in permutations(places, 2)
        if places[outer] in places[inner].parents
    ]
    if faults:
        raise SettingsError(list_of_faults(f"{SETTINGS_FILE} or the command line", faults))
