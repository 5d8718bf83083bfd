"""Dates as a reader likes them: `6 February 2025`, `Feb 2025`, `undated`."""

from datetime import date

from generator.pages.filters import Markdown

MONTHS = "January February March April May June July August September October November December".split()
UNDATED = "undated"


def day(published: date | None) -> str:
    """Return `6 February 2025`, or `undated`."""
    if published is None:
        return UNDATED
    return f"{published.day} {MONTHS[published.month - 1]} {published.year}"


def short_month(published: date | None) -> str:
    """Return `Feb 2025`, or `undated`."""
    return f"{MONTHS[published.month - 1][:3]} {published.year}" if published else UNDATED


def timed(published: date | None, words: str) -> Markdown:
    """Return the words of a date as a `time` element, or as they are where there is no date."""
    if published is None:
        return Markdown(words)
    return Markdown(f'<time datetime="{published.isoformat()}">{words}</time>')
