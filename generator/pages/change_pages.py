"""What changed on the site, week by week, and the feed of it."""

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from generator.history import TOPIC_KINDS, Change, Difference, Fate, Kind, Piece, Remembered, week_of
from generator.pages.addresses import absolute, lasting
from generator.pages.cards import Desk, byline, shown_title
from generator.pages.dates import day, week
from generator.pages.feeds import Entry, Feed, plain
from generator.pages.filters import Markdown, escape, escape_piece, link, path
from generator.pages.page_head import plain_head
from generator.pages.saying import named, say, spoken, spoken_line
from generator.pages.site import Shelf
from generator.pages.views import Changed, ChangedText, Changes, Period, WeekView
from generator.wording import Wording

FOLDER = "changes/"
_LISTED = 200
"""So many changes of one sort are listed on the page of a week; the others are counted."""
_DAYS = 30
"""So many days stand in the feed at most."""
_GROUPS = (
    (Kind.BEGUN, "record_begins"),
    (Kind.NEW, "new_articles"),
    (Kind.REVISED, "revised"),
    (Kind.MOVED, "moved"),
    (Kind.WITHDRAWN, "withdrawn"),
    (Kind.TOPIC_NEW, "new_topics"),
    (Kind.TOPIC_RENAMED, "renamed_topics"),
    (Kind.TOPIC_MERGED, "merged_topics"),
    (Kind.TOPIC_GONE, "dropped_topics"),
)
"""The sorts of changes in the order in which they are listed, and the words over each."""
_MARKS = {Piece.GONE: "del", Piece.ADDED: "ins"}


def change_views(shelf: Shelf) -> Iterator[tuple[str, WeekView]]:
    """Yield the name and the view of every page of changes: the newest week with a list of all, then each."""
    weeks = [(name, tuple(found)) for name, found in groupby(shelf.site.history.changes, _week)]
    weeks.reverse()
    yield "index", _index(shelf, weeks)
    for name, changes in weeks:
        yield (
            name,
            _view(shelf, changes, title=week(shelf.site.wording, changes[0].day), where=f"{FOLDER}{name}/"),
        )


def change_feed(shelf: Shelf) -> Feed | None:
    """Return the feed of changes, an entry a day, or None without the site's address or any dated change."""
    settings, wording = shelf.site.settings, shelf.site.wording
    if not has_change_feed(shelf):
        return None
    days = [(when, tuple(found)) for when, found in groupby(shelf.site.history.changes, lambda one: one.day)]
    return Feed(
        id=lasting(settings, FOLDER),
        folder=FOLDER,
        base=absolute(settings, FOLDER),
        site=settings.title,
        title=f"{wording.text('changes')} – {settings.title}",
        subtitle=wording.text("changes_feed_described"),
        language=shelf.site.wording.language,
        entries=tuple(_entry(shelf, when, found) for when, found in reversed(days[-_DAYS:]) if when),
    )


def has_change_feed(shelf: Shelf) -> bool:
    """Return whether there is a feed of changes."""
    changes = shelf.site.history.changes
    return bool(shelf.site.settings.url and changes and changes[-1].day)


def _week(change: Change) -> str:
    return week_of(change.day)


def _index(shelf: Shelf, weeks: Sequence[tuple[str, tuple[Change, ...]]]) -> WeekView:
    newest, wording = weeks[0][1] if weeks else (), shelf.site.wording
    return _view(
        shelf,
        newest,
        title=wording.text("changes"),
        where=FOLDER,
        week_=week(wording, newest[0].day) if newest else wording.text("nothing_remembered"),
        weeks=tuple(_period(wording, name, changes) for name, changes in weeks),
    )


def _view(  # noqa: PLR0913 - all but two are named
    shelf: Shelf,
    changes: Iterable[Change],
    *,
    title: str,
    where: str,
    week_: str = "",
    weeks: tuple[Period, ...] = (),
) -> WeekView:
    is_first, text = where == FOLDER, shelf.site.wording.text
    named = title if is_first else text("changes_of_week", week=title)
    return WeekView(
        head=plain_head(shelf, named, text("changes_described"), where),
        title=spoken(title),
        trail=not is_first,
        week=spoken_line(week_),
        groups=tuple(_groups(shelf, changes)),
        weeks=weeks[1:] if is_first else weeks,
        feeds=has_change_feed(shelf) and is_first,
    )


def _period(wording: Wording, name: str, changes: Sequence[Change]) -> Period:
    return Period(
        name=spoken(week(wording, changes[0].day)),
        href=path(f"{name}.md"),
        count=say(wording, "count_changes", len(changes)),
        plot=Markdown(""),
    )


def _groups(shelf: Shelf, changes: Iterable[Change]) -> Iterator[Changes]:
    desk = Desk(shelf=shelf, base="../")
    remembered = {one.id: one for one in shelf.site.history.articles}
    found = list(changes)
    for kind, name in _GROUPS:
        of_kind = [change for change in found if change.kind is kind]
        if of_kind:
            more = len(of_kind) - _LISTED
            yield Changes(
                name=say(desk.wording, name),
                entries=tuple(_changed(desk, change, remembered) for change in of_kind[:_LISTED]),
                more=say(desk.wording, "and_more", more) if more > 0 else "",
            )


def _changed(desk: Desk, change: Change, remembered: dict[str, Remembered]) -> Changed:
    if change.kind is Kind.BEGUN:
        return _begun(desk.wording, change)
    return _topic(desk, change) if change.kind in TOPIC_KINDS else _article(desk, change, remembered)


def _begun(wording: Wording, change: Change) -> Changed:
    said = say(wording, "begun_with", change.count)
    return Changed(name=spoken(day(wording, change.day)), href=Markdown(""), byline=said)


def _article(desk: Desk, change: Change, remembered: dict[str, Remembered]) -> Changed:
    if change.id not in desk.shelf.site.corpus.analyses:
        name, byline_ = _gone_name(desk.wording, change, remembered), _whither(desk, change)
        return Changed(name=escape(name), href=Markdown(""), byline=byline_)
    article = desk.shelf.article(change.id)
    was = say(desk.wording, "title_before", title=change.was) if change.was else Markdown("")
    difference = change.difference or Difference()
    return Changed(
        name=escape(shown_title(article)),
        href=desk.article_href(change.id),
        byline=was or byline(desk.wording, article),
        paragraphs=tuple(tuple(map(_piece, paragraph)) for paragraph in difference.paragraphs),
        more=_more(desk.wording, difference),
    )


def _more(wording: Wording, difference: Difference) -> str:
    name = "paragraphs_changed_too" if difference.paragraphs else "paragraphs_changed"
    return say(wording, name, difference.more) if difference.more else ""


def _gone_name(wording: Wording, change: Change, remembered: dict[str, Remembered]) -> str:
    """Return the title of an article that has no page: nothing unless its source was simply removed."""
    one = remembered.get(change.id)
    is_told = one is not None and one.state in {Fate.WITHDRAWN, Fate.MOVED}
    return (one.title if one and is_told else "") or wording.text("article_unnamed")


def _whither(desk: Desk, change: Change) -> Markdown:
    if change.into not in desk.shelf.site.corpus.analyses:
        return Markdown("")
    title = named(desk.wording, shown_title(desk.shelf.article(change.into)))
    return say(desk.wording, "is_now", name=link(title, desk.article_href(change.into)))


def _piece(piece: tuple[Piece, str]) -> ChangedText:
    what, text = piece
    said = Markdown(" … ") if what is Piece.SKIPPED else escape_piece(text)
    return ChangedText(mark=_MARKS.get(what, ""), text=said)


def _topic(desk: Desk, change: Change) -> Changed:
    topics, wording = desk.shelf.topics, desk.wording
    into = topics.get(change.into)
    told = say(wording, "name_before", name=change.was) if change.was else Markdown("")
    if into:
        told = say(wording, "is_now", name=link(named(wording, into.name), desk.topic_href(into.id)))
    return Changed(
        name=escape(change.name or wording.text("topic_unnamed")),
        href=desk.topic_href(change.id) if change.id in topics else Markdown(""),
        byline=told,
    )


def _entry(shelf: Shelf, when: date, changes: Sequence[Change]) -> Entry:
    settings, wording = shelf.site.settings, shelf.site.wording
    counted = wording.text("changes_of_day", day=day(wording, when), changes=_counted(wording, changes))
    here = f"{FOLDER}{week_of(when)}/"
    return Entry(
        id=lasting(settings, f"{here}#{when.isoformat()}"),
        url=absolute(settings, here),
        title=counted,
        published=when,
        content=_content(shelf, changes),
        authors=(),
        original="",
        topics=(),
        language=shelf.site.wording.language,
    )


def _counted(wording: Wording, changes: Sequence[Change]) -> str:
    """Return what changed, counted, in words: `2 new articles and 1 new topic`."""
    counts = {kind: sum(change.kind is kind for change in changes) for kind, _ in _GROUPS}
    return wording.listed([wording.text(_COUNTED[kind], count) for kind, count in counts.items() if count])


_COUNTED: Mapping[Kind, str] = {
    Kind.BEGUN: "count_begun",
    Kind.NEW: "count_new",
    Kind.REVISED: "count_revised",
    Kind.MOVED: "count_moved",
    Kind.WITHDRAWN: "count_withdrawn",
    Kind.TOPIC_NEW: "count_new_topics",
    Kind.TOPIC_RENAMED: "count_renamed_topics",
    Kind.TOPIC_MERGED: "count_merged_topics",
    Kind.TOPIC_GONE: "count_dropped_topics",
}


def _content(shelf: Shelf, changes: Sequence[Change]) -> str:
    """Return the changes as HTML: under the name of each sort, the titles, those with a page as links."""
    remembered = {one.id: one for one in shelf.site.history.articles}
    parts = []
    for kind, name in _GROUPS:
        of_kind = [change for change in changes if change.kind is kind]
        if of_kind:
            items = "".join(f"<li>{_item(shelf, one, remembered)}</li>" for one in of_kind[:_LISTED])
            parts.append(f"<p>{html.escape(shelf.site.wording.text(name))}</p><ul>{items}</ul>")
    return "".join(parts)


def _item(shelf: Shelf, change: Change, remembered: dict[str, Remembered]) -> str:
    wording = shelf.site.wording
    if change.kind is Kind.BEGUN:
        return html.escape(wording.text("count_articles", change.count))
    if change.kind in TOPIC_KINDS:
        name = change.name or wording.text("topic_unnamed")
        where = f"topics/{change.id}/" if change.id in shelf.topics else ""
    elif change.id in shelf.site.corpus.analyses:
        name, where = shown_title(shelf.article(change.id)), f"articles/{change.id}/"
    else:
        name, where = _gone_name(wording, change, remembered), ""
    said = html.escape(plain(name))
    target = html.escape(absolute(shelf.site.settings, where)) if where else ""
    return f'<a href="{target}">{said}</a>' if target else said
