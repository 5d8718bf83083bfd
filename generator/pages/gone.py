"""What stands where something was published once: a way to where it is now, or a word that it is gone.

These are plain HTML files: whatever builds the site copies them as they are, and no index, map or search
of the site lists them. Of an article made private they tell nothing: not even the address, which whoever
reads them already has.
"""

import posixpath
from collections.abc import Iterator

from generator.history import Fate
from generator.model import Page, Topic
from generator.pages.addresses import article_path, topic_path
from generator.pages.cards import shown_title
from generator.pages.filters import attr, path
from generator.pages.index_pages import archive_names
from generator.pages.saying import say
from generator.pages.site import Shelf
from generator.pages.templates import fill
from generator.pages.twins import TWIN
from generator.pages.views import GoneView


def gone(shelf: Shelf) -> Iterator[Page]:
    """Yield a page for everything that was published once and has no page now, but for topics that moved."""
    for old in shelf.site.retired:
        yield from _removed(shelf, topic_path(old), "topic_gone", "topics/")
    yield from _articles(shelf)
    there = archive_names(shelf.newest)
    for name in shelf.site.history.archive:
        if name not in there:
            yield from _removed(shelf, f"archive/{name}/", "time_gone", "archive/")


def moved_topics(shelf: Shelf, topic: Topic) -> Iterator[Page]:
    """Yield a page for each former topic that leads to a topic."""
    for old in shelf.redirected.get(topic.id, ()):
        yield from _moved(shelf, topic_path(old), topic_path(topic.id), topic.name)


def _articles(shelf: Shelf) -> Iterator[Page]:
    for one in shelf.site.history.articles:
        if one.id in shelf.site.corpus.analyses:
            continue
        if one.state is Fate.MOVED and one.into in shelf.site.corpus.analyses:
            name = shown_title(shelf.article(one.into))
            yield from _moved(shelf, article_path(one.id), article_path(one.into), name)
        else:
            yield from _removed(shelf, article_path(one.id), "article_gone", "articles/")


def _moved(shelf: Shelf, old: str, new: str, name: str) -> Iterator[Page]:
    to, wording = posixpath.relpath(new, old) + "/", shelf.site.wording
    view = GoneView(
        title=attr(name),
        text=say(wording, "page_is_now"),
        target=path(to),
        name=attr(name),
        moved=True,
        style=path(posixpath.relpath(_STYLE, old)),
    )
    yield _page(shelf, old, view)
    yield Page(path=old + TWIN, content=f"{wording.text('page_is_now')} {to}{TWIN}\n".encode())


def _removed(shelf: Shelf, old: str, why: str, further: str) -> Iterator[Page]:
    wording = shelf.site.wording
    view = GoneView(
        title=say(wording, "not_here"),
        text=say(wording, why),
        target=path(posixpath.relpath(further, old) + "/"),
        name=say(wording, "see_what_there_is"),
        moved=False,
        style=path(posixpath.relpath(_STYLE, old)),
    )
    yield _page(shelf, old, view)
    if not old.startswith("archive/"):
        yield Page(path=old + TWIN, content=f"{wording.text(why)}\n".encode())


_STYLE = "assets/digest.css"


def _page(shelf: Shelf, old: str, view: GoneView) -> Page:
    text = fill(shelf.site.settings.root, shelf.site.wording, "gone.html.j2", view=view)
    return Page(path=f"{old}index.html", content=text.encode())
