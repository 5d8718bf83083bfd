"""The pictures that other sites show beside a link: one for the site, one for each topic."""

from collections.abc import Callable, Iterator

from generator.model import Page, Topic
from generator.pages.plots import Timeline, timeline
from generator.pages.poster import Poster
from generator.pages.site import Shelf

SITE_IMAGE = "assets/social/site.png"

Draw = Callable[[Poster], bytes]
"""Returns a poster as PNG: the same bytes for the same poster."""


def draw_anew(poster: Poster) -> bytes:
    """Return a poster as PNG; what draws is loaded when there is one to be drawn."""
    from generator.pages.drawing import draw  # noqa: PLC0415

    return draw(poster)


def topic_image(topic: str) -> str:
    """Return where the picture of the topic with that id lies, below the site's root."""
    return f"assets/social/topics/{topic}.png"


def social_images(shelf: Shelf, draw: Draw) -> Iterator[Page]:
    """Yield the pictures; none where the site has no address, for then nobody can be pointed to them.

    A topic that is gone keeps its place: there is that of the topic it was merged into, or of the site.
    """
    settings = shelf.site.settings
    if not settings.url:
        return
    dates = [article.published for article in shelf.newest]
    counts = _counts(timeline(dates, shelf.site.wording))
    site = Poster(kicker="", title=settings.title, line=settings.description, counts=counts)
    yield Page(path=SITE_IMAGE, content=draw(site))
    for topic in shelf.site.corpus.topics:
        yield Page(path=topic_image(topic.id), content=draw(_poster(shelf, topic)))
    for old, new in shelf.merged:
        yield Page(path=topic_image(old), content=draw(_poster(shelf, shelf.topics[new])))
    for old in shelf.site.retired:
        yield Page(path=topic_image(old), content=draw(site))


def _poster(shelf: Shelf, topic: Topic) -> Poster:
    dates = [shelf.article(one).published for one in topic.coverage.articles]
    wording = shelf.site.wording
    over_time = timeline(dates, wording)
    when = f" · {over_time.span()}" if over_time else ""
    return Poster(
        kicker=shelf.site.settings.title,
        title=topic.name,
        line=wording.text("count_articles", len(topic.coverage)) + when,
        counts=_counts(over_time),
    )


def _counts(over_time: Timeline | None) -> tuple[int, ...]:
    return over_time.counts if over_time else ()
