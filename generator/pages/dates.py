"""Dates as a reader likes them, in the language of the site: `6 February 2025`, `Feb 2025`, `undated`."""

from datetime import date, timedelta
from typing import Any

from generator.pages.filters import Markdown
from generator.pages.saying import spoken
from generator.wording import Wording


def day(wording: Wording, published: date | None) -> str:
    """Return `6 February 2025`, or `undated`."""
    return wording.text("date", **_parts(wording, published)) if published else wording.text("undated")


def month(wording: Wording, published: date | None) -> str:
    """Return `February 2025`, or `Undated`, as a title has it."""
    if published is None:
        return wording.text("undated_title")
    said = wording.text("month_of_year", **_parts(wording, published))
    return said[:1].upper() + said[1:]


def short_month(wording: Wording, published: date | None) -> str:
    """Return `Feb 2025`, or `undated`."""
    return month_in_short(wording, published.year, published.month) if published else wording.text("undated")


def month_in_short(wording: Wording, year: int, number: int) -> str:
    """Return `Feb 2025`."""
    return wording.text("month_short", month=wording.months_short[number - 1], year=year)


def week(wording: Wording, when: date | None) -> str:
    """Return the days of a day's week, in words: `16–22 March 2026`."""
    if when is None:
        return wording.text("undated_title")
    first = when - timedelta(days=when.weekday())
    last = first + timedelta(days=6)
    if (first.year, first.month) == (last.year, last.month):
        parts = _parts(wording, last)
        return wording.text(
            "days_of_month", **{**parts, "first": _of_month(wording, first), "last": parts["day"]}
        )
    begins = "date" if first.year != last.year else "date_of_year"
    said = wording.text(begins, **_parts(wording, first))
    return wording.text("span", first=said, last=day(wording, last))


def timed(published: date | None, words: str) -> Markdown:
    """Return the words of a date as a `time` element, or as they are where there is no date."""
    if published is None:
        return spoken(words)
    return Markdown(f'<time datetime="{published.isoformat()}">{spoken(words)}</time>')


def _parts(wording: Wording, published: date) -> dict[str, Any]:
    return {
        "day": _of_month(wording, published),
        "month": wording.months[published.month - 1],
        "year": str(published.year),
    }


def _of_month(wording: Wording, published: date) -> str:
    """Return the number of a day in its month; a language may write the first in a way of its own."""
    return wording.text("first_of_month") if published.day == 1 else str(published.day)
