"""What stands beside the pages for programs, their twins and the feeds, quotes word for word, too."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree, html

from generator.checks.links import resolve
from generator.checks.quotes import WAY_OUT, letters, mended, stands_in, words_of
from generator.model import Article, Problem
from generator.wording import Wording

_ATOM = "{http://www.w3.org/2005/Atom}"
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINK = r"\[(?:[^\]\\]|\\.)*\]\(([^()\s]+)\)"
_FROM = re.compile(rf"### {_LINK}")
_IN_BRIEF = re.compile(rf"- (.*) \({_LINK}\)")
_TARGET = re.compile(r"(?<!\\)\]\([^()\s]*\)")
_BEFORE_TEXT = re.compile(r"[\s>#-]*(?:\d{1,9}\. |\[\^\d{1,9}\]: )?(?:\*\*(?:[^*\\]|\\.)+:\*\* )?")
"""A sign, a number, a speaker."""
_FENCE = re.compile("`{3,}")
_LISTED = re.compile(rf"{_LINK}|<loc>([^<]+)</loc>")

Quote = tuple[str, str]
"""(text, where it is from)"""


def check_beside(
    files: Mapping[str, bytes], articles: Mapping[str, Article], address: str, wording: Wording
) -> Iterator[Problem]:
    """Yield a problem for everything in a feed or a twin, given by path, that no article says.

    `articles` are the sources as they are read now, by id; `address` is the site's own, or empty; `wording`
    are the words that it speaks around them.
    """
    said = {id_: mended(words_of(article), article.corrections) for id_, article in articles.items()}
    plain = {id_: "".join(text.split()) for id_, text in said.items()}
    for path, data in sorted(files.items()):
        for text, link in _quotes(path, data, wording):
            id_ = _article(link, path, address)
            if id_ not in plain or not stands_in(text, plain[id_]):
                message = f"it quotes {text[:80]!r}, which {id_ or link} does not say; {WAY_OUT}"
                yield Problem(where=path, message=message)
        own = _article("", path, address) if path.endswith(".txt") else ""
        if own in said:
            lines = list(_text(_lines(data), wording))
            yield from _strange(path, lines, letters(said[own]), articles[own].corrections)


def listed(data: bytes) -> list[str]:
    """Return where `llms.txt` or a sitemap leads."""
    return [inside or alone for inside, alone in _LISTED.findall(data.decode("utf-8", "replace"))]


def _article(link: str, path: str, address: str) -> str:
    """Return the id of the article that a link leads to; empty for none."""
    found = resolve(link, path, address)
    folder, _, rest = (found[0] if found else "").partition("/")
    return rest.partition("/")[0] if folder == "articles" and "/" in rest else ""


def _quotes(path: str, data: bytes, wording: Wording) -> Iterator[Quote]:
    if path.endswith(".json"):
        yield from _marked_up(item.get("content_html", "") for item in _items(data))
    elif path.endswith(".xml"):
        yield from _marked_up(_contents(data))
    elif path.startswith("topics/"):
        yield from _in_topic(_lines(data))
    elif path.startswith("articles/"):
        yield from _in_article(_lines(data), wording)


def _items(data: bytes) -> list[dict[str, Any]]:
    try:
        items = json.loads(data)["items"]
    except (ValueError, TypeError, LookupError):
        return []  # the check of feeds tells
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _contents(data: bytes) -> Iterator[str]:
    try:
        feed = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return
    yield from (content.text or "" for content in feed.iter(f"{_ATOM}content"))


def _marked_up(contents: Iterator[str]) -> Iterator[Quote]:
    for content in contents:
        for line in html.fragment_fromstring(content, create_parent="div").iterfind("blockquote/p"):
            link = line.find("a")
            yield line.text or "", "" if link is None else link.get("href", "")


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").splitlines()


def _in_topic(lines: list[str]) -> Iterator[Quote]:
    source = ""
    for line in lines:
        if found := _FROM.match(line):
            source = found[1]
        elif found := _IN_BRIEF.fullmatch(line) if not source else None:
            yield _ESCAPE.sub(r"\1", found[1]), found[2]
        elif line.startswith("> "):
            yield _ESCAPE.sub(r"\1", line[2:]), source


def _in_article(lines: list[str], wording: Wording) -> Iterator[Quote]:
    brief = f"## {wording.text('in_brief')}"
    start = lines.index(brief) + 2 if brief in lines else len(lines)
    for line in lines[start:]:
        if not line.startswith("- "):
            break
        yield _ESCAPE.sub(r"\1", line[2:]), ""
    for line in lines[_quoted(lines, wording) :]:
        if line.startswith("> "):
            yield _ESCAPE.sub(r"\1", line[2:]), ""


def _quoted(lines: list[str], wording: Wording) -> int:
    """Return where the passages begin that are quoted below an article's text, the last with this heading."""
    heading = f"## {wording.text('quoted_here')}"
    return max((at for at, line in enumerate(lines) if line == heading), default=len(lines))


def _strange(
    path: str, lines: list[str], said: str, corrections: tuple[tuple[str, str], ...]
) -> Iterator[Problem]:
    """Yield a problem for each line of an article's text in its twin whose letters the article lacks."""
    for line in lines:
        found = letters(line)
        if found not in said and letters(mended(_ESCAPE.sub(r"\1", line), corrections)) not in said:
            yield Problem(where=path, message=f"it says {line[:80]!r}, and the article does not; {WAY_OUT}")


def _text(lines: list[str], wording: Wording) -> Iterator[str]:
    """Yield the lines of an article's text, without what is not of the article itself."""
    fence, heading = "", f"## {wording.text('text')}"
    image = f"\\[{wording.form('image').partition('{')[0]}"
    if heading not in lines:
        return
    for line in lines[lines.index(heading) + 1 : _quoted(lines, wording)]:
        if fence:
            fence = "" if line == fence else fence
            yield line
        elif found := _FENCE.match(line):
            fence = found[0]
        elif not line.startswith(image):
            yield _TARGET.sub("]", _BEFORE_TEXT.sub("", line, count=1))
