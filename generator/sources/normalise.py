"""Document to article: the header's word where it gives one, else what the text shows."""

import html
import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TypeVar

from msgspec.structs import replace

from generator.editor import longest_first
from generator.model import (
    Article,
    Block,
    BlockKind,
    Document,
    MarkKind,
    Problem,
    Publish,
    RichText,
    Severity,
)
from generator.parsing import parse_publish
from generator.sources.dates import parse_day
from generator.sources.emphatic import bold_headings
from generator.sources.fields import (
    LONGEST_TITLE,
    parse_address,
    parse_authors,
    parse_corrections,
    parse_date,
    parse_language,
    parse_paths,
    parse_text,
    parse_words,
)
from generator.sources.formats import stem_of
from generator.sources.front_matter import LINES, TWICE, near_key
from generator.sources.inline import part, with_bare_links
from generator.sources.outcome import Rules
from generator.sources.page_titles import title_at
from generator.sources.speakers import label_speakers
from generator.sources.split import split_long
from generator.text import clean, cut, fold, slugify
from generator.words import detect_language

T = TypeVar("T")

_DATE_KEYS = ("date", "published", "date_published", "pubdate", "publishdate", "publish_date", "published_at")
_TAG_KEYS = ("tags", "tag", "categories", "category", "keywords")
_ADDRESS_KEYS = ("url", "source_url", "original_url", "canonical_url", "external_url")
_PATH_KEYS = ("permalink", "path", "aliases", "redirect_from")
_NOTHING = frozenset(("", "~", "null", "none"))
_WORDS_OF_STATE = frozenset(("true", "false", "yes", "no"))
_DAY_IN_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[-_ ]|$)")
_DAY_IN_FOLDERS = re.compile(r"(?:^|/)(\d{4})/(\d\d?)/(\d\d?)(?=/)", re.MULTILINE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});")
_TEXT_KINDS = frozenset(
    (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE, BlockKind.CODE, BlockKind.TABLE)
)
_NO_WORDS: tuple[str, ...] = ()
_NO_PAIRS: tuple[tuple[str, str], ...] = ()
_SAMPLE = 2_000


def normalise(document: Document, rules: Rules, digest: str) -> tuple[Article | None, tuple[Problem, ...]]:
    """Return the article that a document makes, and what is wrong with it; None if it has no text.

    A bad value in the header is a warning, and the article goes on without it; a bad `publish`
    falls to the most private.
    """
    header = _Header(document)
    whole = cut(header.take("title", _title, "") or document.title, LONGEST_TITLE)
    url, site = _address(header), header.take("site", parse_text, "")
    title = title_at(whole, url, site) or _from_name(document.source)
    blocks = _blocks(document, {whole, title})
    if not any(block.kind in _TEXT_KINDS for block in blocks):
        return None, (_no_text(document.source),)
    own = header.take("corrections", parse_corrections, _NO_PAIRS)
    article = Article(
        id=slugify(header.take("slug", parse_text, "") or stem_of(document.source)),
        title=title,
        blocks=blocks,
        language=_language(header, rules, blocks),
        published=_published(header, document.source),
        authors=header.take("authors", parse_authors, _NO_WORDS)
        or header.take("author", parse_authors, _NO_WORDS),
        url=url,
        site=site,
        source=document.source,
        publish=_publish(header, rules),
        tags=_tags(header),
        topics=header.take("topics", parse_words, _NO_WORDS),
        corrections=longest_first(list(dict([*rules.corrections, *own]).items())),
        digest=digest,
        paths=_paths(header),
    )
    return article, (
        *header.problems,
        *header.slips(),
        *header.doubles(),
        *_damage(document.source, blocks),
        *_unmerged(document.source, blocks),
    )


def _title(value: object) -> str:
    """Return a title of a header as it is read: some write it as HTML, `Ada&#39;s boat`."""
    return fold(clean(_ENTITY.sub(lambda entity: html.unescape(entity[0]), parse_text(value))))


def _blocks(document: Document, titles: AbstractSet[str]) -> tuple[Block, ...]:
    spoken = label_speakers(_without_title(document.blocks, titles))
    return tuple(split_long(_linked(block) for block in bold_headings(spoken)))


class _Header:
    """The metadata of a document, and the faults found while taking values from it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.problems: list[Problem] = []

    def get(self, key: str) -> object:
        """Return a value as found, None if it is absent or empty."""
        value = self._document.metadata.get(key)
        empty = value is None or value == [] or (isinstance(value, str) and value.strip().lower() in _NOTHING)
        return None if empty else value

    def take(self, key: str, parse: Callable[[object], T], default: T, instead: str = "left out") -> T:
        """Return the parsed value of a key, or `default` with a warning if it is a bad one."""
        value = self.get(key)
        if value is None:
            return default
        try:
            return parse(value)
        except ValueError as error:
            shown = cut(fold(clean(str(value))), 60)
            self.warn(key, f"`{key}: {shown}` is {instead}: {error}")
            return default

    def warn(self, key: str, message: str) -> None:
        """Note a warning about a key."""
        lines = self._document.metadata.get(LINES)
        line = lines.get(key, 0) if isinstance(lines, dict) else 0
        where = f"{self._document.source}:{line}" if line else self._document.source
        self.problems.append(Problem(where=where, message=message, severity=Severity.WARNING))

    def slip(self, name: str) -> str:
        """Return the key that was probably meant to be `name`, or empty."""
        return next((key for key in self._document.metadata if near_key(key) == name), "")

    def slips(self) -> list[Problem]:
        """Return a warning for each key that is nearly one of ours."""
        before = len(self.problems)
        for key in self._document.metadata:
            if (near := near_key(key)) and near != "private":
                self.warn(key, f"`{key}` is not known; did you mean `{near}`?")
        return self._since(before)

    def doubles(self) -> list[Problem]:
        """Return a warning for each key that is given twice."""
        before = len(self.problems)
        twice = self._document.metadata.get(TWICE)
        for key, values in (twice if isinstance(twice, dict) else {}).items():
            taken = cut(fold(clean(str(values[-1]))), 60)
            self.warn(key, f"`{key}` is given twice: the last is taken, `{taken}`; keep one")
        return self._since(before)

    def _since(self, before: int) -> list[Problem]:
        found = self.problems[before:]
        del self.problems[before:]
        return found


def _publish(header: _Header, rules: Rules) -> Publish:
    if header.get("publish") is None:
        return Publish.DIGEST if header.slip("publish") else rules.publish
    return header.take("publish", parse_publish, Publish.DIGEST, instead=f"taken as `{Publish.DIGEST}`")


def _address(header: _Header) -> str:
    for key in _ADDRESS_KEYS:
        value = header.get(key)
        # Hugo's own `url` is a place on that site, not the original's address.
        if value is not None and not (isinstance(value, str) and value.lstrip().startswith("/")):
            return header.take(key, parse_address, "")
    return ""


def _language(header: _Header, rules: Rules, blocks: Sequence[Block]) -> str:
    given = header.take("language", parse_language, "") or header.take("lang", parse_language, "")
    if given or rules.language:
        return given or rules.language
    try:
        told = parse_language(header.get("page_language"))
    except ValueError:
        told = ""
    texts = (block.text for block in blocks if block.kind is not BlockKind.CODE)
    return detect_language(*texts, told=told, most=_SAMPLE)  # many pages say the language of their template


def _published(header: _Header, source: str) -> date | None:
    for key in _DATE_KEYS:
        if str(header.get(key)).strip().lower() in _WORDS_OF_STATE:
            continue
        if day := header.take(key, _a_day, None):
            return day
    name = _DAY_IN_NAME.match(stem_of(source).rpartition("/")[2])
    if name:
        return parse_day(name[1])
    folders = _DAY_IN_FOLDERS.search(source) or _DAY_IN_FOLDERS.search("\n".join(_paths(header)))
    return parse_day("-".join(part.zfill(2) for part in folders.groups())) if folders else None


def _paths(header: _Header) -> tuple[str, ...]:
    """Return where the header says that the article stands on a site of its author's."""
    url = header.get("url")
    own = url if isinstance(url, str) and url.lstrip().startswith("/") else None  # else it is the original's
    values = (own, *(header.get(key) for key in _PATH_KEYS))
    return tuple(path for value in values for path in parse_paths(value))


def _a_day(value: object) -> date | None:
    return parse_date(value)


def _tags(header: _Header) -> tuple[str, ...]:
    found = [tag for key in _TAG_KEYS for tag in header.take(key, parse_words, _NO_WORDS)]
    return parse_words(found) if found else ()


def _from_name(source: str) -> str:
    """Return a title made from a file's name: without its date, with spaces, with a capital."""
    name = stem_of(source).rpartition("/")[2]
    day = _DAY_IN_NAME.match(name)
    words = fold(clean(re.sub(r"[-_]+", " ", name[day.end() :] if day else name)))
    words = words or name
    return cut(words[:1].upper() + words[1:], LONGEST_TITLE)


def _without_title(blocks: Sequence[Block], titles: AbstractSet[str]) -> list[Block]:
    """Return the blocks without the first heading, if it is the title again, with its site or without.

    Of one that is too long for a title, what the title leaves out becomes a paragraph.
    """
    first = next((place for place, block in enumerate(blocks) if block.kind is BlockKind.HEADING), None)
    if first is None:
        return list(blocks)
    if _bare(blocks[first].text) in map(_bare, titles):
        return [*blocks[:first], *blocks[first + 1 :]]
    if (title := cut(blocks[first].text, LONGEST_TITLE)) in titles:
        return [*blocks[:first], _after(blocks[first], len(title) - 1), *blocks[first + 1 :]]
    return list(blocks)


def _after(heading: Block, start: int) -> Block:
    rest = part(RichText(text=heading.text, marks=heading.marks), start, len(heading.text))
    return replace(heading, kind=BlockKind.PARAGRAPH, level=0, text=rest.text, marks=rest.marks)


def _linked(block: Block) -> Block:
    if "://" not in block.text or block.kind is BlockKind.CODE:
        return block
    rich = with_bare_links(RichText(text=block.text, marks=block.marks))
    return replace(block, marks=rich.marks)


def _bare(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum()) or text


def _no_text(source: str) -> Problem:
    return Problem(where=source, message="no text found: write the article into the file, or remove it")


def _damage(source: str, blocks: Sequence[Block]) -> tuple[Problem, ...]:
    count = sum(block.text.count("\ufffd") for block in blocks)
    if not count:
        return ()
    message = f"{count:,} of its characters cannot be read and show as \ufffd: save the file again as UTF-8"
    return (Problem(where=source, message=message, severity=Severity.WARNING),)


def _unmerged(source: str, blocks: Sequence[Block]) -> tuple[Problem, ...]:
    """Warn of the marks that Git leaves between two versions; code may show them."""
    if not any(block.text.startswith("<<<<<<< ") and not _is_code(block) for block in blocks):
        return ()
    message = (
        "Git could not merge it, and both versions stand in it with marks (<<<<<<<): choose what is right"
    )
    return (Problem(where=source, message=message, severity=Severity.WARNING),)


def _is_code(block: Block) -> bool:
    return block.kind is BlockKind.CODE or any(m.kind is MarkKind.CODE and not m.start for m in block.marks)
