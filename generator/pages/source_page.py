"""The page that accounts for what the site was made from; there only if the editor wants it.

Why an input met its fate is told as the command line tells it, in English.
"""

import re
from collections.abc import Iterator

from generator.model import Account, Fate
from generator.pages.cards import DOT, Desk, shown_title
from generator.pages.filters import Markdown, escape, link, url
from generator.pages.page_head import plain_head
from generator.pages.saying import say, spoken
from generator.pages.site import Shelf
from generator.pages.views import Input, Inputs, SourcesView
from generator.wording import ENGLISH, Wording, base_of

FOLDER = "sources/"
_GROUPS = {
    Fate.USED: "used",
    Fate.MERGED: "told_together",
    Fate.DUPLICATE: "duplicates",
    Fate.REJECTED: "not_readable",
}
"""The words over the inputs of each fate."""
_DATE_FROM = {
    "its header": "date_in_header",
    "its file's name": "date_in_name",
    "its text or metadata": "date_in_text",
}
_ASKED = re.compile(r"(alive|moved|dead|no answer) on ([0-9-]+)(.*)", re.DOTALL)
_HEALTH = {"alive": "link_alive", "moved": "link_moved", "dead": "link_dead", "no answer": "link_silent"}


def sources_view(shelf: Shelf) -> SourcesView:
    """Return what stands on the page: every public input by what became of it."""
    accounts, wording = shelf.site.accounts, shelf.site.wording
    counts = {fate: sum(one.fate is fate for one in accounts) for fate in _GROUPS}
    told = ", ".join(wording.text(f"inputs_{fate}", count) for fate, count in counts.items() if count)
    named = wording.text("sources")
    return SourcesView(
        head=plain_head(shelf, named, wording.text("sources_described"), FOLDER),
        title=spoken(named),
        count=say(wording, "inputs_told", len(accounts), fates=told) if told else say(wording, "none_yet"),
        groups=tuple(_groups(shelf)),
    )


def _groups(shelf: Shelf) -> Iterator[Inputs]:
    desk = Desk(shelf=shelf, base="../")
    for fate, name in _GROUPS.items():
        entries = tuple(_entry(desk, one) for one in shelf.site.accounts if one.fate is fate)
        if entries:
            yield Inputs(name=say(desk.wording, name), entries=entries)


def _entry(desk: Desk, account: Account) -> Input:
    shown = account.fate in {Fate.USED, Fate.MERGED}
    named = shown_title(desk.shelf.article(account.id)) if shown else account.source
    return Input(
        name=escape(named),
        href=desk.article_href(account.id) if shown else Markdown(""),
        facts=Markdown(DOT.join(_facts(desk.wording, account))),
        original=_original(desk.wording, account),
    )


def _facts(wording: Wording, account: Account) -> Iterator[Markdown]:
    if account.date:
        found = _DATE_FROM.get(account.date_from)
        how = say(wording, found) if found else _english(wording, account.date_from)
        yield Markdown(f"{escape(account.date)} ({how})" if how else escape(account.date))
    elif account.date_from:
        yield say(wording, "date_not_found")
    if account.format:
        comma = ", " if account.method else ""
        yield Markdown(f"{escape(account.format)}{comma}{_english(wording, account.method)}")
    if account.language:
        yield escape(account.language)
    if account.words:
        yield say(wording, "count_words", account.words)
    if account.why:
        yield _english(wording, account.why)


def _english(wording: Wording, text: str) -> Markdown:
    """Return what the program tells in English everywhere, marked as such on a site in another language."""
    said = escape(text)
    is_ours = base_of(wording.language) == ENGLISH or not said
    return said if is_ours else Markdown(f'<span lang="{ENGLISH}">{said}</span>')


def _original(wording: Wording, account: Account) -> Markdown:
    """Return a link to the original and whether it is still there."""
    there = url(account.url)
    if not there:
        return Markdown("")
    return Markdown(f"{link(say(wording, 'original'), there)} {_health(wording, account.link)}")


def _health(wording: Wording, told: str) -> Markdown:
    asked = _ASKED.fullmatch(told)
    if not asked:
        return say(wording, "not_asked")
    health, day, why = asked.groups()
    return Markdown(f"{say(wording, _HEALTH[health], date=day)}{_english(wording, why)}")
