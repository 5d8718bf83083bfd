"""What a word can do in a phrase."""

import pytest

from generator.analysis.word_roles import LETTERS, role_of


@pytest.mark.parametrize(
    ("word", "language", "can"),
    [
        pytest.param("honey", "en", "end alone", id="a noun"),
        pytest.param("the", "en", "bound", id="a function word"),
        pytest.param("madly", "en", "bound", id="an adverb"),
        pytest.param("family", "en", "end alone", id="a noun in -ly"),
        pytest.param("holy", "en", "end alone", id="too short for an adverb"),
        pytest.param("Emily", "de", "end alone", id="no adverb outside English"),
        pytest.param("2024", "en", "bound", id="a number"),
        pytest.param("l2tp", "en", "end alone", id="letters and numbers"),
        pytest.param("a" * LETTERS, "en", "end alone", id="the longest word"),
        pytest.param("a" * (LETTERS + 1), "en", "bound", id="no word"),
        pytest.param("x", "en", "weak", id="a letter"),
        pytest.param("jq", "en", "end", id="two letters"),
        pytest.param("way", "en", "weak end", id="a general word"),
        pytest.param("singing", "en", "weak", id="a participle"),
        pytest.param("wanted", "en", "weak", id="a participle of the past"),
        pytest.param("sling", "en", "weak", id="like a participle"),
        pytest.param("ping", "en", "end alone", id="too short for a participle"),
        pytest.param("learning", "en", "weak end", id="a known noun in -ing"),
        pytest.param("speed", "en", "weak end", id="a known noun in -ed"),
        pytest.param("singed", "nl", "end alone", id="no participle outside English"),
        pytest.param("user-centered", "en", "weak", id="a joined participle"),
        pytest.param("data-driven", "en", "weak", id="a joined describing word"),
        pytest.param("real-time", "en", "weak", id="a measure before what it is of"),
        pytest.param("mill-time", "en", "end alone", id="a joined noun that ends as one"),
        pytest.param("reparerar", "sv", "bound weak", id="a Swedish verb by its ending"),
        pytest.param("kamera", "sv", "end alone", id="a Swedish noun that ends as verbs do"),
        pytest.param("self-driving", "en", "end alone", id="another joined word"),
        pytest.param("rss-news-feed", "en", "end alone", id="a known noun at the end of a joined word"),
        pytest.param("possible", "en", "weak", id="an adjective"),
        pytest.param("musical", "nl", "end alone", id="no adjective outside English"),
        pytest.param("geological", "en", "", id="an adjective that is not general"),
        pytest.param("mill-like", "en", "weak", id="another joined describing word"),
        pytest.param("country-level", "en", "weak", id="a third"),
        pytest.param("disponible", "fr", "end", id="an adjective that stands behind its noun"),
        pytest.param("cible", "fr", "end alone", id="a French noun like one"),
        pytest.param("table", "en", "weak end", id="a noun like an adjective"),
        pytest.param("Monday", "en", "weak", id="a day"),
        pytest.param("told", "en", "bound", id="a verb of saying"),
        pytest.param("esperando", "es", "bound", id="a Spanish gerund"),
        pytest.param("consideró", "es", "bound", id="a Spanish verb in the past"),
        pytest.param("tenemos", "es", "bound", id="a Spanish verb of us"),
        pytest.param("tramos", "es", "end alone", id="a Spanish noun like one"),
        pytest.param("sinónimos", "es", "end alone", id="another"),
        pytest.param("devuelve", "es", "weak end", id="a Spanish verb that names nothing"),
        pytest.param("usá-lo", "pt", "bound", id="a Portuguese verb with a pronoun"),
        pytest.param("precisa", "pt", "weak end", id="a Portuguese verb that names nothing"),
        pytest.param("verão", "pt", "end alone", id="a Portuguese noun like a future"),
        pytest.param("facciamo", "it", "bound", id="an Italian verb of us"),
        pytest.param("sento", "it", "weak end", id="an Italian verb that names nothing"),
        pytest.param("lijkt", "nl", "weak end", id="a Dutch verb that names nothing"),
        pytest.param("medische", "nl", "", id="a Dutch adjective"),
        pytest.param("havenmuur", "nl", "end alone", id="a Dutch noun"),
        pytest.param("tekniska", "sv", "", id="a Swedish adjective"),
        pytest.param("contrabando", "es", "end alone", id="a Spanish noun like a gerund"),
        pytest.param("gravemente", "it", "bound", id="an Italian adverb"),
        pytest.param("clairement", "fr", "end alone", id="an adverb that ends as nouns do"),
        pytest.param("logiquement", "fr", "bound", id="a French adverb"),
        pytest.param("Deich", "de", "end alone", id="a German noun"),
        pytest.param("große", "de", "weak", id="a German word without a capital"),
        pytest.param("steil", "de", "", id="another"),
        pytest.param("autumn", "en", "", id="a season"),
    ],
)
def test_a_word_bounds_ends_or_is_a_phrase(word: str, language: str, can: str) -> None:
    role = role_of(word, language)
    if can == "bound":
        assert role.stop
    else:
        found = {"bound": role.stop, "weak": role.weak, "end": role.last, "alone": role.alone}
        assert " ".join(name for name, is_so in found.items() if is_so) == can
