"""Sentences of other languages that hang on the one before, greet or call."""

import pytest

from generator.analysis.calls import calls
from generator.analysis.hanging import hangs
from generator.analysis.refusals import Standing, standing
from generator.tokens import words_in


@pytest.mark.parametrize(
    "language, sentence",
    [
        pytest.param("es", "Sin embargo, el molino gira despacio en verano.", id="a Spanish connective"),
        pytest.param("es", "Pero el puerto abre en mayo cada año.", id="but in Spanish"),
        pytest.param("es", "Su hermana pintó la puerta del molino de azul.", id="a Spanish possessive"),
        pytest.param("es", "Para evitarlo, el puerto cierra de noche.", id="a pronoun at a Spanish verb"),
        pytest.param("es", "Por eso la ciudad paga el muro nuevo.", id="because of that in Spanish"),
        pytest.param("es", "En ese caso, el molino se para del todo.", id="in that case in Spanish"),
        pytest.param("es", "Es un molino de piedra con cuatro aspas.", id="a Spanish verb without a subject"),
        pytest.param("es", "Fueron las aspas de roble del molino viejo.", id="another"),
        pytest.param("es", "Dicho muro costó nueve millones de coronas.", id="the said one in Spanish"),
        pytest.param("it", "Inoltre, il mulino gira lentamente in estate.", id="an Italian connective"),
        pytest.param("it", "La sua barca è rimasta nel porto vecchio.", id="an Italian possessive"),
        pytest.param("it", "Costui aveva dipinto la porta del mulino.", id="an Italian pronoun"),
        pytest.param("it", "Per evitarlo, il porto chiude di notte.", id="a pronoun at an Italian verb"),
        pytest.param("it", "È un mulino di pietra con quattro pale.", id="an Italian verb without a subject"),
        pytest.param("pt", "No entanto, o moinho gira devagar no verão.", id="a Portuguese connective"),
        pytest.param("pt", "Além disso, a cidade paga o muro novo.", id="besides that in Portuguese"),
        pytest.param("pt", "Nesse caso, o moinho para de todo.", id="in that case in Portuguese"),
        pytest.param("pt", "Sua irmã pintou a porta do moinho de azul.", id="a Portuguese possessive"),
        pytest.param(
            "pt", "É um moinho de pedra com quatro velas.", id="a Portuguese verb without a subject"
        ),
        pytest.param("nl", "Want de molen draait langzaam in de zomer.", id="a Dutch connective"),
        pytest.param("nl", "Daarvoor betaalt de stad negen miljoen kronen.", id="for that in Dutch"),
        pytest.param("nl", "Zijn zus schilderde de deur van de molen.", id="a Dutch possessive"),
        pytest.param("nl", "Het leidde tot een nieuwe muur langs de haven.", id="a Dutch `it`"),
        pytest.param("nl", "Het was een molen met vier wieken.", id="another"),
        pytest.param("nl", "In dat geval staat de molen helemaal stil.", id="in that case in Dutch"),
        pytest.param("sv", "Men kvarnen går långsamt på sommaren.", id="but in Swedish"),
        pytest.param("sv", "Det var en kvarn med fyra vingar.", id="a Swedish `it`"),
        pytest.param("fr", "Cependant, le moulin tourne lentement en été.", id="a French connective"),
        pytest.param("fr", "Sa sœur a peint la porte du moulin en bleu.", id="a French possessive"),
        pytest.param("fr", "Par contre, le port ferme la nuit en hiver.", id="another French connective"),
        pytest.param("fr", "Dans ces conditions, le port reste fermé.", id="in these conditions in French"),
        pytest.param("fr", "La deuxième est que le mur coûte trop cher.", id="the second in French"),
        pytest.param("fr", "Comme la plupart de ces murs, le nôtre est vieux.", id="most of these in French"),
        pytest.param("de", "Daher zahlt die Stadt die neue Mauer am Hafen.", id="a German connective"),
        pytest.param("de", "Aus diesem Grund zahlt die Stadt die Mauer.", id="for this reason in German"),
        pytest.param("de", "Passend dazu zahlt die Stadt eine Mauer.", id="going with that in German"),
        pytest.param("de", "Letztere zahlt die Stadt seit neun Jahren.", id="the latter in German"),
        pytest.param("de", "Nämlich rund um den Hafen und quer durch die Stadt.", id="namely in German"),
        pytest.param("fr", "Le problème est que le mur coûte trop cher.", id="the problem in French"),
        pytest.param("es", "...y la puerta del molino quedó abierta.", id="the rest of another"),
    ],
)
def test_a_sentence_hangs_on_the_one_before(language: str, sentence: str) -> None:
    assert hangs(sentence, language)


@pytest.mark.parametrize(
    "language, sentence",
    [
        pytest.param("es", "Lo mejor del puerto es el muro de piedra.", id="the best in Spanish"),
        pytest.param("es", "Es hora de abrir el puerto a los barcos.", id="it is time in Spanish"),
        pytest.param("es", "Es la primera vez que el molino se para.", id="the first time in Spanish"),
        pytest.param("es", "En este artículo comparo dos molinos de agua.", id="in this article in Spanish"),
        pytest.param("es", "Para construir el muro hacen falta dos años.", id="a Spanish infinitive"),
        pytest.param("it", "Lo scoglio davanti al porto è pericoloso.", id="an Italian article"),
        pytest.param("it", "È ora di riaprire il porto alle barche.", id="it is time in Italian"),
        pytest.param("pt", "Neste artigo comparo dois moinhos de água.", id="in this article in Portuguese"),
        pytest.param("pt", "O moinho de pedra fica perto do porto.", id="a Portuguese article"),
        pytest.param(
            "nl", "Het is belangrijk dat de haven open blijft.", id="a Dutch `it` that means nothing"
        ),
        pytest.param("nl", "Het is een goed idee om de muur te verhogen.", id="another"),
        pytest.param("nl", "Het water stijgt elke winter tot aan de kade.", id="a Dutch article"),
        pytest.param("nl", "Zo snel draaide de molen nog nooit eerder.", id="so fast in Dutch"),
        pytest.param("sv", "Det är viktigt att hamnen är öppen.", id="a Swedish `it` that means nothing"),
        pytest.param(
            "fr", "Il est important de fermer le port la nuit.", id="a French `it` that means nothing"
        ),
        pytest.param("fr", "Alors que la ville dort, le port travaille.", id="while in French"),
        pytest.param("fr", "En ce qui concerne le port, rien ne change.", id="concerning in French"),
        pytest.param("fr", "Dans cet article, nous mesurons le port.", id="in this article in French"),
        pytest.param("de", "In diesem Jahr kostet die Mauer neun Millionen.", id="this year in German"),
        pytest.param("de", "Die Mauer am Hafen kostet neun Millionen.", id="a German article"),
    ],
)
def test_a_sentence_stands_alone(language: str, sentence: str) -> None:
    assert not hangs(sentence, language)


@pytest.mark.parametrize(
    "language, sentence",
    [
        pytest.param("es", "Buenos días a todos los amigos del puerto.", id="a Spanish greeting"),
        pytest.param("es", "Espero que os guste el paseo por el puerto.", id="a Spanish farewell"),
        pytest.param("es", "Si has visto el muro, deja un comentario aquí.", id="a call to comment"),
        pytest.param("es", "Como ya vimos, el molino gira despacio.", id="what was said before"),
        pytest.param("it", "Buongiorno a tutti gli amici del porto.", id="an Italian greeting"),
        pytest.param("it", "Per saperne di più leggi la guida del porto.", id="a call to read on"),
        pytest.param("pt", "Fala galera, hoje o assunto é o moinho.", id="a Portuguese greeting"),
        pytest.param("pt", "Artigo originalmente publicado no jornal do porto.", id="where it was before"),
        pytest.param("pt", "Este muro, clique aqui, custou nove milhões.", id="a call to click"),
        pytest.param("nl", "Ik hoop dat jullie genieten van de haven.", id="a Dutch farewell"),
        pytest.param("nl", "De onderstaande tabel toont de prijs van de muur.", id="what stands below"),
        pytest.param("sv", "Glöm inte att läsa mer om hamnen i maj.", id="a Swedish call"),
        pytest.param("fr", "N’hésitez pas à visiter le vieux moulin.", id="a French call"),
        pytest.param("fr", "Eh bien oui, le mur coûte neuf millions.", id="talk in French"),
        pytest.param("de", "Vielen Dank an alle Helfer am Hafen.", id="thanks in German"),
        pytest.param("de", "Hier gibt es ein paar Bilder vom Hafen.", id="where pictures are, in German"),
        pytest.param(
            "de", "Wie gesagt kostet die Mauer neun Millionen.", id="what was said before, in German"
        ),
    ],
)
def test_a_sentence_speaks_to_readers(language: str, sentence: str) -> None:
    words = [word.casefold() for word in words_in(sentence)]
    assert calls(words, language)
    assert standing(sentence, words, language=language, item=False) is Standing.NEVER


@pytest.mark.parametrize(
    "language, sentence",
    [
        pytest.param("es", "El comentario del alcalde cerró el debate.", id="a comment in Spanish"),
        pytest.param("nl", "De lezer van de kaart vond de haven snel.", id="a reader in Dutch"),
        pytest.param("en", "Buenos days are rare in the harbour of Norvik.", id="another language"),
        pytest.param("ja", "港は五月に開きます。", id="a language without a list"),
    ],
)
def test_a_sentence_speaks_of_its_subject(language: str, sentence: str) -> None:
    assert not calls([word.casefold() for word in words_in(sentence)], language)
