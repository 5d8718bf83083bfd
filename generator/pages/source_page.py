"""The page that accounts for what the site was made from; there only if the editor wants it."""

from collections.abc import Iterator

from generator.model import Account, Fate
from generator.pages.cards import Desk, shown_title
from generator.pages.filters import Markdown, escape, link, url
from generator.pages.page_head import plain_head
from generator.pages.site import Shelf
from generator.pages.views import Input, Inputs, SourcesView
from generator.text import plural

FOLDER = "sources/"
_GROUPS = {
    Fate.USED: "Used",
    Fate.MERGED: "Told together with another",
    Fate.DUPLICATE: "Left out as duplicates",
    Fate.REJECTED: "Not readable",
}


def sources_view(shelf: Shelf) -> SourcesView:
    """Return what stands on the page: every public input by what became of it."""
    accounts = shelf.site.accounts
    counts = {fate: sum(one.fate is fate for one in accounts) for fate in _GROUPS}
    told = ", ".join(f"{count:,} {fate}" for fate, count in counts.items() if count)
    return SourcesView(
        head=plain_head(shelf, "Sources", "What this site was made from.", FOLDER),
        title=escape("Sources"),
        count=escape(f"{plural(len(accounts), 'input')}: {told}." if told else "None yet."),
        groups=tuple(_groups(shelf)),
    )


def _groups(shelf: Shelf) -> Iterator[Inputs]:
    desk = Desk(shelf=shelf, base="../")
    for fate, name in _GROUPS.items():
        entries = tuple(_entry(desk, one) for one in shelf.site.accounts if one.fate is fate)
        if entries:
            yield Inputs(name=escape(name), entries=entries)


def _entry(desk: Desk, account: Account) -> Input:
    shown = account.fate in {Fate.USED, Fate.MERGED}
    named = shown_title(desk.shelf.article(account.id)) if shown else account.source
    return Input(
        name=escape(named),
        href=desk.article_href(account.id) if shown else Markdown(""),
        facts=escape(" · ".join(_facts(account))),
        original=_original(account),
    )


def _facts(account: Account) -> Iterator[str]:
    if account.date_from:
        yield f"{account.date} ({account.date_from})" if account.date else "date not found"
    if account.format:
        yield f"{account.format}{', ' if account.method else ''}{account.method}"
    if account.language:
        yield account.language
    if account.words:
        yield plural(account.words, "word")
    if account.why:
        yield account.why


def _original(account: Account) -> Markdown:
    """Return a link to the original and whether it is still there."""
    there = url(account.url)
    if not there:
        return Markdown("")
    return Markdown(f"{link(escape('original'), there)} {escape(account.link)}")
