"""What changed on the site, week by week, and the feed of it."""

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from generator.history import TOPIC_KINDS, UNDATED, Change, Difference, Fate, Kind, Piece, Remembered, week_of
from generator.pages.addresses import absolute, lasting
from generator.pages.cards import Desk, articles, byline, in_words, shown_title
from generator.pages.dates import day
from generator.pages.feeds import Entry, Feed, plain
from generator.pages.filters import Markdown, escape, escape_piece, link, path
from generator.pages.page_head import plain_head
from generator.pages.site import Shelf
from generator.pages.views import Changed, ChangedText, Changes, Period, WeekView
from generator.text import fold, plural

FOLDER = "changes/"
_LISTED = 200
"""So many changes of one sort are listed on the page of a week; the others are counted."""
_DAYS = 30
"""So many days stand in the feed at most."""
_GROUPS = (
    (Kind.BEGUN, "The record begins"),
    (Kind.NEW, "New articles"),
    (Kind.REVISED, "Revised"),
    (Kind.MOVED, "Moved"),
    (Kind.WITHDRAWN, "Withdrawn"),
    (Kind.TOPIC_NEW, "New topics"),
    (Kind.TOPIC_RENAMED, "Renamed topics"),
    (Kind.TOPIC_MERGED, "Merged topics"),
    (Kind.TOPIC_GONE, "Topics not kept any more"),
)
_MARKS = {Piece.GONE: "del", Piece.ADDED: "ins"}
_UNNAMED = "An article that is not shown any more"
_UNNAMED_TOPIC = "A topic that is not shown any more"


def change_views(shelf: Shelf) -> Iterator[tuple[str, WeekView]]:
    """Yield the name and the view of every page of changes: the newest week with a list of all, then each."""
    weeks = [(name, tuple(found)) for name, found in groupby(shelf.site.history.changes, _week)]
    weeks.reverse()
    yield "index", _index(shelf, weeks)
    for name, changes in weeks:
        yield name, _view(shelf, changes, title=_week_title(changes[0].day), where=f"{FOLDER}{name}/")


def change_feed(shelf: Shelf) -> Feed | None:
    """Return the feed of changes, an entry a day, or None without the site's address or any dated change."""
    settings = shelf.site.settings
    if not has_change_feed(shelf):
        return None
    days = [(when, tuple(found)) for when, found in groupby(shelf.site.history.changes, lambda one: one.day)]
    return Feed(
        id=lasting(settings, FOLDER),
        folder=FOLDER,
        base=absolute(settings, FOLDER),
        site=settings.title,
        title=f"Changes – {settings.title}",
        subtitle="New, revised and withdrawn articles, and topics.",
        language=settings.language or "en",
        entries=tuple(_entry(shelf, when, found) for when, found in reversed(days[-_DAYS:]) if when),
    )


def has_change_feed(shelf: Shelf) -> bool:
    """Return whether there is a feed of changes."""
    changes = shelf.site.history.changes
    return bool(shelf.site.settings.url and changes and changes[-1].day)


def _week(change: Change) -> str:
    return week_of(change.day)


def _index(shelf: Shelf, weeks: Sequence[tuple[str, tuple[Change, ...]]]) -> WeekView:
    newest = weeks[0][1] if weeks else ()
    return _view(
        shelf,
        newest,
        title="Changes",
        where=FOLDER,
        week=_week_title(newest[0].day) if newest else "Nothing is remembered yet.",
        weeks=tuple(_period(name, changes) for name, changes in weeks),
    )


def _view(  # noqa: PLR0913 - all but two are named
    shelf: Shelf,
    changes: Iterable[Change],
    *,
    title: str,
    where: str,
    week: str = "",
    weeks: tuple[Period, ...] = (),
) -> WeekView:
    is_first = where == FOLDER
    return WeekView(
        head=plain_head(
            shelf, title if is_first else f"Changes, {title}", "What changed on this site.", where
        ),
        title=escape(title),
        trail=not is_first,
        week=escape(week),
        groups=tuple(_groups(shelf, changes)),
        weeks=weeks[1:] if is_first else weeks,
        feeds=has_change_feed(shelf) and is_first,
    )


def _period(name: str, changes: Sequence[Change]) -> Period:
    count = plural(len(changes), "change")
    return Period(
        name=escape(_week_title(changes[0].day)), href=path(f"{name}.md"), count=count, plot=Markdown("")
    )


def _week_title(when: date | None) -> str:
    """Return the days of a week, in words: `16–22 March 2026`."""
    if when is None:
        return UNDATED.capitalize()
    first = when - timedelta(days=when.weekday())
    last = first + timedelta(days=6)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first) if first.year != last.year else day(first).rpartition(' ')[0]} – {day(last)}"


def _groups(shelf: Shelf, changes: Iterable[Change]) -> Iterator[Changes]:
    desk = Desk(shelf=shelf, base="../")
    remembered = {one.id: one for one in shelf.site.history.articles}
    found = list(changes)
    for kind, name in _GROUPS:
        of_kind = [change for change in found if change.kind is kind]
        if of_kind:
            more = len(of_kind) - _LISTED
            yield Changes(
                name=escape(name),
                entries=tuple(_changed(desk, change, remembered) for change in of_kind[:_LISTED]),
                more=f"And {more:,} more." if more > 0 else "",
            )


def _changed(desk: Desk, change: Change, remembered: dict[str, Remembered]) -> Changed:
    if change.kind is Kind.BEGUN:
        return _begun(change)
    return _topic(desk, change) if change.kind in TOPIC_KINDS else _article(desk, change, remembered)


def _begun(change: Change) -> Changed:
    said = f"With {articles(change.count)}; what came and went before is not known."
    return Changed(name=escape(day(change.day)), href=Markdown(""), byline=escape(said))


def _article(desk: Desk, change: Change, remembered: dict[str, Remembered]) -> Changed:
    if change.id not in desk.shelf.site.corpus.analyses:
        name, byline_ = _gone_name(change, remembered), _whither(desk, change)
        return Changed(name=escape(name), href=Markdown(""), byline=byline_)
    article = desk.shelf.article(change.id)
    was = f"Before: “{change.was}”" if change.was else ""
    difference = change.difference or Difference()
    return Changed(
        name=escape(shown_title(article)),
        href=desk.article_href(change.id),
        byline=escape(was) or byline(article),
        paragraphs=tuple(tuple(map(_piece, paragraph)) for paragraph in difference.paragraphs),
        more=_more(difference),
    )


def _more(difference: Difference) -> str:
    other = "other " if difference.paragraphs else ""
    return plural(difference.more, f"{other}paragraph") + " changed" if difference.more else ""


def _gone_name(change: Change, remembered: dict[str, Remembered]) -> str:
    """Return the title of an article that has no page: nothing unless its source was simply removed."""
    one = remembered.get(change.id)
    is_told = one is not None and one.state in {Fate.WITHDRAWN, Fate.MOVED}
    return (one.title if one and is_told else "") or _UNNAMED


def _whither(desk: Desk, change: Change) -> Markdown:
    if change.into not in desk.shelf.site.corpus.analyses:
        return Markdown("")
    title = escape(shown_title(desk.shelf.article(change.into)))
    return Markdown(f"Now {link(title, desk.article_href(change.into))}")


def _piece(piece: tuple[Piece, str]) -> ChangedText:
    what, text = piece
    said = Markdown(" … ") if what is Piece.SKIPPED else escape_piece(text)
    return ChangedText(mark=_MARKS.get(what, ""), text=said)


def _topic(desk: Desk, change: Change) -> Changed:
    topics = desk.shelf.topics
    into = topics.get(change.into)
    said = f"Before: {change.was}" if change.was else ""
    return Changed(
        name=escape(change.name or _UNNAMED_TOPIC),
        href=desk.topic_href(change.id) if change.id in topics else Markdown(""),
        byline=Markdown(f"Now {link(escape(into.name), desk.topic_href(into.id))}") if into else escape(said),
    )


def _entry(shelf: Shelf, when: date, changes: Sequence[Change]) -> Entry:
    settings = shelf.site.settings
    here = f"{FOLDER}{week_of(when)}/"
    return Entry(
        id=lasting(settings, f"{here}#{when.isoformat()}"),
        url=absolute(settings, here),
        title=plain(f"{day(when)}: {_counted(changes)}"),
        published=when,
        content=_content(shelf, changes),
        authors=(),
        original="",
        topics=(),
        language=settings.language or "en",
    )


def _counted(changes: Sequence[Change]) -> str:
    """Return what changed, counted, in words: `2 new articles and 1 new topic`."""
    parts = []
    for kind, _ in _GROUPS:
        count = sum(change.kind is kind for change in changes)
        if count:
            parts.append(_COUNTED[kind](count))
    return fold(str(in_words(parts, Markdown)))


_COUNTED: dict[Kind, Callable[[int], str]] = {
    Kind.BEGUN: lambda _: "the record begins",
    Kind.NEW: lambda count: plural(count, "new article"),
    Kind.REVISED: lambda count: f"{count:,} revised",
    Kind.MOVED: lambda count: f"{count:,} moved",
    Kind.WITHDRAWN: lambda count: f"{count:,} withdrawn",
    Kind.TOPIC_NEW: lambda count: plural(count, "new topic"),
    Kind.TOPIC_RENAMED: lambda count: plural(count, "renamed topic"),
    Kind.TOPIC_MERGED: lambda count: plural(count, "merged topic"),
    Kind.TOPIC_GONE: lambda count: f"{plural(count, 'topic')} less",
}


def _content(shelf: Shelf, changes: Sequence[Change]) -> str:
    """Return the changes as HTML: under the name of each sort, the titles, those with a page as links."""
    remembered = {one.id: one for one in shelf.site.history.articles}
    parts = []
    for kind, name in _GROUPS:
        of_kind = [change for change in changes if change.kind is kind]
        if of_kind:
            items = "".join(f"<li>{_item(shelf, one, remembered)}</li>" for one in of_kind[:_LISTED])
            parts.append(f"<p>{html.escape(name)}</p><ul>{items}</ul>")
    return "".join(parts)


def _item(shelf: Shelf, change: Change, remembered: dict[str, Remembered]) -> str:
    if change.kind is Kind.BEGUN:
        return html.escape(articles(change.count))
    if change.kind in TOPIC_KINDS:
        name, where = (
            change.name or _UNNAMED_TOPIC,
            f"topics/{change.id}/" if change.id in shelf.topics else "",
        )
    elif change.id in shelf.site.corpus.analyses:
        name, where = shown_title(shelf.article(change.id)), f"articles/{change.id}/"
    else:
        name, where = _gone_name(change, remembered), ""
    said = html.escape(plain(name))
    target = html.escape(absolute(shelf.site.settings, where)) if where else ""
    return f'<a href="{target}">{said}</a>' if target else said
