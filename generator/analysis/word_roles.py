"""What a word can do in a phrase: bound it, begin it, end it, stand alone."""

import re
from typing import NamedTuple

from generator.gazetteer import NEVER_ALONE
from generator.keys import word_key
from generator.words import NOUNS_CAPITALISED, is_stop, is_weak


class Role(NamedTuple):
    """What a word can do in a phrase."""

    key: str
    stop: bool
    """It bounds phrases."""
    weak: bool
    """It is too general, or too like a verb, to be trusted in a phrase that is said once."""
    last: bool
    """It can end a phrase."""
    alone: bool
    """It can be a phrase."""


def role_of(text: str, language: str) -> Role:
    """Return what a word can do in a phrase of its language."""
    folded = text.casefold()
    adverb = _is_adverb(folded, language)
    letters = folded.isalpha() or any(c.isalpha() for c in folded)
    stop = is_stop(folded, language) or folded in _SAYING or adverb or not letters or len(folded) > LETTERS
    verbal = _is_verbal(folded, language)
    stop = stop or (verbal and language != "en" and text.islower())
    weak = is_weak(folded, language) or verbal or len(folded) == 1
    adjective = folded.endswith(_ADJECTIVES.get(language, ())) and folded not in _LIKE_ADJECTIVES
    lone = adjective or (
        folded.endswith(_LONE_ADJECTIVES.get(language, ())) and folded not in _LIKE_LONE_ADJECTIVES
    )
    noun = language not in NOUNS_CAPITALISED or not text.islower()
    return Role(
        key=word_key(text, language),
        stop=stop,
        weak=weak,
        last=noun and not verbal and not adjective and len(folded) > 1 and folded not in _DATES,
        alone=noun and not weak and not lone and len(folded) > 2 and folded not in _DATES,  # noqa: PLR2004 - two letters name nothing
    )


def _is_adverb(folded: str, language: str) -> bool:
    if language == "en":
        return folded.endswith("ly") and len(folded) > 4 and folded not in _LY_NOUNS  # noqa: PLR2004 - fly
    return folded.endswith(_ADVERBS.get(language, ())) and len(folded) > 6  # noqa: PLR2004 - mente


_ADVERBS = {
    **dict.fromkeys(("es", "it", "pt"), ("mente",)),
    "fr": ("amment", "emment", "alement", "ellement", "ivement", "iquement", "eusement"),
}
_VERBS = {
    language: re.compile(rf"(?:{endings})$")
    for language, endings in {
        "es": r"ando|iendo|yendo|(?:[áéi]n|a)dol[aeo]s?|aron|ieron|aban|ó|\b[^\W_áéíóú]*[aei]mos|ábamos|íamos"
        r"|[áé]ramos|[áéí]semos|[^s]teis|áis|éis|[aei]r[áé]|[aei]rán|[aei]ríamos|d(?:rá|rán|ría)"
        r"|[aei]rl(?:o|os|es?)|\w{3}[ai]rse",
        "fr": r"aient|èrent|eront|[^mo]eriez|eraient|issons|issez",
        "it": r"ando|endo|arono|erono|irono|avano|evano|ò|[^h]iamo|[aei]vamo|[aei]ranno|[ei]rà"
        r"|[ei]rebbero|[ei]rebbe|[ei]remmo|[ei]resti|arl[aeio]|erl[io]|irl[aeio]|arsi|irsi|(?:nd|gl|mb)ersi",
        "pt": r"ando|endo|indo|aram|eram|iram|avam|ou|\b[^\W_áéíóúâêô]*[aei]mos|ávamos|íamos|[áêí]ssemos"
        r"|[^s]arão|[^v]erão|irão|[aei]r(?:á|íamos)|-l[ao]s?|-lhes?|-se|-me",
        "sv": r"\w\w\w(?:era[rs]?|erades?|erats?)",
    }.items()
}
"""What verbs end in that are no infinitives, and hardly a noun does."""
_LIKE_VERBS = frozenset(
    """
    bando comando contrabando contrabbando mando dividendo adendo dominó brando blando normando
    carlo carlos merlo perla perle tarlo burla burlo parla charles ramos tramos gramos extremos remos primos
    supremos kamera opera kamrera referat referats
    reclamos racimos mimos memos richiamo ceará nintendo fernando orlando rolando armando
    """.split()
)


def _is_verbal(folded: str, language: str) -> bool:
    """Tell whether a word looks like a participle or a verb: no noun phrase ends in one, save the known."""
    if language != "en":
        verbs = _VERBS.get(language)
        found = verbs is not None and len(folded) > 4 and verbs.search(folded)  # noqa: PLR2004
        return bool(found) and folded not in _LIKE_VERBS
    if len(folded) < 5:  # noqa: PLR2004 - red, king, bed
        return False
    if "-" in folded:
        return describes(folded)
    return (folded.endswith("ing") and folded not in _ING_NOUNS) or (
        folded.endswith("ed") and folded not in _ED_NOUNS
    )


def describes(word: str) -> bool:
    """Tell whether an English word made of two, in small letters, describes a noun: `user-centered`."""
    joined = word.endswith(_JOINED) and word.rpartition("-")[2] not in _ED_NOUNS
    return joined or _MEASURED.fullmatch(word) is not None


VERBS_OR_NOUNS = {
    "es": re.compile("[aei]r$"),
    "fr": re.compile("(?:[ei]r|ant|ez|[^t]ée?s?)$"),
    "it": re.compile("[aei]re$"),
    "pt": re.compile("[aei]r$"),
}
"""What infinitives and participles end in, and nouns such as *papier* and *lugar*."""
NOUN_FIRST = frozenset("es fr it pt ca ro".split())
"""Languages that put adjectives behind their nouns."""
_MAYBE_ADJECTIVE = tuple("al ic ar ary".split())
"""What English adjectives and nouns end in alike."""


def may_describe(word: str, language: str) -> bool:
    """Tell whether a word may be an adjective, so that it takes more to know it for a noun."""
    folded = word.casefold()
    adjective = language == "en" and (folded.endswith(_MAYBE_ADJECTIVE) or folded in NEVER_ALONE)
    return language in NOUN_FIRST or adjective


_SAYING = frozenset("said say says tell tells told dijo dice dit disse diz".split())
"""Who says something is no concept: `Berg said`."""
LETTERS = 40
"""A longer word is no word."""
_JOINED = tuple(
    "ed -driven -led -like -style -level -facing -wide -specific -friendly -ready -proven".split()
)
"""What ends a describing word made of two: `user-centered`, `data-driven`."""
_MEASURED = re.compile(
    r"(?:real|long|short|high|low|large|small|full|part|mid|first|second|third|one|two|three|multi|single|cross)"
    r"-(?:time|term|world|life|level|scale|size|quality|speed|risk|impact|cost|priority|range|way|step|year|day"
    r"|week|month|hour|minute|person|party|class|hand|rate|stage|platform|domain|language)"
)
"""A measure before what it is of: `real-time`, `long-term`, `two-day`."""
_ADJECTIVE = tuple("able ible ous ful less ical ive tional nional sonal ural ular mental ish est".split())
_ADJECTIVES = {
    "en": _ADJECTIVE,
    "nl": tuple("ische lijke lijkse loze bare same zaam ieve iële onele ale itaire naire laire isch".split()),
    "sv": tuple("iska liga ligt ligaste bart bara samma samt lösa löst ella ellt".split()),
}
_LONE_ADJECTIVES = {
    **dict.fromkeys(("es", "fr"), ("able", "ables", "ible", "ibles")),
    "it": ("abile", "abili", "ibile", "ibili"),
    "pt": ("ável", "áveis", "ível", "íveis"),
}
"""What adjectives end in that stand behind their noun: they may end a phrase, and are none alone."""
_LIKE_LONE_ADJECTIVES = frozenset(
    """
    bible bibles cable cables câble câbles cartable cartables cible cibles combustible combustibles comptable
    comptables contable contables érable érables étable étables fable fables fusible fusibles
    sable sables table tables variable variables vocable vocables
    contabile contabili variabile variabili
    combustível combustíveis nível níveis variável variáveis
    """.split()
)
_LIKE_ADJECTIVES = frozenset(
    """
    finale rivale
    archive archives drive executive initiative objective incentive directive perspective hive olive
    narrative representative alternative collective cooperative native table variable cable fable
    deliverable timetable bible crucible mural rural professional vegetable wearable test request
    quest guest forest harvest interest protest conquest contest west east nest chest pest polish
    publish finish english fish dish wish rubbish detective motive relative captive locomotive
    operational additive adhesive crest digest manifest pull-request mouthful handful angular
    instructional musical radical vertical chemical medical periodical mandible hive hard-drive
    pytest suite-test
    """.split()
)
BEFORE_VERB = frozenset(
    """
    to will would can could should may might must shall I we you they he she who don't doesn't
    didn't can't won't cannot let's I'll we'll you'll they'll I'd we'd not please and/or
    """.split()
)
_LY_NOUNS = frozenset(
    """
    supply family assembly monopoly anomaly reply italy early rally ally bully jelly folly fly
    butterfly wally molly belly homily
    """.split()
)
_ING_NOUNS = frozenset(
    """
    learning computing testing training engineering driving self-driving programming marketing
    mining processing hosting contracting building funding hearing housing banking trading
    publishing logging caching scraping streaming networking rendering parsing debugging onboarding
    prototyping crowdsourcing coding thinking writing reading planning staffing hiring scheduling
    versioning branding design pricing purchasing procuring outsourcing budgeting accounting billing
    manufacturing farming fishing shipping lending investing advertising modeling modelling mapping
    wireframing storytelling brainstorming blogging podcasting monitoring tracking profiling
    packaging linting typing threading clustering indexing encoding embedding string spring ceiling
    king ring thing wing bring routing templating refactoring tooling offering rating ranking
    setting listing meeting briefing drawing painting recycling warming policing nursing clothing
    lighting heating cooling drilling fracking whistleblowing halving staking formatting archiving
    bookmarking mentoring recruiting teleworking benchmarking reasoning editing handling hashing
    scaling sharing backpressure buying bidding ghostwriting cataloguing cataloging messaging
    """.split()
)
_ED_NOUNS = frozenset(
    "feed need seed speed breed embed weed bleed creed greed hundred shed sled newsfeed".split()
)
_DATES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december spring summer autumn winter today tomorrow yesterday
    tonight weekend morning afternoon evening
    """.split()
)
