"""The header of a source file: YAML, TOML, JSON or `Title: …` lines, split off and read."""

import difflib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from generator.errors import SourceError
from generator.text import fold

LINES = "(lines)"
"""The metadata key under which the line of each key is kept: a mapping from key to line."""

TWICE = "(given twice)"
"""The metadata key under which the values of each key are kept that stands more than once, in any mapping."""

OUR_KEYS = tuple("title date authors author url slug language topics publish corrections private".split())
_COMMON_KEYS = frozenset(
    (
        "lang tags tag categories category keywords site published publisher public draft status "
        "layout permalink "
        "description excerpt summary image images dates titles languages data time update updated link links "
        "topic author_name date_published pubdate publishdate publish_date published_at sitename site_name"
    ).split()
)
_YAML_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every value as the text it is: no tags, no types, so nothing in a header can be made to act."""
_LONGEST_KEY = 20
_PLAIN_HEADER = 100
"""A header with fewer marks than this cannot be nested dangerously deep."""
_DEEPEST = 50
_HEADER_MAX = 100_000
_PRIVACY = ("private", "publish")
_KEY_LINE = re.compile(r"""["']?([A-Za-z][\w \-]{0,40}?)["']?\s{0,3}[:=](?=\s|$|["'\[{\d])""")
_META_LINE = re.compile(
    r"([A-Za-z][A-Za-z0-9_ \-]{0,30}):[ \t]+(\S.*)|([A-Za-z][A-Za-z0-9_\-]{0,30}):[ \t]*$"
)
_META_KEYS = frozenset(
    (
        "title date author authors category categories tags slug lang language status modified keywords "
        "url site publish private topics published"
    ).split()
)
_WAY_OUT = "correct it, or the article stays out: the header may ask for privacy"
_JSON = re.compile(r'\{\s{0,99}"[^"\n]{1,40}"\s{0,9}:')
_REST_OF_LINE = re.compile(r"[ \t]*(?:\n|$)")
_PAGE = re.compile(r"\s{0,99}<(?:!doctype|\?xml|html|head)\b", re.IGNORECASE)
_WISH = re.compile(
    r"""[^\w:`]{0,6}(?:
        (?:private|draft)["']?\s?[:=：]\s?["']?(?:true|yes)
        | (?:published|public)["']?\s?[:=：]\s?["']?(?:false|no)
    )[^\w`]{0,6}
    | (?:-{3}|;{3}|\+{3})\s?(?:json|toml|yaml)\s?""",
    re.IGNORECASE | re.VERBOSE,
)
"""A line that keeps an article out, were it in a header, or one that begins a header that is not read."""
_WISH_LINES = 12
"""So many lines of a text without a header are looked at for one that is not written as we read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A source text, its header read."""

    metadata: Mapping[str, object]
    """Keys in lower case, values as found, the last of each; empty without a header.

    Under LINES is the line of each key, and under TWICE all values of those that stand more than once.
    """
    body: str
    first_line: int
    """The 1-based line of the source on which `body` begins."""


class _Yaml(YAMLHandler):
    FM_BOUNDARY = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)

    def load(self, fm: str, **_: object) -> Any:  # noqa: ANN401 - a header may hold anything
        if "*" in fm or sum(map(fm.count, "[{-?:")) > _PLAIN_HEADER:
            _refuse_tricks(fm)
        loader = _Loader(fm)
        try:
            return _with_others(loader.get_single_data(), loader.twice)
        finally:
            loader.dispose()


class _Loader(_YAML_LOADER):  # type: ignore[misc]
    """Makes nothing but texts, refuses merge keys, and notes the values of what is given twice."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.twice: dict[str, list[object]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as the loader has it
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if "<<" in names:
            raise ValueError("it uses a merge key (`<<`), which is not read; write its lines out")
        if len(set(names)) < len(names):
            _joined(self.construct_pairs(node, deep=deep), self.twice)
        return dict(super().construct_mapping(node, deep))


def _joined(pairs: Iterable[tuple[Any, Any]], twice: dict[str, list[object]]) -> dict[Any, Any]:
    """Return the last value of each key; `twice` gets all of those that have more than one."""
    found: dict[Any, Any] = {}
    for key, value in pairs:
        if key in found:
            twice.setdefault(_plain(key), [found[key]]).append(value)
        found[key] = value
    return found


def _plain(key: object) -> str:
    return str(key).strip().lower()


def _with_others(data: object, twice: dict[str, list[object]]) -> object:
    """Return what a header holds, and under TWICE what of it stands more than once."""
    return {**data, TWICE: twice} if twice and isinstance(data, dict) else data


def _refuse_tricks(header: str) -> None:
    """Raise ValueError for aliases, which can grow without end, and for nesting that ends in a crash."""
    depth = 0
    for event in yaml.parse(header, _YAML_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise ValueError("it uses an alias (`*name`), which is not read; write the value out")  # noqa: TRY004 - a fault of the header, as all here
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ValueError("it is nested too deep")


class _Toml(BaseHandler):
    FM_BOUNDARY = re.compile(r"^\+{3,}[ \t]*$", re.MULTILINE)

    def load(self, fm: str) -> dict[str, Any]:
        return tomllib.loads(fm)


class _Json(JSONHandler):
    def detect(self, text: str) -> bool:
        return bool(_JSON.match(text)) or super().detect(text)

    def split(self, text: str) -> tuple[str, str]:
        """Return header and body; the header ends where its brace does, wherever on a line that is."""
        try:
            end = json.JSONDecoder().raw_decode(text)[1]
        except (ValueError, RecursionError):
            head, _, body = text.partition("\n\n")
            return (head, body) if _JSON.match(text) else super().split(text)
        if not _REST_OF_LINE.match(text, end):
            raise ValueError("a text that begins with a brace")
        return text[:end], text[end:]

    def load(self, fm: str, **_: object) -> Any:  # noqa: ANN401 - as above
        twice: dict[str, list[object]] = {}
        return _with_others(json.loads(fm, object_pairs_hook=lambda pairs: _joined(pairs, twice)), twice)


_HANDLERS: tuple[tuple[str, str, BaseHandler], ...] = (
    ("YAML", "---", _Yaml()),
    ("TOML", "+++", _Toml()),
    ("JSON", "{", _Json()),
)


def split_header(text: str) -> Split:
    """Return the header and the body of a source text.

    Raises SourceError for a header that cannot be read or does not end: it might have said that the
    article is private. So does a text without one where a line near its beginning says so.
    """
    split = _split(text)
    if not split.metadata:
        _refuse_a_wish(text)
    return split


def _split(text: str) -> Split:
    start = len(text) - len(text.lstrip())
    skipped = text.count("\n", 0, start)
    for name, fence, handler in _HANDLERS:
        if text.startswith(fence, start) and handler.detect(text[start:]):
            return _fenced(name, handler, text[start:], skipped) or Split(
                metadata={}, body=text, first_line=1
            )
    return _meta_lines(text, start, skipped)


def _refuse_a_wish(text: str) -> None:
    """Raise SourceError for a line such as `private: true` in what is no header, nor code, nor a web page."""
    head = text[:2000]
    if _PAGE.match(head):
        return
    for number, line in enumerate(head.split("\n")[:_WISH_LINES], 1):
        if line.lstrip().startswith(("```", "~~~")):
            return
        if _WISH.fullmatch(line):
            raise SourceError(
                f"`{fold(line)}` is in no header that is read: write one at the top, between two lines of "
                "nothing but `---`, or the article stays out; what is text, put between backquotes",
                line=number,
            )


def _fenced(name: str, handler: BaseHandler, text: str, skipped: int) -> Split | None:
    fence = text.split("\n", 1)[0].strip()
    try:
        header, body = handler.split(text)
    except ValueError:
        if name != "TOML" and not _KEY_LINE.match(text.partition("\n")[2].lstrip()):
            return None  # a rule, or a text that begins with a brace
        raise SourceError(
            f"the header that begins with `{fence}` does not end: close it with the same mark on a line",
            line=skipped + 1,
        ) from None
    data = _loaded(name, handler, header, skipped)
    if data is None and header.strip() and name == "YAML":
        return None
    lines = _lines_of_keys(header, skipped + 1)
    twice = (data or {}).pop(TWICE, {})
    metadata = _joined(((_plain(key), value) for key, value in (data or {}).items()), twice)
    first_line = skipped + 1 + text.count("\n", 0, len(text) - len(body))
    return Split(metadata={**metadata, **_facts(lines, twice)}, body=body, first_line=first_line)


def _facts(lines: dict[str, int], twice: dict[str, list[object]]) -> dict[str, object]:
    """Return what is told of a header's keys; raises SourceError for two of one that may hide the article."""
    for key in _PRIVACY:
        if key in twice:
            raise SourceError(f"the header gives `{key}` twice: keep one of the two", line=lines.get(key, 1))
    return {LINES: lines, TWICE: twice} if twice else {LINES: lines}


def _loaded(name: str, handler: BaseHandler, header: str, skipped: int) -> dict[Any, Any] | None:
    if len(header) > _HEADER_MAX:
        raise SourceError(
            f"the {name} header is longer than {_HEADER_MAX:,} characters: shorten it", line=skipped + 1
        )
    try:
        data: object = handler.load(header)
    except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        line = skipped + 1 + _line_of(error)
        raise SourceError(
            f"the {name} header cannot be read ({_reason(error)}): {_WAY_OUT}", line=line
        ) from error
    if not header.strip() or data is None or isinstance(data, dict):
        return data if isinstance(data, dict) else {}
    if header.lstrip(" \t").startswith("\n\n"):
        return None  # two rules with text between them
    raise SourceError(
        f"the {name} header is not made of `name: value` lines: {_WAY_OUT}. "
        "If `---` is meant as a rule, leave the line after it empty",
        line=skipped + 1,
    )


def _line_of(error: Exception) -> int:
    ended = "end of stream" in str(error)  # the fault is where the unfinished value began
    mark = getattr(error, "context_mark" if ended else "problem_mark", None)
    if mark is not None:
        return int(mark.line)
    if isinstance(error, json.JSONDecodeError):
        return error.lineno - 1
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) - 1 if found else 0


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    text = getattr(error, "problem", None) or getattr(error, "msg", None) or str(error)
    return " ".join(str(text).split())[:200]


def _lines_of_keys(header: str, before: int) -> dict[str, int]:
    lines: dict[str, int] = {}
    for number, line in enumerate(header.split("\n"), before):
        match = _KEY_LINE.match(line.lstrip() if line.startswith("  ") and line.lstrip()[:1] == '"' else line)
        if match is None:
            continue
        key = match[1].lower()
        if key in lines and key in _PRIVACY:
            raise SourceError(f"the header gives `{key}` twice: keep one of the two", line=number)
        lines.setdefault(key, number)
    return lines


def _meta_lines(text: str, start: int, skipped: int) -> Split:
    """Return a header in the manner of Pelican and MultiMarkdown: `Key: value` lines up to an empty one."""
    nothing = Split(metadata={}, body=text, first_line=1)
    first = _META_LINE.match(text[start : start + 200].split("\n", 1)[0])
    if first is None or (first[1] or first[3]).lower() not in _META_KEYS:
        return nothing
    head, _, body = text[start:].partition("\n\n")
    pairs, lines = _pairs(head.split("\n"), skipped + 1)
    if pairs is None:
        return nothing
    twice: dict[str, list[object]] = {}
    metadata = _joined(pairs, twice)
    first_line = skipped + head.count("\n") + 3
    return Split(metadata={**metadata, **_facts(lines, twice)}, body=body, first_line=first_line)


def _pairs(head: list[str], number: int) -> tuple[list[tuple[str, str]] | None, dict[str, int]]:
    pairs: list[tuple[str, str]] = []
    lines: dict[str, int] = {}
    stray = 0
    for place, line in enumerate(head, number):
        match = _META_LINE.match(line)
        if match:
            key = (match[1] or match[3]).strip().lower()
            if key in lines and key in _PRIVACY:
                raise SourceError(f"the header gives `{key}` twice: keep one of the two", line=place)
            lines.setdefault(key, place)
            pairs.append((key, (match[2] or "").strip()))
        elif line[:1] in " \t":
            key, value = pairs[-1]
            pairs[-1] = (key, f"{value} {line.strip()}")
        else:
            stray = stray or place
    if not stray:
        return pairs, lines
    if any(key in lines for key in (*_PRIVACY, "draft")):
        raise SourceError(f"the header has a line that is not `Key: value`: {_WAY_OUT}", line=stray)
    return None, lines


@lru_cache(maxsize=1000)
def near_key(key: str) -> str:
    """Return the key of ours that this one is probably a slip of the pen for, or empty."""
    if key in OUR_KEYS or key in _COMMON_KEYS or len(key) > _LONGEST_KEY:
        return ""
    near = difflib.get_close_matches(key, OUR_KEYS, n=1, cutoff=0.85)
    return near[0] if near else ""
