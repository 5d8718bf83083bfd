"""The first page: what is new, the topics as a map, articles over time."""

from generator.pages.cards import Desk
from generator.pages.feeds import site_has_feed
from generator.pages.filters import Markdown, escape
from generator.pages.page_head import plain_head
from generator.pages.plots import timeline, wide_plot
from generator.pages.saying import spoken_line
from generator.pages.site import Shelf
from generator.pages.topic_map import topic_map
from generator.pages.views import HomeView

_NEWEST = 9
_LEAD_SENTENCES = 3


def home_view(shelf: Shelf) -> HomeView:
    """Return the view of the first page."""
    desk = Desk(shelf=shelf, base="")
    settings = shelf.site.settings
    newest = shelf.entries[:_NEWEST]
    topics = shelf.site.corpus.topics
    wording = shelf.site.wording
    over_time = timeline((article.published for article in shelf.newest), wording)
    return HomeView(
        head=plain_head(shelf, settings.title, settings.description or settings.title, ""),
        title=escape(settings.title),
        description=escape(settings.description),
        intro=Markdown(shelf.site.intro.strip()),
        lead=desk.entry(newest[0].id, _LEAD_SENTENCES) if newest else None,
        newest=tuple(desk.entry(article.id, 1) for article in newest[1:]),
        topics=topic_map(topics, wording),
        topics_count=wording.number(sum(bool(topic.coverage) for topic in topics)),
        articles_count=wording.number(len(shelf.newest)),
        activity=wide_plot(over_time),
        feeds=site_has_feed(shelf),
        activity_words=spoken_line(over_time.words()) if over_time else Markdown(""),
    )
