"""Days as people write them: strict, so that a number that only looks like a date is none."""

import re
from datetime import date, datetime

_MONTHS = {
    1: "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari",
    2: "february feb februar febr février févr fevrier fevr febrero febbraio fevereiro fev februari",
    3: "march mar märz maerz mrz mars marzo março marco maart mrt",
    4: "april apr avril avr abril abr aprile",
    5: "may mai mayo maggio mag maio mei maj",
    6: "june jun juni juin junio giugno giu junho",
    7: "july jul juli juillet juil julio luglio lug julho",
    8: "august aug août aout agosto ago augustus augusti",
    9: "september sep sept septembre septiembre settembre set setembro",
    10: "october oct oktober okt octobre octubre ottobre ott outubro out",
    11: "november nov novembre noviembre novembro",
    12: "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro desember",
}
_MONTH = {name: number for number, names in _MONTHS.items() for name in names.split()}
_WEEKDAYS = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
        "sat sun "
        "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
        "lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim "
        "lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì "
        "venerdì sabato "
        "domenica segunda segunda-feira terça-feira quarta-feira quinta-feira sexta-feira terça "
        "quarta quinta sexta "
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
        "måndag tisdag onsdag torsdag fredag lördag söndag"
    ).split()
)
_TIME = r"(?:[ ,T]\s?(?:at |um |à |kl\.? )?\d{1,2}[:.h]\d{2}[\w:.,+\-/() ]{0,30})?"
_YEAR = r"([12]\d{3})"
_NAME = r"([^\W\d_]{3,10})\.?"
_ISO = re.compile(rf"{_YEAR}([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_COMPACT = re.compile(rf"{_YEAR}([01]\d)([0-3]\d)")
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª)?\s(?:of\s|de\s)?{_NAME},?\s(?:de\s|del\s)?{_YEAR}{_TIME}"
)
_MONTH_FIRST = re.compile(rf"{_NAME}\s(\d{{1,2}})(?:st|nd|rd|th)?(?:,\s?|\s){_YEAR}{_TIME}")
_YEAR_FIRST = re.compile(rf"{_YEAR},?\s{_NAME}\s(\d{{1,2}})")
_DASHED = re.compile(rf"(\d{{1,2}})-{_NAME}-{_YEAR}{_TIME}")
_NUMBERS = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})\2{_YEAR}{_TIME}")
_WEEKDAY = re.compile(r"([^\W\d_]{2,13}(?:-feira)?)\.?,?\s(?:den |the |le |el )?")
_LONGEST = 80
_CUE = re.compile(
    r"(?:first )?(?:published|posted|written|dated?|publié|veröffentlicht|erstellt|publicado|pubblicato"
    r"|gepubliceerd|publicerad)"
    r"(?: on| at| le| am| el| il| op| den)?:?\s",
    re.IGNORECASE,
)


def parse_day(text: str) -> date | None:
    """Return the day that the whole text names, as written whatever its time zone, or None.

    The years 1000 to 2999; month names in English, German, French, Spanish, Italian, Portuguese,
    Dutch and Swedish; `27/02/2024` only where day and month cannot be confused.
    """
    text = " ".join(text[: _LONGEST + 1].replace("\u00a0", " ").split()).strip(" .,")
    if not text or len(text) > _LONGEST:
        return None
    weekday = _WEEKDAY.match(text)
    if weekday and weekday[1].lower() in _WEEKDAYS:
        text = text[weekday.end() :]
    return _plain_day(text)


def labelled_day(text: str) -> date | None:
    """Return the day of a date line, with or without `Published:` before it, or None."""
    short = text[: _LONGEST + 40]
    cue = _CUE.match(short)
    return parse_day(short[cue.end() :] if cue else text)


def said_day(text: str) -> date | None:
    """Return the day of publishing from a line that says so: `Published: 27 February 2024`; else None.

    `Date:` says nothing of the kind: an event has one, too.
    """
    text = text[: _LONGEST + 40].strip()
    cue = _CUE.match(text)
    return parse_day(text[cue.end() :]) if cue and "date" not in cue[0].lower() else None


def day_of(value: object) -> date | None:
    """Return the day of a value of front matter: a date, a time with its zone, or text."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return parse_day(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _plain_day(text: str) -> date | None:
    if match := _ISO.fullmatch(text):
        return _day(match[1], match[3], match[4])
    if match := _COMPACT.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(text) or _DASHED.fullmatch(text):
        return _day(match[3], match[2], match[1])
    if match := _MONTH_FIRST.fullmatch(text):
        return _day(match[3], match[1], match[2])
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[2], match[3])
    match = _NUMBERS.fullmatch(text)
    return _day_of_numbers(int(match[1]), int(match[3]), match[4], match[2]) if match else None


def _day_of_numbers(first: int, second: int, year: str, separator: str) -> date | None:
    if separator == "." or first > 12 or first == second:  # noqa: PLR2004 - with points the day comes first
        return _day(year, str(second), str(first))
    return _day(year, str(first), str(second)) if second > 12 else None  # noqa: PLR2004 - months


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isascii() and month.isdigit() else _MONTH.get(month.lower(), 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
