"""Sentences that many articles repeat."""

from collections.abc import Sequence

from msgspec.structs import replace

from generator.corpus.facts import facts_of, mark_of
from generator.corpus.repeated import without_repeated as once_without
from generator.corpus.shelf import arranged
from generator.model import Analysis
from tests.corpus.articles import an_analysis, by_id, gathered

MOTTO = (
    "The Lantern is a letter on lighthouses, lamps and keepers, written for everybody who lives by the sea."
)
NEWS = (
    (
        "The lamp at Skerry Point was lit with whale oil until 1846, when its keepers changed to colza.",
        "Fresnel lenses for the northern lights were ground in a yard at Crail by two brothers from Lyon.",
        "Ada Finlay kept the light at Gull Rock alone for eleven winters and wrote down every ship.",
    ),
    (
        "A foghorn of 1871 at Cape Wether used more coal in a night than the village in a week.",
        "Keepers painted the towers in bands of red, so that pilots could tell one headland from another.",
        "The boat to Gull Rock sailed on Mondays with flour, oil and letters if the swell allowed it.",
    ),
    (
        "Electric lamps came to the coast in 1922 and needed neither trimming nor a watch at night.",
        "Bells under water warned the herring fleet off the reef of Skerry for almost thirty years.",
        "The last keeper of Cape Wether handed the keys to an engineer from the harbour board in May.",
    ),
)


def letters(number: int) -> list[Analysis]:
    return [
        an_analysis(f"letter-{at}", f"{MOTTO} {news[0]}", *news[1:]) for at, news in enumerate(NEWS[:number])
    ]


def without_repeated(analyses: Sequence[Analysis]) -> tuple[Analysis, ...]:
    return tuple(arranged(analyses, [facts_of(one) for one in analyses], range(len(analyses)), {}).analyses)


def summary(analysis: Analysis) -> list[str]:
    texts = []
    for at in analysis.summary:
        span = analysis.sentences[at]
        texts.append(analysis.article.blocks[span.block].text[span.start : span.end])
    return texts


def test_a_sentence_of_three_articles_sums_none_of_them_up() -> None:
    before = letters(3)
    assert any(MOTTO in summary(analysis) for analysis in before)
    assert not any(MOTTO in summary(analysis) for analysis in without_repeated(before))


def test_a_sentence_is_repeated_whatever_numbers_stand_in_it() -> None:
    told = "In this letter there are {} lamps and {} keepers, counted by the harbour board in March."
    analyses = [
        an_analysis(f"letter-{at}", f"{told.format(at, 7 * at)} {news[0]}", *news[1:])
        for at, news in enumerate(NEWS)
    ]
    said = [text for one in without_repeated(analyses) for text in summary(one)]
    assert not any(text.startswith("In this letter there are") for text in said)
    assert len({mark_of(one, 0) for one in analyses}) == 1


def test_a_sentence_is_repeated_with_another_end_but_not_with_another_beginning() -> None:
    told = "No ship was lost on the reef this month, says the warden of {}."
    ends = [
        an_analysis(f"letter-{at}", told.format(end)) for at, end in enumerate(["Skerry", "Crail", "Wether"])
    ]
    assert len({mark_of(one, 0) for one in ends}) == 1
    named = [
        an_analysis(f"letter-{at}", f"The warden of the reef of Skerry said {said}.")
        for at, said in enumerate(["no ship was lost", "little", "bells were cast"])
    ]
    assert len({mark_of(one, 0) for one in named}) == 3


def test_what_a_label_announces_may_be_another_each_time() -> None:
    told = "The new members of this month: {}, whom we welcome to the watch."
    lists = [
        an_analysis(f"letter-{at}", told.format(names)) for at, names in enumerate(["Ada", "Bo and Cy", "Di"])
    ]
    assert len({mark_of(one, 0) for one in lists}) == 1
    news = [
        an_analysis(f"letter-{at}", f"The warden: {said} on the reef of Skerry this month, says he.")
        for at, said in enumerate(["no ship was lost", "little oil was burnt", "three bells were cast"])
    ]
    assert len({mark_of(one, 0) for one in news}) == 3


def test_the_next_best_sentence_takes_its_place() -> None:
    before = letters(3)
    after = without_repeated(before)
    assert [len(one.summary) for one in after] == [len(one.summary) for one in before]
    assert all(list(one.summary) == sorted(set(one.summary)) for one in after)


def test_what_leans_on_a_repeated_sentence_goes_with_it() -> None:
    """Of a summary of the motto, what hangs on it and one sentence more, only that one stays."""
    analysis = letters(1)[0]
    merits = (1.0, 0.0, 0.5, 0.4)
    leaning = replace(analysis, merits=merits, summary=(0, 1, 2))
    marks = frozenset({mark_of(leaning, 0)})
    found = once_without(leaning, marks)
    assert found.merits == (0.0, 0.0, 0.5, 0.4)
    assert found.summary == (2, 3)


def test_what_leans_on_another_sentence_stays() -> None:
    analysis = letters(1)[0]
    leaning = replace(analysis, merits=(1.0, 0.5, 0.0, 0.4), summary=(0, 1, 2))
    assert once_without(leaning, frozenset({mark_of(leaning, 0)})).summary == (1, 2, 3)


def test_a_sentence_that_says_the_same_is_no_next_best() -> None:
    again = NEWS[0][0].replace("keepers", "watchmen")
    analysis = an_analysis("a", f"{MOTTO} {NEWS[0][0]}", again, *NEWS[1])
    told = replace(analysis, merits=(1.0, 0.9, 0.8, 0.3, 0.4, 0.2), summary=(0, 1))
    assert once_without(told, frozenset({mark_of(told, 0)})).summary == (1, 4)


def test_a_sentence_of_two_articles_may_stand() -> None:
    assert without_repeated(letters(2)) == tuple(letters(2))


def test_copies_of_one_article_keep_their_sentences() -> None:
    copies = [an_analysis(f"copy-{at}", *NEWS[0]) for at in range(4)]
    assert without_repeated(copies) == tuple(copies)


def test_no_topic_quotes_a_sentence_of_three_articles() -> None:
    found = gathered(letters(3))
    quotes = [quote for topic in by_id(found).values() for quote in topic.summary]
    places = {id_: one.sentences[0] for id_, one in found.corpus.analyses.items()}
    assert quotes
    assert all(found.corpus.analyses[q.article].sentences[q.sentence] != places[q.article] for q in quotes)


def test_what_is_repeated_does_not_depend_on_the_order() -> None:
    assert without_repeated(letters(3)[::-1]) == without_repeated(letters(3))[::-1]
