"""Days as people write them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sources.dates import day_of, labelled_day, parse_day

DAY = date(2024, 2, 27)


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-27",
        "2024/02/27",
        "2024.2.27",
        "20240227",
        "2024-02-27T23:59:59Z",
        "2024-02-27T00:00:01.5+14:00",
        "2024-02-27 11:02:00 -0400",
        "February 27, 2024",
        "Feb. 27, 2024",
        "Feb 27 2024",
        "february 27th, 2024",
        "27 February 2024",
        "27th of February 2024",
        "27 Feb 2024",
        "27-Feb-2024",
        "2024 February 27",
        "Tuesday, February 27, 2024",
        "Tue, 27 Feb 2024 10:00:00 GMT",
        "Tuesday 27 February 2024, 10:00",
        "27/02/2024",
        "02/27/2024",
        "27.02.2024",
        "27. Februar 2024",
        "Dienstag, den 27. Februar 2024, 10:00 Uhr",
        "27 février 2024",
        "mardi 27 février 2024",
        "27 de febrero de 2024",
        "27 febbraio 2024",
        "27 de fevereiro de 2024",
        "27 februari 2024",
        "27\u00a0February\u00a02024",
        "  27 February 2024. ",
    ],
)
def test_a_day_may_be_written_in_many_ways(text: str) -> None:
    assert parse_day(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024",
        "February 2024",
        "2024-02-30",
        "2024-13-01",
        "31 April 2024",
        "03/04/2024",
        "0999-01-01",
        "3000-01-01",
        "27 Februembre 2024",
        "On 27 February 2024 we left",
        "27 February 2024 was cold",
        "version 2024-02-27",
        "May 2024 be a good year",
        "1000",
        "9" * 5000,
    ],
)
def test_what_names_no_day_for_certain_is_none(text: str) -> None:
    assert parse_day(text) is None


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Published: 2024-02-27", DAY),
        ("Published on February 27, 2024", DAY),
        ("Posted 27 Feb 2024", DAY),
        ("Date: 27.02.2024", DAY),
        ("Veröffentlicht am 27. Februar 2024", DAY),
        ("Updated: 2024-02-27", None),
    ],
)
def test_a_date_line_may_be_loose(text: str, expected: date | None) -> None:
    assert labelled_day(text) == expected


@pytest.mark.parametrize(
    "value, expected",
    [
        (DAY, DAY),
        (datetime(2024, 2, 27, 23, 59, tzinfo=UTC), DAY),
        ("2024-02-27T23:59:00-11:00", DAY),
        (20240227, DAY),
        (True, None),
        (None, None),
        (["2024-02-27"], None),
        ({}, None),
    ],
)
def test_values_of_a_header_give_the_day_as_written(value: object, expected: date | None) -> None:
    assert day_of(value) == expected


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_every_day_can_be_written_and_read_again(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day.day} {day:%B} {day.year}") == day


@given(st.text())
def test_no_text_breaks_the_reading_of_days(text: str) -> None:
    labelled_day(text)
