"""Slugs, cleaned text and cuts."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text import _RESERVED, clean, cut, fold, plural, slugify

any_text = st.text(st.characters(), max_size=300)


@pytest.mark.parametrize(
    "text, slug",
    [
        pytest.param("Open Source AI", "open-source-ai", id="words"),
        pytest.param("  What's  new?! ", "what-s-new", id="punctuation"),
        pytest.param("Größe und Maß", "grosse-und-mass", id="accents and sharp s"),
        pytest.param("Москва́", "москва", id="another script"),
        pytest.param("Сергей Йе́", "сергей-йе", id="a mark that makes another letter, and one that does not"),
        pytest.param("パナソニック", "パナソニック", id="kana"),
        pytest.param("السيارات الكهربائية", "السيارات-الكهربائية", id="Arabic"),
        pytest.param("हिन्दी में चक्की", "हिन्दी-में-चक्की", id="vowels that are marks"),
        pytest.param("Ἀθῆναι", "αθηναι", id="Greek"),
        pytest.param("C++ & C#", "c-c", id="signs"),
        pytest.param("index", "index-page", id="a name the site keeps"),
        pytest.param("CON", "con-page", id="a name Windows keeps"),
        pytest.param("../../etc/passwd", "etc-passwd", id="a path"),
        pytest.param("snake_case", "snake-case", id="underscore"),
    ],
)
def test_a_slug_is_what_people_would_write(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(any_text)
def test_a_slug_of_a_slug_is_the_same_slug(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@given(st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,7}", fullmatch=True))
def test_what_is_a_slug_already_stays_as_it_is(slug: str) -> None:
    assert slugify(slug) == (f"{slug}-page" if slug in _RESERVED else slug)
    assert slugify(f"{slug}-") == slugify(slug)


@given(any_text)
def test_a_slug_is_safe_in_a_path_and_an_address(text: str) -> None:
    slug = slugify(text)
    assert 0 < len(slug) <= 80
    assert slug not in {"index", "feed", "con", "prn", "aux", "nul"}
    assert not re.fullmatch(r"(com|lpt)[0-9]", slug)
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug
    assert all(c == "-" or c.isalnum() or unicodedata.category(c)[0] == "M" for c in slug)
    assert slug == slug.lower()


def test_two_long_texts_with_one_beginning_have_two_slugs() -> None:
    beginning = "a very long title " * 10
    assert slugify(beginning + "one") != slugify(beginning + "two")


@pytest.mark.parametrize(
    "text, cleaned",
    [
        pytest.param("a\r\nb\rc\u2028d", "a\nb\nc\nd", id="line ends"),
        pytest.param("pass\u200bword", "password", id="zero-width space"),
        pytest.param("\u202eevil", "evil", id="bidirectional override"),
        pytest.param("cafe\u0301", "café", id="form NFC"),
        pytest.param("a\x00\x1b[31mb", "a[31mb", id="control characters"),
        pytest.param("👩\u200d🚀", "👩\u200d🚀", id="the joiner of an emoji stays"),
    ],
)
def test_clean_removes_what_no_one_sees(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(any_text)
def test_clean_text_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(any_text)
def test_folded_text_has_single_spaces_only(text: str) -> None:
    assert fold(text).split(" ") == (text.split() or [""])


@pytest.mark.parametrize(
    "text, length, expected",
    [
        pytest.param("short", 10, "short", id="short enough"),
        pytest.param("one two three", 10, "one two…", id="at a word's end"),
        pytest.param("unbreakable", 5, "unbr…", id="one long word"),
        pytest.param("one, two three", 6, "one…", id="no comma before the dots"),
    ],
)
def test_a_cut_ends_at_a_word(text: str, length: int, expected: str) -> None:
    assert cut(text, length) == expected


@given(any_text, st.integers(1, 100))
def test_a_cut_is_never_longer_than_asked(text: str, length: int) -> None:
    assert len(cut(text, length)) <= length


@pytest.mark.parametrize(
    "count, expected", [(0, "0 articles"), (1, "1 article"), (1200, "1,200 articles")], ids=str
)
def test_a_count_has_its_plural(count: int, expected: str) -> None:
    assert plural(count, "article") == expected


def test_an_irregular_plural_is_given() -> None:
    assert plural(2, "story", "stories") == "2 stories"
