"""What stands in a page's `head` for programs: cards for other sites, data for search engines, feeds.

Every theme puts it there as it is, from the page's front matter, so all of it is escaped here.
"""

import html
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from generator.model import Article, Topic
from generator.pages.addresses import absolute, article_path, outward, topic_path
from generator.pages.cards import shown_title
from generator.pages.feeds import has_feed, site_has_feed
from generator.pages.filters import Markdown, yaml
from generator.pages.poster import SIZE
from generator.pages.site import Shelf
from generator.pages.social import SITE_IMAGE, topic_image
from generator.pages.views import Head
from generator.text import clean, cut

Data = dict[str, Any]
_DESCRIPTION = 160
_ALTERNATE = "alternate "
"""Material asks for a site map beside every `link[rel=alternate]`; with the space it means the same."""
_FEEDS = {"feed.xml": "application/atom+xml", "feed.json": "application/feed+json"}
_PUBLISHED = "article:published_time"


class Page(Struct, frozen=True, kw_only=True):
    """A page as programs see it, in plain text."""

    title: str
    description: str
    path: str
    """Below the site's root."""
    kind: str
    """In the words of Open Graph: `website` or `article`."""
    image: str = SITE_IMAGE
    published: str = ""
    """As ISO 8601."""
    feed: str = ""
    """Where the page's own feed lies, below the site's root: a folder."""
    twin: str = ""
    """The page as Markdown, below the site's root."""


def article_head(shelf: Shelf, article: Article, description: str) -> Head:
    """Return the front matter of an article's page."""
    topics = shelf.topics_of.get(article.id, ())
    path = article_path(article.id)
    page = Page(
        title=shown_title(article),
        description=cut(description, _DESCRIPTION),
        path=path,
        kind="article",
        image=topic_image(topics[0].id) if topics else SITE_IMAGE,
        published=article.published.isoformat() if article.published else "",
        twin=f"{path}index.txt",
    )
    crumbs = {shelf.site.wording.text("articles"): "articles/", page.title: path}
    return _head(shelf, page, [_article_data(shelf, article, page, topics), _crumbs(shelf, crumbs)])


def topic_head(shelf: Shelf, topic: Topic, description: str) -> Head:
    """Return the front matter of a topic's page."""
    path = topic_path(topic.id)
    page = Page(
        title=topic.name,
        description=cut(description, _DESCRIPTION),
        path=path,
        kind="website",
        image=topic_image(topic.id),
        feed=path if has_feed(shelf, topic) else "",
        twin=f"{path}index.txt",
    )
    data = _page_data(shelf, page, "CollectionPage") | {"about": {"@type": "Thing", "name": topic.name}}
    crumbs = {shelf.site.wording.text("topics"): "topics/", topic.name: path}
    return _head(shelf, page, [data, _crumbs(shelf, crumbs)])


def plain_head(shelf: Shelf, title: str, description: str, path: str) -> Head:
    """Return the front matter of another page: the first one, an index, a part of the archive."""
    page = Page(title=title, description=cut(description, _DESCRIPTION), path=path, kind="website")
    data = _page_data(shelf, page, "CollectionPage" if path else "WebSite")
    return _head(shelf, page, [data, *([_crumbs(shelf, {title: path})] if path else [])])


def _head(shelf: Shelf, page: Page, data: list[Data]) -> Head:
    script = _script({"@context": "https://schema.org", "@graph": data})
    lines = (*_card(shelf, page), *_alternates(shelf, page), script)
    return Head(
        title=yaml(page.title),
        description=yaml(page.description),
        tags=Markdown("\n".join(f"  {_not_a_template(line)}" for line in lines)),
    )


def _card(shelf: Shelf, page: Page) -> Iterable[str]:
    settings = shelf.site.settings
    image = absolute(settings, page.image)
    width, height = SIZE
    named = {
        "og:type": page.kind,
        "og:site_name": settings.title,
        "og:title": page.title,
        "og:description": page.description,
        "og:url": absolute(settings, page.path),
        "og:image": image,
        "og:image:width": str(width) if image else "",
        "og:image:height": str(height) if image else "",
        "og:image:alt": f"{page.title} – {settings.title}" if image else "",
        _PUBLISHED: page.published,
    }
    yield from (_tag("meta", property=name, content=value) for name, value in named.items() if value)
    yield _tag("meta", name="twitter:card", content="summary_large_image" if image else "summary")


def _alternates(shelf: Shelf, page: Page) -> Iterable[str]:
    settings = shelf.site.settings
    feeds = {"": settings.title} if site_has_feed(shelf) else {}
    for folder, title in {**feeds, **({page.feed: page.title} if page.feed else {})}.items():
        for file, media_type in _FEEDS.items():
            href = absolute(settings, folder + file)
            yield _tag("link", rel=_ALTERNATE, type=media_type, title=title, href=href)
    if settings.url and page.twin:
        yield _tag("link", rel=_ALTERNATE, type="text/markdown", href=absolute(settings, page.twin))


def _article_data(shelf: Shelf, article: Article, page: Page, topics: Iterable[Topic]) -> Data:
    data = _page_data(shelf, page, "Article") | {
        "headline": page.title,
        "datePublished": page.published,
        "author": [{"@type": "Person", "name": author} for author in article.authors],
        "inLanguage": article.language,
        "isBasedOn": outward(article.url),
        "about": [{"@type": "Thing", "name": topic.name} for topic in topics],
        "image": absolute(shelf.site.settings, page.image),
    }
    return _without_empty(data)


def _page_data(shelf: Shelf, page: Page, kind: str) -> Data:
    settings = shelf.site.settings
    return _without_empty(
        {
            "@type": kind,
            "name": page.title,
            "description": page.description,
            "url": absolute(settings, page.path),
            "publisher": _without_empty(
                {"@type": "Organization", "name": settings.title, "url": settings.url}
            ),
        }
    )


def _crumbs(shelf: Shelf, trail: Mapping[str, str]) -> Data:
    steps = [(shelf.site.settings.title, ""), *trail.items()]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            _without_empty(
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": name,
                    "item": absolute(shelf.site.settings, path),
                }
            )
            for position, (name, path) in enumerate(steps, 1)
        ],
    }


def _without_empty(data: Data) -> Data:
    return {name: value for name, value in data.items() if value}


def _tag(element: str, **attributes: str) -> str:
    given = " ".join(f'{name}="{html.escape(clean(value))}"' for name, value in attributes.items())
    return f"<{element} {given}>"


def _not_a_template(line: str) -> str:
    """Return a line in which nothing opens a template; JSON and HTML both read the text as it was."""
    opening = "\\u007b" if line.startswith("<script") else "&#123;"
    return re.sub(r"\{(?=[{%#])", lambda _: opening, line)


def _script(data: Data) -> str:
    """Return data as a script element; nothing in a text can end the element or begin a comment in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return f'<script type="application/ld+json">{text}</script>'
