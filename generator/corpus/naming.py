"""Names of topics: which phrases can name one, and how people write them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from generator.gazetteer import ELECTED
from generator.keys import uninflected
from generator.model import TopicKind
from generator.tokens import words_in
from generator.words import is_stop, is_too_general, is_weak

_GENRES = frozenset(
    """
    conversation conversations interview interviews podcast podcasts newsletter newsletters talk
    talks discussion discussions post posts episode episodes webinar webinars thread threads tweet
    tweets recap article articles blog blogs essay essays keynote keynotes chat faq q&a video videos
    panel series transcript transcripts livestream edition editions issue issues roundup til tils
    readme
    """.split()
)
"""What a text is, not what it is about."""
_GENERIC = frozenset(
    """
    always free human humans laughter money san los las gov
    time times team teams company companies organization organizations organisation organisations
    service services tech technology technologies code management office offices data information
    complexity accuracy platform platforms approach use term percent dollar dollars euros pounds
    people staff employee employees firm firms business businesses customer customers cost costs
    price prices software application applications app apps feature features computer computers
    machine machines operation operations environment environments interface interfaces command
    commands script scripts directory directories folder folders package packages documentation docs
    bug bugs fix fixes debug agency agencies government access adoption assessment collaboration
    communication exercise infrastructure vendor vendors market markets world field role topic thing
    guy mile miles kilometre kilometres metre metres american world-class fee fees power factory
    library libraries module modules repository repositories repo repos server servers string
    strings variable variables value values default defaults parameter parameters argument arguments
    url urls http json yesterday tomorrow today life lives work works line lines word words
    reader readers listener variant variants model models car cars vehicle vehicles weight weights
    window windows column columns row rows log logs stream streams integer integers install
    installation custom syntax option options federal digital state web online mobile native native
    static dynamic device devices browser browsers domain domains content employees hires hire
    partner partners stakeholders participants attendees developers developer designers designer
    engineers engineer researchers researcher participants interviewees colleagues policy standard
    token tokens mission expert experts expertise user users member members control discovery
    standard standards language languages index map park court flexibility asset assets client clients
    header headers port ports demo demos laptop laptops glass query queries executives officers
    teammates citizen citizens family families input inputs output outputs instruction instructions
    division divisions handbook handbooks investigator
    investigators edit db id ids pk gb mb kb u.s. d.c. usa mindset mindsets legacy
    affiliate affiliates spokesperson
    father mother son daughter brother sister wife husband boyfriend girlfriend girl girls boy boys child kid
    kids woman man friend friends neighbor neighbors neighbour neighbours president secretary officer
    officers executive executives lawyer doctor director chief spokesman spokeswoman official officials
    witness witnesses country countries city town home body death deaths generation star location
    occupation color colour paper award announcement advertisement study studies report reports news general
    nation nations greeting greetings million millions billion billions trillion hundreds thousands dozens
    things alt src pdf phd doi white black gay straight dad dads mom moms mum mums parent parents hello
    authorities charge charges club clubs published updated huh hmm mm mmm mhm uh um cuz yeah okay ok
    z.b. d.h. u.a. bzw. usw. e.g. i.e. etc
    analysis document documents committee committees university universities training virtual hybrid
    completion completions attribute attributes diagnostic diagnostics perf impl ship book books plot plots
    helper helpers editor editors reviewer reviewers occurrence occurrences sprint sprints roadmap roadmaps
    configuration configurations contributor contributors draft drafts implementation implementations pr prs
    co-lead co-leads maintainer maintainers overview conclusion introduction meeting meetings agenda minutes
    update updates download downloads import imports execution extension extensions beta alpha weekly tooling
    red green blue yellow brown purple pink dry wet
    engine engines aest aedt nzst nzdt jst hkt mst cst utc gmt cet cest est edt pst pdt bst
    uncategorized uncategorised miscellaneous misc allgemein aktuelles actualités noticias notizie
    """.split()
)
"""Words that by themselves say too little for a page of their own."""
_CURRENCIES = frozenset("eur usd gbp chf jpy aud nzd sek nok dkk pln czk huf inr brl cny".split())
_MEASURES = _CURRENCIES | frozenset(
    """
    kwh mwh kw mw gw km cm mm ghz mhz hz tb
    byte bytes teaspoon teaspoons tsp tablespoon tablespoons tbsp cup cups ounce ounces oz pound lb lbs gram
    grams kilogram kilograms kg litre litres liter liters ml cl dl pint pints quart quarts gallon gallons inch
    inches feet
    """.split()
)
"""What is counted in."""
_COMPOUNDS = frozenset(
    " ".join(compound.split())
    for compound in """
    access control|best practice|best practices|case study|dark mode|deep learning|free software|global
    warming|home page|life cycle|open content|open data|open source|plain language|plain text|public
    domain|public service|public services|remote work|search engine|supply chain|version control|public
    health|public transport|social media|mental health|climate change|home office|open access|open
    science|natural language|content strategy|content design|product management|project management|work
    force|user story|user stories|user experience|user interface|user needs|source code|press
    freedom|digital service|digital services|digital government|mobile app|mobile apps|web app|web
    apps|web application|web applications|web design|machine learning|data standard|data standards|data
    model|data models|business model|business models|language model|language models|environment
    variable|environment variables|file format|file formats|market research|work life|remote team|remote
    teams|virtual environment|virtual environments|virtual machine|virtual machines|virtual
    reality|static site|static sites|digital strategy|time series
    """.split("|")
)
"""What general words name together."""
_REFUSED = re.compile(
    r"^(?:looking|latest|breaking|next|last|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"new|many|more|other|this|that|early|late|recent|good|best|better|"
    r"millions?|billions?|trillions?|hundreds?|thousands?|dozens?|big|great|right|wrong|certain|several|different|same|own|old|real|full|final|past|few|lots?|bit|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:day|week|month|year|hour|minute)s? (?:in|of|at|to|with))\b|"
    r"\b(?:time|times|day|days|week|weeks|month|months|year|years|minutes?|hours?|thoughts|way|ways|lot|"
    r"thing|things|bit|ago|sense|sure|place|people|person|guys?|folks|part|parts|world|example|examples)$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\w_\w|\bshout[- ]?outs?$"
    r"|^(?:[ap]\.m|joined|joining|meet|introducing|announcing|using|via|photo|image|download|install)\b",
    re.IGNORECASE,
)
"""Names of files and variables, greetings, and what a person did."""
_COUNTED = _CURRENCIES | frozenset(
    """
    appendix class day episode exhibit figure floor gate grade item level month option page part phase round
    season session stage step table test tier track unit volume wave week year
    """.split()
)
_NUMBER = re.compile(r"\d[\d.]*[a-z]?|[ivx]+|[a-z]|one|two|three|four|five|six")
"""What counts one of several, of which each text has others: `Tier 1`, `Phase II`, `Part B`."""
_REPORTING = frozenset(
    """
    said says say told tells tell asked asks added adds wrote writes replied replies believe believes
    believed finds found argues argued claims claimed thinks thought announced reported
    reporter reporters correspondent correspondents
    """.split()
)
"""Words that tell who says something: `officials said`, `told reporters`, `Daily Post Reporter`."""
_MEASURED = re.compile(
    r"^[\d.,]+(?:[a-z]{1,2})?$|^[\w.]+-(?:year|month|week|day|hour|minute)s?(?:-old)?$", re.IGNORECASE
)
"""An amount, an age: `34.6bn`, `12-year-old`."""
_CLOCK = re.compile(r"^\d{1,2}(?:[.:]\d\d)? ?[ap]\.?m\b", re.IGNORECASE)
"""A time of day: `3pm PST`."""
_SPACES = re.compile(r"^(?:twitter|x|audio) spaces?$", re.IGNORECASE)


def can_name(text: str, *, named: bool, language: str) -> bool:
    """Tell whether a person might put this over a page: no fragment, date, number or sort of text."""
    words = [word.casefold() for word in words_in(text)]
    if not words or _is_no_name(words, text):
        return False
    if len(words) == 1:
        shouted = text.isupper()
        pair = "-" in text and not shouted and _REFUSED.search(text) is not None
        return not pair and _can_name_alone(words[0], language="" if shouted else language)
    if named and (words[0] == "the" or not _is_english_filler(words, language)):
        return not words[0].isdigit()
    counted = words[0] in _MEASURES or any(word.isdigit() for word in words)
    if counted or _REFUSED.search(text) or _is_english_filler(words, language):
        return False
    if (
        all(word in _GENERIC or is_weak(word, language) or is_too_general(word, language) for word in words)
        and " ".join(words) not in _COMPOUNDS
    ):
        return False
    return not is_stop(words[0], language) and not is_stop(words[-1], language)


def _is_no_name(words: Sequence[str], text: str) -> bool:
    """Tell whether a text is a sort of text, a file, or a part of `officials said`."""
    told = words[0] in _REPORTING or words[-1] in _REPORTING
    counted = words[0] in _COUNTED and _NUMBER.fullmatch(" ".join(words[1:])) is not None
    genre = words[-1] in _GENRES and " ".join(words) not in _COMPOUNDS
    office = len(words) == 2 and words[0] in ELECTED and text.rsplit(maxsplit=1)[-1][0].isupper()  # noqa: PLR2004 - `Senator Merrow`
    return told or counted or genre or office or any(one.search(text) for one in (_SPACES, _NO_NAME, _CLOCK))


def _is_english_filler(words: Sequence[str], language: str) -> bool:
    """Tell whether an article of another language says this in an English passage only: `and the`."""
    return language != "en" and all(is_stop(word, "en") for word in words)


def _can_name_alone(word: str, *, language: str) -> bool:
    if word in _GENERIC or word in _MEASURES or _MEASURED.match(word) or word.isdigit() or len(word) < 2:  # noqa: PLR2004 - one letter is no name
        return False
    return (
        not is_weak(word, language)
        and not is_too_general(word, language)
        and not is_stop(word, language)
        and not is_stop(word, "en" if language else "")
    )


def is_general(word: str) -> bool:
    """Tell whether a word by itself says too little for a page of its own."""
    return word.casefold() in _GENERIC


_VERB = re.compile(r"(?<=[a-z] )(?:is|are|was|were|has|have|had|been|being|will|can|does)(?= )")


def without_verbs(forms: Mapping[str, int]) -> Counter[str]:
    """Return the forms that are no clause: not `information has been collected`, which shares its stems."""
    return Counter({form: count for form, count in forms.items() if not _VERB.search(form)})


_AS_IT_IS = re.compile(r"[A-Z.\d_]|^[b-df-hj-np-tv-xz]+$")
"""What is written so on purpose: `iPhone`, `fly.io`, and letters that nobody can say, such as `npm`."""
_OWN_CAPITALS = re.compile(r"[a-z]{1,3}[A-Z]")


def without_participles(forms: Mapping[str, int]) -> Mapping[str, int]:
    """Return the forms that are not made of another one: `peer review`, not `peer-reviewed`."""
    written = {flat(form) for form in forms}
    made = {
        form
        for form in forms
        if not written.isdisjoint((flat(form)[:-1], flat(form)[:-2])) and form.endswith("ed")
    }
    return {form: count for form, count in forms.items() if form not in made}


def compounds_of(forms: Mapping[str, int]) -> dict[str, int]:
    """Return the forms that general words name together, where the one written most is such a word alone.

    Whoever writes `machine learning` may say `machine` more often than that.
    """
    most = max(forms, key=lambda form: (forms[form], form))
    if most.casefold() not in _GENERIC:
        return {}
    return {form: count for form, count in forms.items() if flat(form) in _COMPOUNDS}


def choose_name(forms: Mapping[str, int], kind: TopicKind) -> str:
    """Return the form that people write most, with a capital first letter where it is not a name's own.

    Forms that differ in case or hyphens only count together, and the commonest of them stands; words
    that are all in capitals, or written as in an address, only where nobody writes them otherwise.
    """
    groups: dict[str, int] = {}
    forms = uninflected(forms, names=kind in _DECLINED)
    for form, count in forms.items():
        groups[flat(form)] = groups.get(flat(form), 0) + count
    forms = nouns_of(forms) or forms
    best = min(
        forms,
        key=lambda form: (-groups[flat(form)], _is_odd(form, forms), -forms[form], len(form), form),
    )
    best = _OF_A_FEMININE.sub("", best)
    own = _OWN_CAPITALS.match(best) or (" " not in best and _AS_IT_IS.search(best))
    return best if own or kind is not TopicKind.CONCEPT else best[:1].upper() + best[1:]


_OF_A_FEMININE = re.compile(r"(?<=[a-zäöüß]e)[rn](?= [A-ZÄÖÜ]\w{2,}(?:ung|heit|keit|schaft)$)")
"""What ends a German adjective in a case: *mit fachkundiger Anleitung*, and no plural ends so."""


def _is_odd(form: str, forms: Mapping[str, int]) -> bool:
    shouted = form.isupper() and (
        " " in form or (len(form) >= SHOUTED and forms.get(form.capitalize(), 0) >= OTHERWISE * forms[form])
    )
    return shouted or (form.islower() and form.count("-") > 1)


SHOUTED = 5
OTHERWISE = 0.25
"""A word of so many capitals is shouted where so many write it otherwise: `DATABASE`, but not `SQL`."""


_NOUN = re.compile(r"^[a-z]+(?:[ai]tion|ment|ance|ence)s?$", re.IGNORECASE)
"""What English makes of verbs, and is a noun for sure."""
_NOUNS = 0.2
"""Where so many of the places have the noun, it is the name: `optimization`, not `optimize`."""


def nouns_of(forms: Mapping[str, int]) -> dict[str, int]:
    """Return the forms that are nouns for sure, unless they are few; others may be the verb."""
    nouns = {form: count for form, count in forms.items() if _NOUN.match(form)}
    return nouns if sum(nouns.values()) >= _NOUNS * sum(forms.values()) else {}


_DECLINED = frozenset({TopicKind.PERSON, TopicKind.PLACE})


def flat(form: str) -> str:
    """Return a form without what makes no difference: case, and hyphens for spaces."""
    return re.sub(r"[-\s]+", " ", form).casefold()
