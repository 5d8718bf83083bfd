"""Tokens, stems, function words and the language of a text."""

from collections import Counter
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.tokens import tokens
from generator.words import content_stems, detect_language, is_stop, is_weak, stem

LISTED = ("de", "en", "es", "fr", "it", "nl", "pt", "sv")


@pytest.mark.parametrize(
    "text, words",
    [
        pytest.param("open-source GPT-4 by 18F", ["open-source", "GPT-4", "by", "18F"], id="hyphens"),
        pytest.param("the U.S. market", ["the", "U.S.", "market"], id="initials keep their dots"),
        pytest.param("C++, C# and node.js", ["C++", "C#", "and", "node.js"], id="names of languages"),
        pytest.param("Tesla's and Tesla’s", ["Tesla", "and", "Tesla"], id="a possessive is dropped"),
        pytest.param("the users' don't", ["the", "users", "don't"], id="other apostrophes"),
        pytest.param("1,200 at 3.5, 7", ["1,200", "at", "3.5", "7"], id="numbers"),
        pytest.param("AT&T snake_case", ["AT&T", "snake_case"], id="ampersand and underscore"),
        pytest.param("It ended.Then", ["It", "ended", "Then"], id="a missing space"),
        pytest.param("see https://a.example/b?c now", ["see", "now"], id="no addresses"),
        pytest.param("l'énergie de l’Europe", ["énergie", "de", "Europe"], id="French elisions"),
        pytest.param("D'Angelo dell'arte", ["D'Angelo", "arte"], id="a name keeps its own"),
        pytest.param("cafe\u0301 हिन्दी", ["cafe\u0301", "हिन्दी"], id="combining marks"),
        pytest.param("人工カタカナ", ["人", "工", "カタカナ"], id="signs one by one"),
        pytest.param("— … !", [], id="only signs"),
    ],
)
def test_words_are_what_people_see(text: str, words: list[str]) -> None:
    assert [token.text for token in tokens(text)] == words


@given(st.text(st.characters() | st.sampled_from("ab'’.-& \U0001f600\u0301"), max_size=200))
def test_a_token_stands_where_it_says(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert text[token.start : token.end] == token.text != ""
        assert token.start >= end
        end = token.end


@given(st.lists(st.sampled_from([*"aBcz09.,'’“–…&_-+#/: \n", "www.", "http://", "U.S."])).map("".join))
def test_a_sign_of_another_script_changes_no_other_word(text: str) -> None:
    assert tokens(text) == tokens(f"{text} é")[:-1]


@pytest.mark.parametrize("sign", ["a", "'", ".", "a.", "a-", "1,", "人", "d'", "é\u0301", "http://"])
def test_a_megabyte_of_one_sign_is_no_trouble(sign: str) -> None:
    assert isinstance(tokens(sign * (1_000_000 // len(sign))), tuple)


@pytest.mark.parametrize(
    "language, forms",
    [
        ("en", ["Model", "models", "MODELS"]),
        ("en", ["women", "Woman"]),
        ("en", ["analyses", "analysis"]),
        ("de", ["Häuser", "Häusern"]),
        ("fr", ["nationale", "nationales"]),
        ("es", ["libros", "libro"]),
        ("it", ["libri", "libro"]),
        ("pt", ["livros", "livro"]),
        ("pt", ["imagens", "imagem"]),
        ("pt", ["tags", "tag"]),
        ("es", ["arrays", "array"]),
        ("it", ["frameworks", "framework"]),
        ("nl", ["boeken", "boek"]),
        ("sv", ["böckerna", "böcker"]),
        ("xx", ["Wort", "wort"]),
    ],
)
def test_the_forms_of_a_word_have_one_stem(language: str, forms: list[str]) -> None:
    assert len({stem(form, language) for form in forms}) == 1


@pytest.mark.parametrize(
    "words",
    [
        ("accessibility", "access"),
        ("governance", "governments"),
        ("marketing", "markets"),
        ("authorities", "authors"),
        ("digital", "digits"),
        ("customers", "custom"),
        ("engineers", "engines"),
        ("experiments", "experience"),
        ("production", "products"),
        ("shipping", "ships"),
        ("training", "trains"),
    ],
)
def test_words_of_two_meanings_have_two_stems(words: tuple[str, str]) -> None:
    assert len({stem(word, "en") for word in words}) == 2


def test_the_forms_of_such_a_word_have_one() -> None:
    assert stem("Engineering", "en") == stem("engineers", "en")
    assert stem("shipment", "de") != stem("shipping", "de")


def test_no_word_that_is_kept_apart_belongs_to_two() -> None:
    lines = (resources.files("generator") / "data" / "apart" / "en.txt").read_text().splitlines()
    words = [line.split() for line in lines if not line.startswith("#")]
    assert words == sorted(words)
    assert max(Counter(form for forms in words for form in forms).values()) == 1
    for own, *forms in words:
        assert {stem(form, "en") for form in forms} <= {own}
        assert stem(own.upper(), "en") == own


def test_a_word_without_end_keeps_its_letters() -> None:
    assert stem("A" * 1000, "en") == "a" * 1000


@pytest.mark.parametrize(
    "word, language",
    [("The", "en"), ("don’t", "en"), ("und", "de"), ("avec", "fr"), ("pero", "es"), ("degli", "it"), ("não", "pt"),
     ("het", "nl"), ("och", "sv"), ("og", "da"), ("ikke", "no"), ("että", "fi"), ("jest", "pl"), ("není", "cs"),
     ("için", "tr"), ("și", "ro"), ("és", "hu"), ("который", "ru"), ("التي", "ar")],
)  # fmt: skip
def test_function_words_are_known(word: str, language: str) -> None:
    assert is_stop(word, language)


@pytest.mark.parametrize("word", ["bitcoin", "energy", "parliament", "robot"])
def test_words_that_name_something_are_neither_function_words_nor_weak(word: str) -> None:
    assert not is_stop(word, "en")
    assert not is_weak(word, "en")


@pytest.mark.parametrize(
    "word", ["thing", "ways", "Years", "people", "said", "conversation", "important", "really"]
)
def test_general_words_are_weak(word: str) -> None:
    assert is_weak(word, "en")


@pytest.mark.parametrize(
    "word, language",
    [("sagte", "de"), ("Dinge", "de"), ("chose", "fr"), ("cosa", "es"), ("cosa", "it"), ("coisa", "pt"),
     ("dingen", "nl"), ("saker", "sv")],
)  # fmt: skip
def test_general_words_of_other_languages_are_weak(word: str, language: str) -> None:
    assert is_weak(word, language)


def test_a_language_without_lists_has_no_stop_words() -> None:
    assert not is_stop("the", "xx")
    assert not is_weak("thing", "../en")


@pytest.mark.parametrize(
    "language, text",
    [
        ("en", "The council has decided that the bridge will be closed for the winter."),
        ("de", "Der Rat hat beschlossen, dass die Brücke im Winter nicht mehr befahren wird."),
        ("fr", "Le conseil a décidé que le pont serait fermé pour tout l’hiver."),
        ("es", "El consejo ha decidido que el puente se cierre durante todo el invierno."),
        ("it", "Il consiglio ha deciso che il ponte resterà chiuso per tutto l’inverno."),
        ("pt", "O conselho decidiu que a ponte não será aberta até ao fim do inverno."),
        ("nl", "De raad heeft besloten dat de brug in de winter niet open zal zijn."),
        ("sv", "Rådet har beslutat att bron inte ska vara öppen under vintern."),
        ("da", "Rådet har besluttet, at broen ikke skal være åben om vinteren."),
        ("no", "Rådet har bestemt at broen ikke blir åpnet før våren, selv om mange mener noe annet."),
        ("fi", "Neuvosto on päättänyt, että silta ei ole auki talvella, mutta se avataan keväällä."),
        ("pl", "Rada zdecydowała, że most nie będzie otwarty przez całą zimę."),
        ("cs", "Rada rozhodla, že most nebude v zimě otevřen, ale jen na jaře."),
        ("tr", "Konsey köprünün kış için kapalı olacağını söyledi, ama bu karar daha kesin değil."),
        ("ro", "Consiliul a decis că podul nu va fi deschis în timpul iernii."),
        ("hu", "A tanács úgy döntött, hogy a híd nem lesz nyitva egész télen."),
        ("ca", "El consell ha decidit que el pont es tanqui per a tothom, i també els camins dels horts."),
        (
            "et",
            "Nõukogu otsustas, et sild ei ole talvel avatud, aga see ei kehti kevadel ja ka mitte sügisel.",
        ),
        (
            "eu",
            "Kontseiluak erabaki zuen zubia ez dela neguan irekiko, baina hori ez da behin betikoa eta bere.",
        ),
        (
            "gl",
            "O concello decidiu que a ponte non se abra no inverno, e tamén que máis dunha porta sexa pola mañá.",
        ),
        ("hr", "Vijeće je odlučilo da most neće biti otvoren zimi, ali se to ne odnosi na one koji rade."),
        (
            "id",
            "Dewan itu memutuskan bahwa jembatan tidak akan dibuka pada musim dingin untuk semua orang yang ada.",
        ),
        (
            "lt",
            "Taryba nusprendė, kad tiltas nebus atidarytas žiemą, bet tai nėra dar galutinis, ir ne iš karto.",
        ),
        ("lv", "Padome nolēma, ka tilts nav atvērts ziemā, bet tas vēl nav viss, kas ir vai arī var būt."),
        (
            "sk",
            "Rada rozhodla, že most nie je v zime otvorený, ale to nie je všetko, aj keď sú ktoré pre ňu tiež.",
        ),
        (
            "sl",
            "Svet je odločil, da most pozimi ni odprt, ker se to ne more več, in tudi za druge kot je ta.",
        ),
        (
            "vi",
            "Hội đồng đã quyết định không mở cầu trong mùa đông và những người của làng được đi với một thuyền.",
        ),
        ("kk", "Кеңес көпірді қыс бойы жабуға шешім қабылдады."),
        ("fa", "شورا تصمیم گرفت پل را در زمستان ببندد."),
        ("ur", "کونسل نے سردیوں میں پل بند کرنے کا فیصلہ کیا ہے۔"),
        ("ru", "Совет решил закрыть мост на всю зиму."),
        ("uk", "Рада вирішила закрити міст на всю зиму, її рішення остаточне."),
        ("el", "Το συμβούλιο αποφάσισε να κλείσει τη γέφυρα."),
        ("ja", "評議会は冬の間、橋を閉鎖することを決めました。"),
        ("zh", "委员会决定冬季关闭这座桥。"),
        ("ko", "의회는 겨울 동안 다리를 닫기로 했다."),
        ("ar", "قرر المجلس إغلاق الجسر طوال فصل الشتاء."),
        ("he", "המועצה החליטה לסגור את הגשר בחורף."),
        ("hi", "परिषद ने सर्दियों में पुल बंद करने का फैसला किया।"),
        ("en", ""),
        ("en", "1234 %%% 5678"),
    ],
)
def test_the_language_of_a_text_is_found(language: str, text: str) -> None:
    assert detect_language(text) == language


ENGLISH = (
    "The council has decided that the bridge will be closed for the winter, as it was in the year before. "
)


@pytest.mark.parametrize(
    ("text", "told", "found"),
    [
        pytest.param(ENGLISH * 3, "fr", "en", id="a page that says the language of its template"),
        pytest.param(ENGLISH, "fr", "fr", id="a short text tells too little"),
        pytest.param(ENGLISH * 3, "ca", "ca", id="nothing is known of a language"),
        pytest.param(ENGLISH * 3, "", "en", id="nobody says it"),
        pytest.param("委员会决定冬季关闭这座桥。", "ja", "ja", id="a script of several languages"),
    ],
)
def test_what_is_said_of_the_language_is_believed_unless_the_text_says_much_else(
    text: str, told: str, found: str
) -> None:
    assert detect_language(text, told=told) == found


def test_content_stems_leave_out_function_words_and_single_digits() -> None:
    assert content_stems("The 3 robots of 2024 are walking to Oslo.", "en") == (
        "robot",
        "2024",
        "walk",
        "oslo",
    )


@pytest.mark.parametrize("language", LISTED)
def test_every_listed_language_has_both_lists(language: str) -> None:
    assert detect_language("") == "en"
    assert content_stems("energie 42", language)
