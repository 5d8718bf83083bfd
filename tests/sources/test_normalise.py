"""Documents to articles: the header's word, defaults and warnings."""

from dataclasses import replace
from datetime import date

import pytest

from generator.model import Publish, Severity
from generator.sources.fields import split_names
from generator.sources.normalise import normalise
from generator.sources.privacy import privacy_of
from tests.sources.reading import RULES, article_of, document_of, in_short, normalised


def with_header(header: str, body: str = "one") -> str:
    return f"---\n{header}\n---\n{body}\n"


@pytest.mark.parametrize(
    "header, field, value",
    [
        ("title: Boats", "title", "Boats"),
        ("title: [Boats]", "title", "Boats"),
        ("title: 2001", "title", "2001"),
        ("title: 'Boats\u202e &  nets'", "title", "Boats & nets"),
        ("title: Boats | Rope\nurl: https://rope.org/boats", "title", "Boats"),
        ("title: Boats - Harbour News\nsite: Harbour News", "title", "Boats"),
        ("date: 2024-02-27", "published", date(2024, 2, 27)),
        ("path: 2024/2/27/eels", "published", date(2024, 2, 27)),
        ("aliases: [/eels/, /2024/02/27/eels.html]", "published", date(2024, 2, 27)),
        ("permalink: /2024/13/45/eels/", "published", None),
        ("url: /eels/", "paths", ("/eels/",)),
        ("url: https://example.org/about/", "paths", ()),
        ("permalink: /:year/:title/", "paths", ()),
        ("date: '2024-02-27T23:30:00-05:00'", "published", date(2024, 2, 27)),
        ("published: Feb 27, 2024", "published", date(2024, 2, 27)),
        ("pubdate: 27 Feb 2024", "published", date(2024, 2, 27)),
        ("published: true", "published", None),
        ("author: Jane Doe", "authors", ("Jane Doe",)),
        ("authors: Jane Doe, Max Roe and Ada Byron", "authors", ("Jane Doe", "Max Roe", "Ada Byron")),
        ("authors: [alison, 18F]", "authors", ("alison", "18F")),
        ("authors: [{name: Jane Doe, url: x}]", "authors", ("Jane Doe",)),
        ("url: https://example.org/a", "url", "https://example.org/a"),
        ("url: /2014/boats/", "url", ""),
        ("source_url: https://example.org/a", "url", "https://example.org/a"),
        ("url: /boats/\ncanonical_url: https://example.org/a", "url", "https://example.org/a"),
        ("site: The Rope", "site", "The Rope"),
        ("slug: Boats & Nets", "id", "boats-nets"),
        ("slug: ../../etc/passwd", "id", "etc-passwd"),
        ("language: de-AT", "language", "de"),
        ("lang: fr", "language", "fr"),
        ("tags: boats, nets", "tags", ("boats", "nets")),
        ("tags: [boats, Boats]\ncategories: [rope]", "tags", ("boats", "rope")),
        ("category: rope\nkeywords: nets", "tags", ("rope", "nets")),
        ("topics: [Boats, nets]", "topics", ("Boats", "nets")),
        ("publish: excerpt", "publish", Publish.EXCERPT),
        ("corrections: {El Musk: Elon Musk}", "corrections", (("El Musk", "Elon Musk"),)),
        ("title:", "title", "An article"),
        ("title: Ada&#39;s boat &amp; nets, R&D", "title", "Ada's boat & nets, R&D"),
        ("title: '&lt;b&gt; &#8238;boats'", "title", "<b> boats"),
        ("authors: ~", "authors", ()),
    ],
)
def test_the_header_is_the_authors_word(header: str, field: str, value: object) -> None:
    article, problems = normalised(with_header(header))
    assert getattr(article, field) == value
    assert problems == []


@pytest.mark.parametrize(
    "header, field, value, told",
    [
        ("title: {a: b}", "title", "An article", "`title:"),
        ("date: someday", "published", None, "2024-02-27"),
        ("date: 2024-02-30", "published", None, "2024-02-30"),
        ("url: example.org/a", "url", "", "https://"),
        ("url: javascript:alert(1)", "url", "", "https://"),
        ("url: 'https://'", "url", "", "https://"),
        ("url: 'http://[::1'", "url", "", "https://"),
        ("language: English", "language", "en", "two-letter"),
        ("publish: al", "publish", Publish.DIGEST, "full, excerpt, digest"),
        ("publish: [full]", "publish", Publish.DIGEST, "taken as `digest`"),
        ("pubish: full", "publish", Publish.DIGEST, "did you mean `publish`?"),
        ("corections: {a: b}", "corrections", (), "did you mean `corrections`?"),
        ("corrections: [a]", "corrections", (), "as it should be"),
        ("topics: {a: b}", "topics", (), "`topics:"),
        ("authors: [[a]]", "authors", (), "list of names"),
    ],
)
def test_a_bad_value_is_told_with_its_line_and_the_default_holds(
    header: str, field: str, value: object, told: str
) -> None:
    article, problems = normalised(with_header(header))
    assert getattr(article, field) == value
    assert [(p.where, p.severity) for p in problems] == [("an-article.md:2", Severity.WARNING)]
    assert told in problems[0].message


def test_keys_of_other_programs_are_no_problem() -> None:
    header = "layout: post\npermalink: /a/\nhero: {x: y}\nweight: 3\npublishDate: 2024-02-27\nimage: a.png"
    article, problems = normalised(with_header(header))
    assert problems == []
    assert article.published == date(2024, 2, 27)


@pytest.mark.parametrize(
    "header, private, warned",
    [
        ("private: true", True, False),
        ("private: Yes", True, False),
        ("private: false", False, False),
        ("private: no", False, False),
        ("private: perhaps", True, True),
        ("private:", True, True),
        ("private: [false]", True, True),
        ("privat: true", True, True),
        ("privat: false", False, False),
        ("draft: true", True, False),
        ("draft: false", False, False),
        ("published: false", True, False),
        ("public: false", True, False),
        ("publish: false", True, False),
        ("publish: private", True, False),
        ("publish: true", False, False),
        ("status: draft", True, False),
        ("status: published", False, False),
        ("status: [draft]", True, False),
        ("visibility: private", True, False),
        ("visibility: public", False, False),
        ("is_private: true", True, True),
        ("private_notes: some", False, False),
        ("params: {private: true}", True, True),
        ("params: {more: {Private: 1}}", True, True),
        ("params: {draft: true}", True, True),
        ("params: {private: false}", False, False),
        ("private: false\nparams: {private: true}", False, False),
        ("corrections: {private: Privet}", False, False),
        ("draft: true\ndraft: false", True, True),
        ("draft: false\ndraft: true", True, True),
        ("draft: false\ndraft: no", False, False),
        ("title: x", False, False),
    ],
)
def test_when_in_doubt_an_article_is_private(header: str, private: object, warned: object) -> None:
    is_private, warnings = privacy_of(document_of(with_header(header)))
    assert (is_private, bool(warnings)) == (private, warned)


@pytest.mark.parametrize(
    "source, title, day, id_",
    [
        ("2014-03-12-coming-soon.md", "Coming soon", date(2014, 3, 12), "2014-03-12-coming-soon"),
        ("2024/foo_bar.md", "Foo bar", None, "2024-foo-bar"),
        ("a/b/Été à la mer.md", "Été à la mer", None, "a-b-ete-a-la-mer"),
        ("2014-13-40-x.md", "X", None, "2014-13-40-x"),
        ("x.md.gz", "X", None, "x"),
        ("2024-01-02.md", "2024-01-02", date(2024, 1, 2), "2024-01-02"),
        ("---.md", "---", None, None),
    ],
)
def test_the_files_name_fills_in_what_nobody_says(
    source: str, title: str, day: date | None, id_: str | None
) -> None:
    article = article_of("one", source)
    assert (article.title, article.published) == (title, day)
    assert article.id == id_ or id_ is None


def test_a_new_title_never_changes_the_id() -> None:
    assert article_of("# Boats\n\none", "a.md").id == article_of("# Nets\n\none", "a.md").id == "a"


def test_the_editors_corrections_and_the_articles_own_are_joined_the_longest_first() -> None:
    rules = replace(RULES, corrections=(("Kathy", "Cathie"), ("El", "Elon")))
    article = article_of(with_header("corrections: {El Musk: Elon Musk, El: E.}"), rules=rules)
    assert article.corrections == (("El Musk", "Elon Musk"), ("Kathy", "Cathie"), ("El", "E."))


def test_the_language_is_found_out_where_nobody_says_it() -> None:
    rules = replace(RULES, language="")
    german = (
        "Der Hafen war still an diesem Morgen, und die Boote lagen ruhig an ihren Seilen bis zum Mittag. " * 3
    )
    assert article_of(german, rules=rules).language == "de"


def test_an_article_without_text_is_a_problem_that_says_so() -> None:
    article, problems = normalise(document_of("# Boats\n\n![](a.png)\n"), RULES, "")
    assert article is None
    assert "no text found" in problems[0].message


def test_a_title_of_endless_length_is_cut_and_nothing_of_it_is_lost() -> None:
    heading = "harbour " * 60
    article = article_of(f"# {heading}\n\none")
    assert len(article.title) <= 300
    assert [block.kind for block in article.blocks] == ["paragraph", "paragraph"]
    assert f"{article.title.removesuffix('…')} {article.blocks[0].text}" == heading.strip()


def test_a_heading_after_the_text_began_may_be_the_title_again() -> None:
    article = article_of(with_header("title: Boats", "one\n\n# Boats\n\ntwo"))
    assert in_short(article.blocks) == ["p one", "p two"]


def test_a_heading_is_the_title_again_with_the_name_of_the_site_or_without() -> None:
    header = "title: Boats | Rope\nurl: https://rope.org/boats"
    for heading in ("Boats", "Boats | Rope"):
        article, _ = normalised(with_header(header, f"# {heading}\n\none\n"))
        assert in_short(article.blocks) == ["p one"]


def test_damaged_characters_are_told_and_shown() -> None:
    article, problems = normalised("Das Café war zu, das Müsli alle. ".encode() + b"\xff\n")
    assert "\ufffd" in article.blocks[0].text
    assert "UTF-8" in problems[0].message


@pytest.mark.parametrize(
    "text, names",
    [
        ("Jane Doe", ["Jane Doe"]),
        ("by Jane Doe", ["Jane Doe"]),
        ("Jane Doe and Max Roe", ["Jane Doe", "Max Roe"]),
        ("Jane Doe, Max Roe & Ada Byron", ["Jane Doe", "Max Roe", "Ada Byron"]),
        ("Jane Doe; 18F", ["Jane Doe", "18F"]),
        ("Doe, Jane", ["Doe, Jane"]),
        ("Jane Doe, PhD", ["Jane Doe, PhD"]),
        ("Jane Doe, Jr., Max Roe", ["Jane Doe, Jr.", "Max Roe"]),
        ("Trustees of Rope and Net", ["Trustees of Rope and Net"]),
        ("", []),
    ],
)
def test_names_are_parted_only_where_it_is_certain(text: str, names: list[str]) -> None:
    assert split_names(text) == names


def test_a_key_given_twice_is_named_with_what_was_taken() -> None:
    article, (problem,) = normalised(with_header("title: Silt\ndate: 2024-02-27\ntitle: Mud"))
    assert article.title == "Mud"
    assert problem.where.endswith(":2")
    assert "`title` is given twice: the last is taken, `Mud`" in problem.message
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize(
    "body, warned",
    [
        ("Eels.\n\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other", True),
        ("Git writes:\n\n```\n<<<<<<< HEAD\nOne.\n```", False),
        ("`<<<<<<< HEAD` is what Git writes.", False),
    ],
)
def test_a_merge_that_git_left_open_in_an_article_is_told(body: str, *, warned: bool) -> None:
    _, problems = normalised(with_header("title: Eels", body))
    assert ["Git could not merge it" in problem.message for problem in problems] == [True] * warned
