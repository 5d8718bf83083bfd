"""The site's own words on a page: escaped as any text is, their no-break spaces kept."""

import html
import json
import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial, reduce
from string import Formatter

from generator.pages.filters import Markdown, escape, escape_piece, guarded, isolated
from generator.wording import Wording

_KEPT = re.compile("([\u00a0\u202f]+)")
"""Spaces that are no white space to fold."""
_MARKED = re.compile(r"\[\[ (\w+) \]\]")
_SCRIPTED = tuple(
    "search close_search topic year kind order any_topic any_year any_kind best_first newest_first_order "
    "kind_article kind_concept kind_organisation kind_page kind_person kind_place kind_product "
    "one_concept one_organisation one_person one_place one_product "
    "pages_found pages_found_first all_pages show_more nothing_found nothing_fits nothing_fits_query "
    "without_filters try_others link_topics link_articles no_index link_to_paragraph copy_link "
    "first_of_month date_short".split()
)
"""The words that scripts speak."""
_REMEMBERED = 1 << 13


def say(wording: Wording, name: str, /, count: int | None = None, **slots: object) -> Markdown:
    """Return the words of a name as Markdown; what goes into their slots is escaped unless it is Markdown.

    One full stop is enough where what fills a slot ends with one (`D.C.`), and the sentence with it.
    """
    if count is None and not slots:
        return spoken_line(wording.form(name))
    given = slots if count is None else {**slots, "count": wording.number(count)}
    way = wording.direction
    whole = ""
    for said, slot in _pieces(wording.form(name, count)):
        whole += said[1:] if said.startswith(".") and whole.endswith(".") else said
        whole += _shown(given[slot], way) if slot else ""
    return guarded(whole)


def label(wording: Wording, name: str, /, count: int | None = None, **slots: object) -> Markdown:
    """Return the words of a name for the value of an HTML attribute between double quotes."""
    return quoted(wording.text(name, count, **slots))


def quoted(text: str) -> Markdown:
    """Return a text of ours for the value of an HTML attribute between double quotes."""
    return Markdown(_words(text).replace('"', "&quot;").replace("'", "&#39;"))


@lru_cache(_REMEMBERED)
def spoken(text: str) -> Markdown:
    """Return a text of ours, a date perhaps, as Markdown; it must not begin a line."""
    return Markdown(_words(text))


@lru_cache(_REMEMBERED)
def spoken_line(text: str) -> Markdown:
    """Return the same, to begin a line."""
    return guarded(spoken(text))


def in_theme(wording: Wording, template: bytes) -> bytes:
    """Return a template of the theme with the words of the site in it."""
    slots = {"key": "<kbd>/</kbd>"}
    texts = {"language": wording.language, "direction": wording.direction}

    def said(found: re.Match[str]) -> str:
        name = found[1]
        if name not in wording.texts:
            return texts.get(name, found[0])
        return html.escape(wording.form(name), quote=False).format_map(slots)

    return _MARKED.sub(said, template.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def script_words(wording: Wording) -> bytes:
    """Return the line of a script that tells the words of all scripts."""
    told = {
        "language": wording.language,
        "thousands": wording.form("thousands"),
        "months": wording.months_short,
        "words": {name: wording.texts[name] for name in _SCRIPTED},
    }
    return f"globalThis.digestWords = {json.dumps(told, ensure_ascii=False)};\n".encode()


def named(wording: Wording, name: str) -> Markdown:
    """Return a name as Markdown, for a line of the site's language."""
    return isolated(escape(name), name, wording.direction)


def in_words(
    wording: Wording, names: Iterable[str], show: Callable[[str], Markdown] | None = None
) -> Markdown:
    """Return `A`, `A and B`, `A, B and C`."""
    show = show or partial(named, wording)
    *most, last = [show(name) for name in names] or [Markdown("")]
    if not most:
        return last
    rest = reduce(lambda said, one: say(wording, "list_more", rest=said, next=one), most)
    return say(wording, "list_last", rest=rest, last=last)


def _shown(value: object, direction: str) -> str:
    return value if isinstance(value, Markdown) else isolated(_words(str(value)), str(value), direction)


@lru_cache(_REMEMBERED)
def _pieces(form: str) -> tuple[tuple[str, str], ...]:
    """Return what is said, escaped, each time with the slot that follows it, if one does."""
    return tuple((_words(said), slot or "") for said, slot, _, _ in Formatter().parse(form))


def _words(text: str) -> str:
    return "".join(
        part if part[0] in "\u00a0\u202f" else escape_piece(part) for part in _KEPT.split(text) if part
    )
