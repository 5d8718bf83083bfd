"""Small plots, drawn when the pages are made: how many articles there were, and when."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from msgspec import Struct, field

from generator.pages.dates import month_in_short
from generator.pages.filters import Markdown
from generator.pages.saying import quoted, spoken
from generator.wording import Wording, english

_MONTHS_SHOWN = 60
_BAR, _GAP, _HEIGHT = 4, 1, 20


class Timeline(Struct, frozen=True, kw_only=True):
    """How many articles fall into each of a run of months or years."""

    unit: str
    """`month` or `year`."""
    names: tuple[str, ...]
    counts: tuple[int, ...]
    wording: Wording = field(default_factory=english)

    def span(self) -> str:
        """Return the first and the last period, or the only one."""
        first, last = self.names[0], self.names[-1]
        return first if first == last else self.wording.text("span", first=first, last=last)

    def words(self) -> str:
        """Return what the timeline shows in one line."""
        say, first, last = self.wording.text, self.names[0], self.names[-1]
        if len(self.names) == 1:
            return say("plot_one", self.counts[0], first=first)
        most = max(self.counts)
        peak = self.names[self.counts.index(most)]
        if sum(self.counts) == 1:
            return say("plot_single", first=first, last=last, peak=peak)
        if most == 1:
            return say(f"plot_{self.unit}s_ones", first=first, last=last)
        return say(f"plot_{self.unit}s", first=first, last=last, peak=peak, most=self.wording.number(most))


def timeline(dates: Iterable[date | None], wording: Wording) -> Timeline | None:
    """Return the months or, over more than five years, the years of the dates; None if there is no date."""
    known = sorted(published for published in dates if published)
    if not known:
        return None
    months = Counter(published.year * 12 + published.month - 1 for published in known)
    first, last = min(months), max(months)
    if last - first < _MONTHS_SHOWN:
        run = range(first, last + 1)
        names = tuple(month_in_short(wording, at // 12, at % 12 + 1) for at in run)
        counts = tuple(months[at] for at in run)
        return Timeline(unit="month", names=names, counts=counts, wording=wording)
    years = Counter(published.year for published in known)
    run = range(first // 12, last // 12 + 1)
    names, counts = tuple(map(str, run)), tuple(years[year] for year in run)
    return Timeline(unit="year", names=names, counts=counts, wording=wording)


def spark(line: Timeline | None) -> Markdown:
    """Return a plot as high as a line of text, or nothing where there are not two periods to compare."""
    if line is None or len(line.counts) < 2:  # noqa: PLR2004 (two periods make a comparison)
        return Markdown("")
    width = len(line.counts) * (_BAR + _GAP) - _GAP
    return Markdown(
        f'<svg class="dp-spark" role="img" aria-label="{quoted(line.words())}" width="{width}" '
        f'height="{_HEIGHT}" viewBox="0 0 {width} {_HEIGHT}"><path d="{_bars(line.counts)}"/></svg>'
    )


def wide_plot(line: Timeline | None) -> Markdown:
    """Return a plot as wide as its column, with its first and last period named, or nothing."""
    if line is None or len(line.counts) < 2:  # noqa: PLR2004 (as above)
        return Markdown("")
    width = len(line.counts) * (_BAR + _GAP) - _GAP
    return Markdown(
        f'<div class="dp-plot"><svg role="img" aria-label="{quoted(line.words())}" '
        f'viewBox="0 0 {width} {_HEIGHT}" preserveAspectRatio="none"><path d="{_bars(line.counts)}"/></svg>'
        f"<div><span>{spoken(line.names[0])}</span><span>{spoken(line.names[-1])}</span></div></div>"
    )


def _bars(counts: tuple[int, ...]) -> str:
    most = max(counts)
    parts = []
    for position, count in enumerate(counts):
        height = max(1, round(count / most * _HEIGHT)) if count else 0
        left = position * (_BAR + _GAP)
        parts.append(f"M{left} {_HEIGHT}v-{height}h{_BAR}v{height}z" if height else "")
    return "".join(parts)
