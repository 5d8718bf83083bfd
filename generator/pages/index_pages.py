"""The indexes: topics from A to Z, articles, the archive by year."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import groupby

from msgspec import Struct

from generator.history import UNDATED
from generator.model import Article, Topic
from generator.pages.cards import Desk
from generator.pages.dates import month, month_in_short
from generator.pages.filters import Markdown, escape, path
from generator.pages.page_head import plain_head
from generator.pages.plots import Timeline, spark, timeline
from generator.pages.saying import say, spoken, spoken_line
from generator.pages.site import Shelf
from generator.pages.views import Branch, Dated, Group, ListView, Period, TopicsView
from generator.wording import Wording

_NEWEST = 200
_LONGEST = 500
"""A year of more articles than this is divided into months."""
_FEW = 24
"""So many articles of a year need no headings between them."""


def topics_view(shelf: Shelf) -> TopicsView:
    """Return the view of the index of topics."""
    desk = Desk(shelf=shelf, base="../")
    text, topics = desk.wording.text, shelf.site.corpus.topics
    alive = [topic for topic in topics if topic.coverage]
    roots = sorted(_roots(shelf, alive), key=lambda topic: (_sort_key(topic.name), topic.id))
    groups = groupby(roots, lambda topic: _letter(topic.name))
    return TopicsView(
        head=plain_head(shelf, text("topics"), text("topics_described", len(alive)), "topics/"),
        count=say(desk.wording, "topics_a_to_z", len(alive)),
        groups=tuple(
            Group(letter=escape(letter), branches=tuple(_branches(desk, group))) for letter, group in groups
        ),
        empty=tuple(desk.chip(topic) for topic in topics if not topic.coverage),
    )


def _roots(shelf: Shelf, alive: list[Topic]) -> Iterator[Topic]:
    """Yield the topics without a broader one; in a circle of topics, every one of them."""
    for topic in alive:
        parent = shelf.topics.get(topic.parent)
        if parent is None or not parent.coverage or _circular(shelf, topic):
            yield topic


def _circular(shelf: Shelf, topic: Topic) -> bool:
    seen = {topic.id}
    parent = shelf.topics.get(topic.parent)
    while parent:
        if parent.id in seen:
            return True
        seen.add(parent.id)
        parent = shelf.topics.get(parent.parent)
    return False


def _branches(desk: Desk, roots: Iterable[Topic]) -> Iterator[Branch]:
    """Yield topics with the narrower ones after each; every one once."""
    pending = [(topic, 0) for topic in reversed(list(roots))]
    seen: set[str] = set()
    while pending:
        topic, depth = pending.pop()
        if topic.id in seen:
            continue
        seen.add(topic.id)
        yield Branch(topic=desk.chip(topic), count=len(topic.coverage), indent=Markdown("    " * depth))
        narrower = reversed(desk.shelf.narrower.get(topic.id, ()))
        pending += [(child, depth + 1) for child in narrower if child.coverage]


def _sort_key(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def _letter(name: str) -> str:
    first = _sort_key(name)[:1].upper()
    return first if first.isalpha() else "0–9"


def articles_view(shelf: Shelf) -> ListView:
    """Return the view of the index of articles: the newest, and the years of the others."""
    more = len(shelf.newest) > _NEWEST
    wording = shelf.site.wording
    name = "articles_newest" if more else "count_articles"
    return _list(
        shelf,
        where="articles/",
        title=wording.text("articles"),
        shown=shelf.entries[:_NEWEST],
        count=wording.text(name, len(shelf.newest), shown=_NEWEST),
        periods=_years(shelf, "../archive/") if more else (),
    )


def archive_view(shelf: Shelf) -> ListView:
    """Return the view of the archive's first page: its years."""
    return _list(
        shelf,
        where="archive/",
        title=shelf.site.wording.text("archive"),
        shown=(),
        count=shelf.site.wording.text("count_articles", len(shelf.newest)),
        periods=_years(shelf, ""),
    )


def archive_names(articles: Collection[Article]) -> tuple[str, ...]:
    """Return the names of the parts of the archive that these articles fill."""
    days = Counter([one.published for one in articles if one.published])
    undated = [UNDATED] if days.total() < len(articles) else []
    years: Counter[int] = Counter()
    for day, count in days.items():
        years[day.year] += count
    long = {year for year, count in years.items() if count > _LONGEST}
    months = {_month_of(day) for day in days if day.year in long}
    return tuple(sorted({*undated, *(f"{year:04d}" for year in years), *months}))


class Part(Struct, frozen=True, kw_only=True):
    """A page of the archive: a year, or a month of a long one."""

    name: str
    title: str
    articles: tuple[Article, ...]
    """Newest first."""
    months: bool = False
    """Whether it only leads to its months."""


def archive_parts(shelf: Shelf) -> Iterator[Part]:
    """Yield every page of the archive but the first: years, and months of long ones."""
    wording = shelf.site.wording
    for year, group in _by_year(shelf.newest):
        if len(group) <= _LONGEST or year == UNDATED:
            yield Part(name=year, title=_year_title(year, wording), articles=group)
            continue
        yield Part(name=year, title=year, articles=group, months=True)
        for of_month in _by_month(group):
            yield Part(
                name=_month_slug(of_month[0]), title=month(wording, of_month[0].published), articles=of_month
            )


def part_view(shelf: Shelf, part: Part) -> ListView:
    """Return the view of a page of the archive."""
    months = _by_month(part.articles) if part.months else []
    return _list(
        shelf,
        where=f"archive/{part.name}/",
        title=part.title,
        shown=() if part.months else part.articles,
        count=shelf.site.wording.text("count_articles", len(part.articles)),
        periods=tuple(_period(shelf.site.wording, _month_slug(one[0]), one) for one in months),
        trail=True,
    )


def _list(  # noqa: PLR0913 (all but the shelf are named)
    shelf: Shelf,
    *,
    where: str,
    title: str,
    shown: tuple[Article, ...],
    count: str,
    periods: tuple[Period, ...] = (),
    trail: bool = False,
) -> ListView:
    desk = Desk(shelf=shelf, base="../")
    described = desk.wording.text("list_described", title=title, articles=count)
    return ListView(
        head=plain_head(shelf, title, described, where),
        title=spoken(title),
        count=spoken_line(count),
        trail=trail,
        groups=tuple(
            Dated(name=spoken(name), cards=tuple(desk.entry(one.id) for one in group))
            for name, group in _grouped(shown, desk.wording)
        ),
        periods=periods,
    )


def _grouped(shown: tuple[Article, ...], wording: Wording) -> list[tuple[str, tuple[Article, ...]]]:
    """Return articles by year, or those of one year by month; a few of one year have no names."""
    years = _by_year(shown)
    if len(years) != 1:
        return [(_year_title(year, wording), group) for year, group in years]
    if len(shown) <= _FEW or years[0][0] == UNDATED:
        return [("", shown)]
    return [(month(wording, one[0].published), one) for one in _by_month(shown)]


def _years(shelf: Shelf, base: str) -> tuple[Period, ...]:
    return tuple(_period(shelf.site.wording, year, group, base) for year, group in _by_year(shelf.newest))


def _period(wording: Wording, slug: str, group: tuple[Article, ...], base: str = "") -> Period:
    is_year = slug.isdigit()
    name = _year_title(slug, wording) if is_year else month(wording, group[0].published)
    return Period(
        name=spoken(name),
        href=path(f"{base}{slug}.md"),
        count=say(wording, "count_articles", len(group)),
        plot=spark(_whole_year(group, wording)) if is_year else Markdown(""),
    )


def _whole_year(group: tuple[Article, ...], wording: Wording) -> Timeline | None:
    """Return a year's months, all twelve, so that the plots of years stand in line."""
    found = timeline((article.published for article in group), wording)
    year = group[0].published
    if found is None or year is None:
        return None
    counts = dict(zip(found.names, found.counts, strict=True))
    names = tuple(month_in_short(wording, year.year, number) for number in range(1, 13))
    numbers = tuple(counts.get(name, 0) for name in names)
    return Timeline(unit="month", names=names, counts=numbers, wording=wording)


def _by_year(newest: Iterable[Article]) -> list[tuple[str, tuple[Article, ...]]]:
    groups = groupby(newest, lambda one: f"{one.published.year:04d}" if one.published else UNDATED)
    return [(year, tuple(group)) for year, group in groups]


def _by_month(newest: Iterable[Article]) -> list[tuple[Article, ...]]:
    groups = groupby(newest, lambda one: (one.published.year, one.published.month) if one.published else None)
    return [tuple(group) for _, group in groups]


def _year_title(year: str, wording: Wording) -> str:
    return wording.text("undated_title") if year == UNDATED else year.lstrip("0")


def _month_slug(article: Article) -> str:
    return _month_of(article.published) if article.published else UNDATED


def _month_of(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"
