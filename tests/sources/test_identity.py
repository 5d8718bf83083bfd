"""One id, one article."""

from generator.sources.identity import settle_ids
from generator.sources.outcome import Outcome
from tests.sources.reading import article_of


def outcome(source: str, text: str = "one") -> Outcome:
    return Outcome(source=source, article=article_of(text, source), private=False, problems=())


def test_the_first_path_keeps_an_id_and_the_others_are_told() -> None:
    outcomes = [
        outcome("b.md"),
        outcome("a/b.md", "---\nslug: b\n---\none"),
        outcome("b.txt"),
        outcome("c.md"),
    ]
    articles, problems = settle_ids(outcomes)
    assert [article.source for article in articles] == ["a/b.md", "c.md"]
    assert [problem.where for problem in problems] == ["b.md", "b.txt"]
    assert all("a/b.md" in problem.message and "slug:" in problem.message for problem in problems)


def test_the_order_of_the_outcomes_does_not_matter() -> None:
    outcomes = [outcome("b.md"), outcome("b.txt"), outcome("a.md")]
    assert settle_ids(outcomes) == settle_ids(reversed(outcomes))


def test_names_that_differ_by_case_or_unicode_form_only_are_one_id() -> None:
    articles, problems = settle_ids([outcome("caf\u00e9.md"), outcome("cafe\u0301.md"), outcome("CAFE.md")])
    assert len(articles) == 1
    assert len(problems) == 2
    assert ["looks the same" in problem.message for problem in problems] == [False, False]


def test_of_two_names_that_look_the_same_it_is_told_what_differs() -> None:
    _, problems = settle_ids([outcome("caf\u00e9.md"), outcome("cafe\u0301.md")])
    assert "which looks the same: in one of the two, accents are signs of their own" in problems[0].message


def test_what_could_not_be_read_has_no_id() -> None:
    assert settle_ids([Outcome(source="a.md", article=None, private=True, problems=())]) == ((), ())
