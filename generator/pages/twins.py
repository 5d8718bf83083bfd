"""Every article and topic as plain Markdown, and `llms.txt`, which leads to them.

The files are called `.txt`: whatever builds the site copies those as they are, and browsers show them.
"""

from collections.abc import Callable, Iterator
from itertools import groupby

from generator.model import Analysis, Article, Coverage, Page, Topic
from generator.pages.addresses import absolute, article_path, encoded, outward, topic_path
from generator.pages.cards import place, shown_title
from generator.pages.dates import day
from generator.pages.inline import corrected
from generator.pages.plain_markdown import Hand, escaped, plain_blocks
from generator.pages.showing import runs
from generator.pages.site import Shelf
from generator.pages.topic_page import BY_TITLE, WITH_PASSAGES

TWIN = "index.txt"
"""Added to the address of a page."""
_NEWEST = 50
_OPTIONAL = "Optional"
"""The name by which programs know the part of `llms.txt` that they may pass over."""


def twins(shelf: Shelf, listed: Callable[[str], str]) -> Iterator[Page]:
    """Yield `llms.txt`, and the lists of the articles and of the topics; `listed` gives an article's line."""
    yield _page("llms.txt", _site(shelf))
    text = shelf.site.wording.text
    lines = "\n".join(listed(one.id) for one in shelf.newest)
    yield _page(f"articles/{TWIN}", [f"# {text('articles')}", lines])
    yield _page(f"topics/{TWIN}", [f"# {text('topics')}", _topics(shelf)])


def article_twin(shelf: Shelf, article: Article) -> Page:
    """Return the twin of an article's page."""
    return _page(article_path(article.id) + TWIN, _article(shelf, article))


def topic_twin(shelf: Shelf, topic: Topic) -> Page:
    """Return the twin of a topic's page."""
    return _page(topic_path(topic.id) + TWIN, _topic(shelf, topic))


def _page(path: str, parts: Iterator[str] | list[str]) -> Page:
    text = "\n\n".join(part for part in parts if part)
    return Page(path=path, content=f"{text}\n".encode())


def _site(shelf: Shelf) -> Iterator[str]:
    settings, text = shelf.site.settings, shelf.site.wording.text
    yield f"# {escaped(settings.title)}"
    yield f"> {escaped(settings.description)}" if settings.description else ""
    yield text("site_described")
    yield f"## {text('topics')}\n\n{_topics(shelf)}" if shelf.site.corpus.topics else ""
    newest = _list(shelf, shelf.newest[:_NEWEST])
    yield f"## {text('newest_articles')}\n\n{newest}" if newest else ""
    link = f"[{text('all_articles')}]({_href(shelf, 'articles/', '')})"
    everything = text("newest_first", link=link)
    data = f"[{text('site_as_data')}]({absolute(settings, '')}digest.json)"
    yield f"## {_OPTIONAL}\n\n- {everything}\n- {data}"


def _topics(shelf: Shelf) -> str:
    named = (
        (
            f"[{escaped(topic.name)}]({_href(shelf, topic_path(topic.id), '')})",
            shelf.site.wording.text("count_articles", len(topic.coverage)),
        )
        for topic in shelf.site.corpus.topics
    )
    return "\n".join(f"- {link}: {count}" for link, count in named)


def _list(shelf: Shelf, shown: tuple[Article, ...], up: str = "") -> str:
    return "\n".join(in_list(shelf, one, up) for one in shown)


def in_list(shelf: Shelf, article: Article, up: str = "") -> str:
    """Return the line of an article in a list of them."""
    address = _href(shelf, article_path(article.id), up)
    return f"- [{escaped(shown_title(article))}]({address}): {_origin(shelf, article)}"


def _article(shelf: Shelf, article: Article) -> Iterator[str]:
    analysis = shelf.analysis(article.id)
    showing, text = shelf.showing[article.id], shelf.site.wording.text
    yield f"# {escaped(shown_title(article))}"
    yield _origin(shelf, article)
    original = outward(article.url)
    yield text("original_at", address=f"<{original}>") if original else ""
    summary = "\n".join(f"- {_sentence(analysis, position)}" for position in analysis.summary)
    yield f"## {text('in_brief')}\n\n{summary}" if summary else ""
    named = (
        f"[{escaped(one.name)}]({_href(shelf, topic_path(one.id))})"
        for one in shelf.topics_of.get(article.id, ())
    )
    yield text("topics_named", topics=topics) if (topics := ", ".join(named)) else ""
    hand = Hand(
        target=lambda written: _target(shelf, article, written),
        mend=lambda written: corrected(written, article.corrections),
        wording=shelf.site.wording,
    )
    whole = plain_blocks(article.blocks[: showing.blocks], hand)
    yield f"## {text('text')}\n\n{whole}" if whole else ""
    quoted = "\n\n".join(f"> {_run(analysis, group)}" for group in showing.quoted)
    yield f"## {text('quoted_here')}\n\n{quoted}" if quoted else ""


def _topic(shelf: Shelf, topic: Topic) -> Iterator[str]:
    text = shelf.site.wording.text
    yield f"# {escaped(topic.name)}"
    yield text("count_articles", len(topic.coverage))
    summary = "\n".join(
        f"- {_sentence(shelf.analysis(q.article), q.sentence)} ({_linked(shelf, shelf.article(q.article))})"
        for q in topic.summary
    )
    yield f"## {text('in_brief')}\n\n{summary}" if summary else ""
    yield f"## {text('by_article')}" if topic.coverage else ""
    for coverage in topic.coverage.first(WITH_PASSAGES):
        yield from _coverage(shelf, coverage)
    further = topic.coverage.articles[WITH_PASSAGES : WITH_PASSAGES + BY_TITLE]
    yield f"## {text('further_articles')}" if further else ""
    yield _list(shelf, tuple(map(shelf.article, further)), "../../")
    omitted = len(topic.coverage) - WITH_PASSAGES - BY_TITLE
    yield text("older_still", omitted) if omitted > 0 else ""


def _coverage(shelf: Shelf, coverage: Coverage) -> Iterator[str]:
    article = shelf.article(coverage.article)
    yield f"### {_linked(shelf, article)}\n\n{_origin(shelf, article)}"
    analysis = shelf.analysis(coverage.article)
    groups = groupby(coverage.quotes, lambda position: analysis.sentences[position].block)
    yield "\n>\n".join(f"> {_run(analysis, tuple(group))}" for _, group in groups)


def _run(analysis: Analysis, positions: tuple[int, ...]) -> str:
    """Return sentences of one block, `[…]` for what is left out between them."""
    found = (range(first, last + 1) for first, last in runs(analysis, positions))
    return " […] ".join(" ".join(_sentence(analysis, position) for position in run) for run in found)


def _sentence(analysis: Analysis, position: int) -> str:
    span = analysis.sentences[position]
    text = analysis.article.blocks[span.block].text[span.start : span.end]
    return escaped(corrected(text, analysis.article.corrections))


def _linked(shelf: Shelf, article: Article) -> str:
    return f"[{escaped(shown_title(article))}]({_href(shelf, article_path(article.id))})"


def _origin(shelf: Shelf, article: Article) -> str:
    named = (day(shelf.site.wording, article.published), ", ".join(article.authors), place(article))
    return escaped(" · ".join(part for part in named if part))


def _target(shelf: Shelf, article: Article, target: str) -> str:
    """Return where a link of the article leads: to another twin, or out of the site."""
    inside = shelf.linked(article.source, target)
    return _href(shelf, article_path(inside)) if inside else outward(target)


def _href(shelf: Shelf, path: str, up: str = "../../") -> str:
    """Return the address of a twin: whole where the site's is known, else from two folders below it."""
    return absolute(shelf.site.settings, path + TWIN) or up + encoded(path) + TWIN
