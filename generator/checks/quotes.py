"""Every quote stands word for word in its source, and at its place on the page."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.checks.facts import PageFacts
from generator.checks.links import Ground, resolve
from generator.model import Article, Problem
from generator.text import fold

DATA = "digest.json"
_NO_LETTERS = re.compile(r"[\W_]+")
WAY_OUT = "build the site anew; if it stays, report it as a fault of digest"


def check_quotes(
    data: bytes, articles: Mapping[str, Article], pages: Mapping[str, PageFacts]
) -> Iterator[Problem]:
    """Yield a problem for every quote of `digest.json` that its source does not say, or that has no place.

    `articles` are the sources as they are read now, by id; `pages` the site's, by path.
    """
    sources = {id_: words_of(article) for id_, article in articles.items()}
    for article, quote in _quotes(json.loads(data)):
        text, anchor = quote["text"], quote["anchor"]
        page = f"articles/{article}/index.html"
        if article not in articles:
            yield Problem(where=DATA, message=f"it quotes {article!r}, which is no article now; {WAY_OUT}")
        elif text not in sources[article]:
            yield Problem(where=articles[article].source, message=f"it does not say {text[:80]!r}; {WAY_OUT}")
        elif page not in pages:
            yield Problem(where=page, message=f"the page is missing; {WAY_OUT}")
        elif anchor and not _says(pages[page], anchor, text, articles[article]):
            yield Problem(where=f"{page}#{anchor}", message=f"it does not say {text[:80]!r}; {WAY_OUT}")


def check_places(
    pages: Iterable[PageFacts], ground: Ground, site: Mapping[str, PageFacts]
) -> Iterator[Problem]:
    """Yield a problem for every quote on a page that the place it names does not say."""
    for page in pages:
        for text, link in page.quotes:
            try:
                found = resolve(link, page.path, ground.address)
            except ValueError:
                continue  # check_links tells
            if found is None or found[0] not in site:
                continue
            there = site[found[0]].paragraphs.get(found[1], "")
            if there and not stands_in(text, there):
                yield Problem(
                    where=page.path, message=f"it quotes {text[:80]!r}, which {link} does not say; {WAY_OUT}"
                )


def check_texts(articles: Mapping[str, Article], pages: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """Yield a problem for all that an article's page says and the article, read now, does not.

    That is its title, its authors and its day, every paragraph and every heading.
    """
    for id_, article in articles.items():
        page = pages.get(f"articles/{id_}/index.html")
        if page is None:
            continue
        yield from _check_top(article, page)
        said = _told(article)
        for anchor, text in page.paragraphs.items():
            if not all(letters(part) in said for part in text.split("[…]")):
                message = f"it says {text[:80]!r}, and the article does not; {WAY_OUT}"
                yield Problem(where=f"{page.path}#{anchor}", message=message)


def _check_top(article: Article, page: PageFacts) -> Iterator[Problem]:
    title = article.title or article.id
    titles = {letters(title), letters(mended(title, article.corrections))}
    day = article.published.isoformat() if article.published else ""
    wrong = {
        f"is not called {title[:80]!r}": titles.isdisjoint(map(letters, page.titles)),
        f"does not give the day {day or 'as unknown'}": page.day != day,
        **{
            f"does not name {author[:80]!r}": letters(author) not in letters(page.byline)
            for author in article.authors
        },
    }
    for fault, is_so in wrong.items():
        if is_so:
            yield Problem(where=page.path, message=f"it {fault}, as the article does; {WAY_OUT}")


def _told(article: Article) -> str:
    """Return the letters of all that an article's page may say: speakers, too, and corrections."""
    said = "\n".join(f"{block.speaker} {block.text}" for block in article.blocks) + words_of(article)
    right = mended(said, article.corrections)
    return letters(said) + (letters(right) if right != said else "")


def letters(text: str) -> str:
    """Return the letters and digits of a text."""
    return _NO_LETTERS.sub("", text)


def _quotes(data: Any) -> Iterator[tuple[str, dict[str, str]]]:  # noqa: ANN401 - JSON
    for article in data["articles"]:
        for quote in article["summary"]:
            yield article["id"], quote
    for topic in data["topics"]:
        for quote in topic["summary"]:
            yield quote["article"], quote


def words_of(article: Article) -> str:
    """Return all that an article says, a line for each block and cell, white space folded."""
    cells = (cell.text for block in article.blocks for row in block.rows for cell in row)
    return "\n".join(fold(text) for text in (*(block.text for block in article.blocks), *cells))


def _says(page: PageFacts, anchor: str, text: str, article: Article) -> bool:
    there = page.paragraphs.get(anchor)
    if there is None:
        return anchor in page.anchors
    right = mended(text, article.corrections)
    return _plain(text) in _plain(there) or _plain(right) in _plain(there)


def mended(text: str, corrections: tuple[tuple[str, str], ...]) -> str:
    """Return a text with the editor's corrections of whole words."""
    names = dict(corrections)
    wrong = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{wrong})(?!\w)", lambda found: names[found[0]], text) if wrong else text


def stands_in(text: str, there: str) -> bool:
    """Tell whether the parts of a quote, parted by `[…]`, stand in a text one after another."""
    at, whole = 0, _plain(there)
    for part in text.split("[…]"):
        found = whole.find(_plain(part), at)
        if found < 0:
            return False
        at = found + len(_plain(part))
    return True


def _plain(text: str) -> str:
    """Return the text without white space: markup may add or take a space beside it."""
    return "".join(text.split())
