"""A collection in several languages at once."""

import json

from tests.analysis.test_languages import LANGUAGES
from tests.conftest import MakeSite, pages_of

FUNCTION_WORDS = frozenset(
    "the die der la le el il a o de het hon er elle ella lui ele hij and und et y e en och".split()
)


def test_every_article_of_a_mixed_collection_is_read_in_its_own_language(make_site: MakeSite) -> None:
    root = make_site(
        {
            f"articles/{code}.md": f"# Norvik {code}\n\n{told}\n\n{after}\n"
            for code, (told, after) in LANGUAGES.items()
        }
    )
    result = pages_of(root)
    assert (result.published, result.problems) == (len(LANGUAGES), ())
    data = json.loads((root / "docs" / "digest.json").read_text())
    assert {one["id"]: one["language"] for one in data["articles"]} == {code: code for code in LANGUAGES}
    for one in data["articles"]:
        assert [sentence["text"] for sentence in one["summary"]]
        assert all(sentence["text"] in LANGUAGES[one["id"]][0] for sentence in one["summary"])
        assert one["related"]
    topics = {topic["name"]: [about["id"] for about in topic["articles"]] for topic in data["topics"]}
    assert sorted(topics["Norvik"]) == sorted(LANGUAGES)
    assert FUNCTION_WORDS.isdisjoint(name.casefold() for name in topics)
