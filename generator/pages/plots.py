"""Small plots, drawn when the pages are made: how many articles there were, and when."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from generator.pages.dates import MONTHS
from generator.pages.filters import Markdown, attr
from generator.text import plural

_MONTHS_SHOWN = 60
_BAR, _GAP, _HEIGHT = 4, 1, 20


class Timeline(Struct, frozen=True, kw_only=True):
    """How many articles fall into each of a run of months or years."""

    unit: str
    """`month` or `year`."""
    names: tuple[str, ...]
    counts: tuple[int, ...]

    def span(self) -> str:
        """Return the first and the last period, or the only one."""
        first, last = self.names[0], self.names[-1]
        return first if first == last else f"{first} – {last}"

    def words(self) -> str:
        """Return what the timeline shows in one line."""
        if len(self.names) == 1:
            return f"{plural(self.counts[0], 'article')} in {self.names[0]}"
        most = max(self.counts)
        peak = self.names[self.counts.index(most)]
        if sum(self.counts) == 1:
            return f"1 article from {self.names[0]} to {self.names[-1]}, in {peak}"
        height = f"the most in {peak}: {most:,}" if most > 1 else f"never more than one a {self.unit}"
        return f"Articles a {self.unit} from {self.names[0]} to {self.names[-1]}; {height}"


def timeline(dates: Iterable[date | None]) -> Timeline | None:
    """Return the months or, over more than five years, the years of the dates; None if there is no date."""
    known = sorted(published for published in dates if published)
    if not known:
        return None
    months = Counter(published.year * 12 + published.month - 1 for published in known)
    first, last = min(months), max(months)
    if last - first < _MONTHS_SHOWN:
        run = range(first, last + 1)
        names = tuple(f"{MONTHS[month % 12][:3]} {month // 12}" for month in run)
        return Timeline(unit="month", names=names, counts=tuple(months[month] for month in run))
    years = Counter(published.year for published in known)
    run = range(first // 12, last // 12 + 1)
    return Timeline(unit="year", names=tuple(map(str, run)), counts=tuple(years[year] for year in run))


def spark(line: Timeline | None) -> Markdown:
    """Return a plot as high as a line of text, or nothing where there are not two periods to compare."""
    if line is None or len(line.counts) < 2:  # noqa: PLR2004 (two periods make a comparison)
        return Markdown("")
    width = len(line.counts) * (_BAR + _GAP) - _GAP
    return Markdown(
        f'<svg class="dp-spark" role="img" aria-label="{attr(line.words())}" width="{width}" '
        f'height="{_HEIGHT}" viewBox="0 0 {width} {_HEIGHT}"><path d="{_bars(line.counts)}"/></svg>'
    )


def wide_plot(line: Timeline | None) -> Markdown:
    """Return a plot as wide as its column, with its first and last period named, or nothing."""
    if line is None or len(line.counts) < 2:  # noqa: PLR2004 (as above)
        return Markdown("")
    width = len(line.counts) * (_BAR + _GAP) - _GAP
    return Markdown(
        f'<div class="dp-plot"><svg role="img" aria-label="{attr(line.words())}" '
        f'viewBox="0 0 {width} {_HEIGHT}" preserveAspectRatio="none"><path d="{_bars(line.counts)}"/></svg>'
        f"<div><span>{line.names[0]}</span><span>{line.names[-1]}</span></div></div>"
    )


def _bars(counts: tuple[int, ...]) -> str:
    most = max(counts)
    parts = []
    for position, count in enumerate(counts):
        height = max(1, round(count / most * _HEIGHT)) if count else 0
        left = position * (_BAR + _GAP)
        parts.append(f"M{left} {_HEIGHT}v-{height}h{_BAR}v{height}z" if height else "")
    return "".join(parts)
