"""Which sentences may not stand in a summary."""

import pytest

from generator.analysis.refusals import Standing, praises, standing
from generator.tokens import tokens


def how(sentence: str, *, language: str = "en", item: bool = False) -> Standing:
    words = [token.text.casefold() for token in tokens(sentence)]
    return standing(sentence, words, language=language, item=item)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Hello everyone and welcome to another week of harbour news.", id="a greeting"),
        pytest.param("By Anna Berg, our reporter in the north.", id="a byline"),
        pytest.param("Stay tuned for more stories about the harbour and its boats.", id="an announcement"),
        pytest.param("Other contributors to this report were Anna Berg and Ines Dahl.", id="other credits"),
        pytest.param("To reach the harbour master of Norvik, email the town hall.", id="an address"),
        pytest.param("Tune in on Friday for the hour of the harbour master.", id="a call to listen"),
        pytest.param("Head over to the harbour for all the news of its boats.", id="a call to go"),
        pytest.param(
            "Listen now to the hour of the harbour master in Norvik.", id="a call to listen at once"
        ),
        pytest.param("Now you can hear the harbour news each morning.", id="what can be heard"),
        pytest.param("Start your day with the harbour news, brought by ropes.", id="a call to begin"),
        pytest.param("All boats of the harbour are linked in the show notes.", id="notes of a show"),
        pytest.param("Subscribe to our newsletter to hear of every new boat.", id="an advertisement"),
        pytest.param("How many boats will the harbour hold after the works?", id="a question"),
        pytest.param(
            "The harbour master named three reasons for the long delay:", id="what a colon leaves open"
        ),
        pytest.param("The new wall is nine metres high, as shown below.", id="pointing at the page"),
        pytest.param("Ines Dahl in Norvik contributed to this report of the storm.", id="a credit"),
        pytest.param("PUBLISHED: 12:30 GMT, 3 March 2014, by the harbour desk.", id="a time stamp"),
        pytest.param(
            '{% picture "wall.jpg" "The new harbour wall of Norvik in the morning" %}', id="a template"
        ),
        pytest.param("The whole plan of the harbour wall can be found here.", id="a pointer"),
        pytest.param("If the harbour's hours are wrong, please send us the right ones.", id="a request"),
        pytest.param("Special thanks to Anna Berg for the drawings of the wall.", id="thanks"),
        pytest.param("Many thanks to the fishermen who carried the stones of the wall.", id="many thanks"),
        pytest.param("The mayor would like to thank all who built the wall.", id="a wish to thank"),
        pytest.param("Image: Anna Berg shows the new wall of the harbour.", id="a label of a picture"),
        pytest.param("10:30 a.m.: I meet the builders of the wall in the harbour.", id="an hour of a diary"),
        pytest.param("05/10/2018 - Publicado por Anna Berg no jornal do porto.", id="the date of a post"),
        pytest.param("The harbour's logo is displayed outside of the town hall.", id="a logo in a picture"),
        pytest.param("Quick plug: the harbour looks for a new master of its ropes.", id="a plug"),
        pytest.param("The harbour is hiring for a master of its ropes in May.", id="a job"),
        pytest.param("A name of a yard does not imply that the harbour likes it.", id="a disclaimer"),
        pytest.param("Whether you sail or row, we'd love to hear from you in Norvik.", id="a call to write"),
        pytest.param("As you can see above, the wall of Norvik is nine metres high.", id="pointing up"),
        pytest.param(
            "Harbour team – Norvik: Anna Berg and Ines Dahl; Yard 9: Tom Reed, Ada Merrow, Per Holm, and Eva Lind.",
            id="who was in a team",
        ),
        pytest.param("As we mentioned before, the wall is nine metres high.", id="what was said before"),
        pytest.param("Below is our plan of the harbour and its new wall.", id="pointing at a plan"),
        pytest.param("I'm Anna and this is Harbour News for the second week of May.", id="an opening"),
        pytest.param("New harbour wall makes boats even safer", id="a headline"),
        pytest.param("– Anna Berg, harbour master (now in the north).", id="a signature"),
        pytest.param("A photo posted by the harbour of Norvik on Dec 31 at noon.", id="a caption"),
        pytest.param(
            "Anna Berg: Hello everyone, welcome to the hour of the harbour.", id="a speaker's greeting"
        ),
        pytest.param("Make sure to see the harbour before the wall is built.", id="a call to do"),
        pytest.param("Leave us a note about the wall and the boats.", id="a call to write"),
        pytest.param("The wall is built in May and we need your help.", id="a call for help"),
        pytest.param("Bonus: whoever knows the wall may walk on it.", id="an aside with a label"),
        pytest.param("Without further ado, the wall of the harbour is open.", id="an announcement of itself"),
        pytest.param("Wall Days | open until May | Norvik | 9 September.", id="a row of a list of dates"),
        pytest.param("Shoutouts to Anna Berg for her drawings of the wall.", id="praise of somebody"),
        pytest.param("The harbour is full.", id="too short"),
        pytest.param("The harbour " + "and the old harbour " * 20 + "is full.", id="too long"),
        pytest.param("boats = {name: size for name, size in harbour.items()} # all_of_them", id="code"),
        pytest.param("Yeah, the harbour was always full of boats in summer.", id="small talk"),
        pytest.param(
            "© 2024 The Harbour Company of the northern coast, all boats included.", id="a copyright"
        ),
        pytest.param("Anna Berg, left, with the mayor on the new wall in May.", id="what a picture shows"),
        pytest.param("The following chart counts the boats of every harbour.", id="pointing at a chart"),
        pytest.param("What up sailors, I'm Anna and this is Harbour News for May.", id="another opening"),
        pytest.param("And thanks to our friends at the rope factory for the harbour.", id="a sponsor"),
        pytest.param("Can you believe that this is the hundredth harbour wall?!", id="a cry that asks"),
        pytest.param("» Zum Angebot: Karten für die Fahrt zur neuen Hafenmauer.", id="an arrow to a link"),
        pytest.param("Auf der Website der Hafenmauer werden Cookies gespeichert.", id="a note on cookies"),
        pytest.param("Lea también la historia del muro del puerto de Norvik.", id="a link in Spanish"),
        pytest.param("As the table above tells, the harbour holds ninety boats.", id="pointing upwards"),
        pytest.param("Previously in this series: the wall of Norvik and its builders.", id="an older part"),
        pytest.param("Saturday, October 6, 3 p.m. to 9 p.m.", id="opening hours"),
        pytest.param("Get to the harbour and become a master of its ropes!", id="a call"),
        pytest.param("(The harbour was by no means the only one to close.)", id="an aside"),
        pytest.param("Updated 2022-10-03 to reflect that the wall will not be permanent.", id="a revision"),
        pytest.param("Update on May 3: We no longer limit the number of boats there.", id="one of a day"),
        pytest.param("4 Merrow, A., Dahl, B.Y., and Berg, C. Walls of harbours, 2021.", id="a reference"),
        pytest.param("If you missed it, read our notes on the wall of the harbour.", id="a call to read"),
        pytest.param("You can watch its recording, or read the notes on the harbour.", id="one to watch"),
        pytest.param("You’ll find the whole plan of the wall at the town hall.", id="where to look"),
        pytest.param("See the plan of the wall for more details of its stones.", id="what else to see"),
        pytest.param("Download the app to find the boats of the harbour.", id="one to download"),
        pytest.param("Congratulations to Anna Berg and the builders of the wall!", id="congratulations"),
        pytest.param("Here are just a few ways in which the wall was changed.", id="what is to follow"),
        pytest.param("My name is Ada and I'm your host on the harbour walk.", id="who asks"),
        pytest.param("And I'm joined by the keeper of the harbour wall.", id="who answers"),
        pytest.param("So tell us a little bit about the wall of the town.", id="what somebody is asked"),
        pytest.param("This blog post was edited to say that the wall holds.", id="a post of itself"),
        pytest.param("We'd love your feedback on the plan of the wall.", id="a call for opinions"),
        pytest.param("If you have ideas, let us know what the wall should be.", id="a call to tell"),
        pytest.param("As told in the previous section, the wall has two doors.", id="pointing at a section"),
        pytest.param("If you have a boat, be sure to register it with us.", id="a call at the end"),
        pytest.param("Recordings of both meetings are available at the town hall.", id="a recording"),
        pytest.param("(2025-05-30) The plan was edited to name the builders.", id="a revision of a day"),
        pytest.param("The data below are those of ninety boats in the harbour.", id="pointing at data"),
        pytest.param("You can learn more about the wall in the town hall.", id="where to learn"),
        pytest.param("Whatever your boat, you are welcome to join the feast.", id="an invitation"),
        pytest.param("There is a list of all ninety boats below.", id="pointing at a list"),
        pytest.param('[caption align="right"]The wall of the harbour at noon.[/caption]', id="a short code"),
        pytest.param("Q: In the plan of the wall, you drew nine doors.", id="a question with a label"),
        pytest.param("Also, be sure to register for the feast at the harbour wall.", id="one to register"),
        pytest.param("Now let's dive into the news of the harbour.", id="what only announces"),
        pytest.param("Let us look at three walls of the harbour.", id="what announces, too"),
        pytest.param("So there you have it: the harbour wall has nine doors.", id="the end of a lesson"),
        pytest.param('Watch "The walls of Norvik" at the harbour museum.', id="a film to watch"),
        pytest.param("The plan of the harbour wall is available online.", id="where a plan is"),
        pytest.param("The full list of changes is available on GitHub, with the code.", id="where a list is"),
        pytest.param("The news of May can be found on our blog, as ever.", id="where news is"),
        pytest.param("To show the nine doors, here's a drawing of the wall.", id="what is shown here"),
        pytest.param('Anna Berg said: "The harbour wall holds.', id="a quotation without an end"),
        pytest.param("“The wall will hold for a hundred years and more.", id="the beginning of what is said"),
    ],
)
def test_a_sentence_that_says_nothing_alone_is_refused(sentence: str) -> None:
    assert how(sentence) is Standing.NEVER


@pytest.mark.parametrize(
    "sentence",
    [
        "Updated 2022 figures show that the harbour wall holds well.",
        "Correctness matters more than speed when a harbour wall is built.",
        "The wall was built by Ada Merrow, B. Berg and many others from Norvik.",
        "If you build a harbour wall of oak, it holds for ninety years.",
        "You can see the harbour wall from the hills of the north.",
        "See how the wall was built by nine sailors of Norvik.",
        "Read replicas of the harbour list are kept in the north.",
        "Here the harbour is nine metres deep, and boats are safe.",
        "The wall [of Norvik] holds, and ninety boats lie behind it.",
        "Sailors of all towns welcome the wall of the harbour.",
        "The water below the wall of the harbour is nine metres deep.",
        "Nobody can be sure that the wall will hold for years.",
        "The recording of the storm is nine hours long.",
        "Follow the shore road to the wall of Norvik.",
        "The council let us see the plan of the wall.",
        "Boats that are available online cost less than those of the harbour.",
        'Anna Berg calls the harbour "a hollow wall" and waits.',
        "Berg, Dahl, Merrow, Holm and Lind, the oldest yards of Norvik, built the wall.",
        "The wall was built by Anna Berg, Ines Dahl, Ada Merrow, Per Holm and Eva Lind.",
    ],
)
def test_a_sentence_that_begins_alike_is_not(sentence: str) -> None:
    assert how(sentence) is Standing.ALONE


@pytest.mark.parametrize(
    ("sentence", "standing"),
    [
        ("Det används av alla hamnar längs kusten och i skärgården.", Standing.AFTER_THE_ONE_BEFORE),
        ("Vissa av dom är hårt knutna till hamnen i Norvik.", Standing.AFTER_THE_ONE_BEFORE),
        ("Muren i hamnen är byggd av ek, se bild från Norvik.", Standing.NEVER),
        ("Muren i hamnen används av alla båtar längs kusten.", Standing.ALONE),
    ],
)
def test_swedish_sentences_hang_and_point_too(sentence: str, standing: Standing) -> None:
    assert how(sentence, language="sv") is standing


def test_a_title_in_a_list_is_refused_whatever_it_ends_in() -> None:
    title = "Harbour Notes and Comments - Part Three - First Drawings of the Wall!"
    assert how(title, item=True) is Standing.NEVER
    assert how("The town of Norvik will rebuild its Harbour wall!", item=True) is Standing.ALONE


def test_a_fragment_of_a_list_is_refused() -> None:
    fragment = "twelve new berths for small boats"
    assert how(fragment, item=True) is Standing.NEVER
    assert how("The council pays for twelve new berths.", item=True) is Standing.ALONE


@pytest.mark.parametrize(
    "language, sentence",
    [
        ("en", "However, he said that the harbour would open in May."),
        ("en", "This is why the harbour stays closed until May."),
        ("en", "They want a harbour that is open all year."),
        ("en", "While speaking of these plans, the mayor named a price."),
        ("en", "In 2015, he moved to the harbour town of Norvik."),
        ("en", "In March 2015 she moved to a town with a harbour."),
        ("en", "For years, they said nothing about the hollow wall."),
        ("en", "“The wall will hold for a hundred years,” she said."),
        ("en", "The wall will hold for a hundred years, he added."),
        ("en", "The wall will hold for a hundred years and more.”"),
        ("en", "Here, the harbour wall is nine metres high and hollow."),
        ("en", "Here we see the harbour wall and its nine doors."),
        ("en", "Then the council of Norvik built a second wall."),
        ("en", "And then the council of Norvik built a second wall."),
        ("en", "Give them all the time that they need for the wall."),
        ("en", "The harbour office of Norvik did not."),
        ("en", "The council of the town of Norvik has."),
        ("fr", "Sinon, le port de Norvik reste fermé tout l'hiver."),
        ("fr", "En particulier, le port de Norvik reste fermé tout l'hiver."),
        ("pt", "Mesmo assim, o porto de Norvik fica fechado no inverno."),
        ("es", "De lo contrario, el puerto de Norvik queda cerrado en invierno."),
        ("de", "Anschließend baute der Rat von Norvik eine zweite Mauer."),
        ("en", "But the harbour of Norvik stays closed until May."),
        ("en", "However, the harbour of Norvik stays closed until May."),
        ("en", "For example, the harbour of Norvik has a wall of its own."),
        ("en", "One way is to build a second wall before the first."),
        ("en", "To that end, the council of Norvik bought nine cranes."),
        ("en", "In keeping with that practice, the town asked its fishermen."),
        ("en", "With that wall, counting the boats of Norvik becomes easier."),
        ("en", "With that old harbour wall in place, the town could sleep."),
        ("en", "On 26 December 2024 it opened a second harbour wall."),
        ("en", "In March it closed the harbour for a whole month."),
        ("en", "After two years, it was sold to the town of Norvik."),
        ("en", "In the end, this person left the harbour for good."),
        ("en", "It is a harbour with a wall of nine metres."),
        ("en", "It was sold to the council of the town in May."),
        ("en", "The other is to build a second wall in the north."),
        ("en", "The second is called the winter harbour by all."),
        ("en", "Some of them have left the harbour for the north."),
        ("en", "The answers to these questions change the plan of the harbour."),
        ("en", "So you never lose sight of the harbour wall."),
        ("en", "In the Northern Isles that leaves Norvik as the only harbour."),
        ("en", "Among sailors that means a longer way to the sea."),
        ("en", "In practice that makes the wall higher than a mast."),
        ("en", "One problem: the keeper of that wall left the town."),
        ("en", "Another big problem is the price of the new wall."),
        ("en", "The plan for that is kept in the harbour office."),
        ("en", "Since then, the town has built nine walls of stone."),
        ("en", "E.g. the harbour of Norvik has a wall of its own."),
        ("en", "On top of that, the town built a second wall of stone."),
        ("en", "After that, the town built a second wall of stone."),
        ("en", "If you do, the harbour is a fine place for your boat."),
        ("en", "If so, the harbour is a fine place for any boat."),
        ("en", "On the other hand the harbour holds ninety boats in winter."),
        ("en", "For example the harbour of Norvik has a wall of its own."),
        ("en", "Through this partnership, the town has built nine walls."),
        ("en", "Thus, of these boats, nine have left the harbour."),
        ("en", "The alternative is a harbour with a wall of ninety metres."),
        ("en", "The new gate does this by counting the boats of a day."),
        ("en", "The main advantage of this proposal is a lower price."),
        ("en", "Many have left the harbour for the north in winter."),
        ("en", "Some believe that the wall of Norvik will not hold."),
        ("en", "First opened in 2011, this harbour holds ninety boats."),
        ("en", "Built by Anna Berg in 1990, it holds ninety boats."),
        ("en", "Asked about the price, he named a sum for each metre."),
        ("de", "Nach dem Treffen sagte er, dass der Hafen im Mai öffnet."),
        ("fr", "En 2015, il a quitté la ville pour un port plus grand."),
        ("es", "Tras la tormenta, ella dijo que el puerto abriría en mayo."),
        ("nl", "Na de storm zei hij dat de haven in mei weer opengaat."),
        ("sv", "Efter stormen sade han att hamnen öppnar igen i maj."),
        ("de", "Er sagte, dass der Hafen im Mai wieder öffnet."),
        ("fr", "Cela explique la fermeture du port pendant tout un hiver."),
        ("es", "Esto explica el cierre del puerto durante todo el invierno."),
        ("it", "Questo spiega la chiusura del porto per tutto un inverno."),
        ("pt", "Isso explica o fecho do porto durante todo o inverno."),
        ("nl", "Dit verklaart waarom de haven de hele winter dicht blijft."),
        ("sv", "Detta förklarar varför hamnen är stängd under hela vintern."),
        ("en", "and the harbour wall of Norvik is the first to go."),
        ("fr", "C’est en hiver que le port de Norvik ferme ses portes."),
        ("de", "„Die Mauer wird hundert Jahre lang halten und noch länger."),
        ("de", "Die Mauer wird hundert Jahre lang halten und länger“, sagte Anna Berg."),
        ("fr", "« Le mur tiendra cent ans et même plus, dit le maire."),
        ("sv", "”Muren håller i hundra år och kanske ännu längre."),
    ],
)
def test_a_sentence_about_something_named_before_needs_the_one_before(language: str, sentence: str) -> None:
    assert how(sentence, language=language) is Standing.AFTER_THE_ONE_BEFORE


@pytest.mark.parametrize(
    "sentence",
    [
        "The wall, for those out of the loop, is the new pride of the harbour.",
        "Those who sailed in winter had paid for the wall themselves.",
        "With those of the north in mind, the town built a second wall.",
    ],
)
def test_those_who_are_named_in_the_same_sentence_need_no_other(sentence: str) -> None:
    assert how(sentence) is Standing.ALONE


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour opens again in May after a long winter.",
        "git keeps every state of the harbour plan for good.",
        "It is clear that the harbour needs a new wall.",
        "One way to keep the sea out is a second wall.",
        "In this article we show how a harbour wall is built.",
        "Harbour master Ines Dahl, who led the works, retires in June.",
        "After Anna Berg won the race, she moved to Norvik.",
        "The mayor said he would open the harbour in May.",
        "“The wall will hold for a hundred years,” said Anna Berg.",
        "On Monday the council of Norvik closed the harbour for good.",
        'The wall that they call "the new one" is nine metres high.',
        "It was a pity that the harbour closed in May.",
        "It was decided that the harbour should close in May.",
        "In winter, it is hard to see the harbour wall.",
        "In Norvik, it was sold to the council of the town.",
        "On Tuesday, it emerged that the harbour had been sold.",
        "The goal of this article is a plan of the harbour.",
        "So far the council has bought nine cranes for the wall.",
        "On the same day that officials met, the harbour closed.",
        "The above is not true of the harbour of Norvik.",
        "Turn left, then walk along the harbour wall for a mile.",
        "In the report that leaves the office today, nine walls are named.",
        "In the harbours that lie in the north, boats stay all winter.",
        "In the news that is read at noon the harbour has a place.",
        "In Norvik that year the council closed the harbour for good.",
        "The council said that, after that winter, the harbour would close.",
        "If you have a boat, the harbour is a fine place to keep it.",
        "As of this year, the harbour of Norvik holds ninety boats.",
        "As of this release, the plan of the harbour counts ninety boats.",
        "Among those who left, nine sailors came back to the harbour.",
        "Many fishermen have left the harbour for the north in winter.",
        "The alternative harbour of Norvik is open all year long.",
        "Founded in 1990, Norvik built its first wall nine years later.",
        "Asked about the price, the mayor named a sum for each metre.",
        "According to Anna Berg, she left the harbour in the north.",
        "Building a wall in winter, it is clear, is hard for all.",
        "The and/or of the harbour law was settled after a long winter.",
        "This week, the council of Norvik closed the harbour for good.",
        "This past summer the harbour of Norvik welcomed ninety boats.",
        "The then-mayor of Norvik built the wall in the harbour.",
        "Nobody in Norvik knows what the old harbour wall could do.",
    ],
)
def test_a_sentence_that_names_what_it_speaks_of_stands_alone(sentence: str) -> None:
    assert how(sentence) is Standing.ALONE


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "Der Bürgermeister sagte, dass er den Hafen im Mai öffnet."),
        ("fr", "En hiver, il faut fermer le port pendant trois mois."),
        ("sv", "Hamnen öppnar igen i maj, sade borgmästaren Anna Berg."),
        ("sv", "”Muren håller i hundra år till”, sade borgmästaren Anna Berg."),
        ("de", "„Die Mauer wird hundert Jahre lang halten“, sagte Anna Berg."),
        ("de", "»Die Mauer wird hundert Jahre lang halten«, sagte Anna Berg."),
        ("fr", "« Le mur tiendra cent ans », dit Anna Berg à Norvik."),
    ],
)
def test_other_languages_stand_alone_too(language: str, sentence: str) -> None:
    assert how(sentence, language=language) is Standing.ALONE


def of_words(count: int, end: str = ".") -> str:
    return " ".join(["The", *["harbour"] * (count - 1)]) + end


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [
        pytest.param((of_words(5), Standing.NEVER), (of_words(6), Standing.ALONE), id="six words are enough"),
        pytest.param((of_words(60), Standing.ALONE), (of_words(61), Standing.NEVER), id="sixty are most"),
        pytest.param((of_words(9, ""), Standing.NEVER), (of_words(10, ""), Standing.ALONE), id="no headline"),
    ],
)
def test_a_sentence_has_a_measure(shorter: tuple[str, Standing], longer: tuple[str, Standing]) -> None:
    for sentence, expected in (shorter, longer):
        assert how(sentence) is expected


@pytest.mark.parametrize(("language", "sign"), [("zh", "港"), ("ja", "港")])
def test_two_signs_count_as_a_word(language: str, sign: str) -> None:
    assert standing(f"{sign * 11}。", [sign] * 11, language=language, item=False) is Standing.NEVER
    assert standing(f"{sign * 12}。", [sign] * 12, language=language, item=False) is Standing.ALONE
    assert standing(f"{sign * 121}。", [sign] * 121, language=language, item=False) is Standing.ALONE


def test_praise_is_told_from_news() -> None:
    assert praises("a fascinating story from the harbour".split())
    assert praises("the harbour opens up new worlds".split())
    assert not praises("the harbour opens in may".split())


def test_a_turn_of_the_talk_is_no_news() -> None:
    assert praises("the mayor and the engineer didn't stop at the wall".split())
    assert praises("the lighthouse was also discussed".split())
