"""Which sentences may not stand in a summary, because they say nothing outside their place."""

import re
from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Return the pairs of words of a list with commas."""
    return frozenset((first, second) for first, second in (pair.split() for pair in text.split(",")))


_SHORTEST = 6
_LONGEST = 60
_WORDS_IN_SIGNS = 2
"""Chinese and Japanese are counted by signs, of which two make about one word."""


class Standing(IntEnum):
    """How well a sentence stands on its own."""

    ALONE = 0
    AFTER_THE_ONE_BEFORE = 1
    """It speaks of something that the sentence before it names."""
    NEVER = 2
    """Only where the article has nothing better."""


# A connective, then a pronoun whose noun is in the sentence before.
_OF_ITS_OWN = (
    r"(?:article|post|paper|study|report|talk|conversation|discussion|interview|episode|essay|guide"
    r"|year|month|week|day|morning|summer|winter)"
)
_DANGLING = {
    "en": r"(?:he|she|they|his|her|their|its|this|that|these|those|such|both|neither|him|them"
    r"|(?:while|when|after|before|by|with|in|on|for|during|despite|from|at|to)\s(?:\w+\s){0,3}"
    rf"(?:these|those|this|such)(?!\s(?:\w+\s){{0,3}}{_OF_ITS_OWN})"
    r"|it(?! (?:is|was|will be|has been|can be|may be|seems|takes|turns)\b"
    r"(?! (?:no longer|also|still|now)\b)| ?['’]s)"
    r"|one (?:is|was|of (?:these|those|them))|so (?:did|do|does)"
    r"|(?:in|on|at|by|for|from|with|after|before|behind|beside|under)\s[^,.]{0,40}\s(?:them|him|it)(?=,))",
    "de": r"(?:er|sie|ihr|ihre|dies|dieser|diese|dieses|das|solche|jener|dabei|dafür|dadurch|darum|deshalb)",
    "fr": r"(?:il|elle|ils|elles|ce|cela|ceci|ça|cette|ces|celui-ci|celle-ci|ceux-ci|leur|leurs|c['’])",
    "es": r"(?:él|ella|ellos|ellas|este|esto|esta|estos|estas|eso|ese|esa|aquello|ambos)",
    "it": r"(?:egli|lui|lei|essi|esse|loro|questo|questa|questi|queste|ciò|quello|entrambi)",
    "pt": r"(?:ele|ela|eles|elas|este|esta|isto|isso|esse|essa|aquilo|ambos)",
    "nl": r"(?:hij|zij|ze|dit|dat|deze|die|hun|haar|daarom|daardoor|hierdoor|daarmee)",
    "sv": r"(?:han|hon|dessa|detta|denna|hans|hennes|deras|därför|därmed|dom)",
}
# Persons named by a pronoun alone, and those of them that are no person: `il faut`.
_PERSON = {
    "en": r"(?:he|she|they)",
    "de": r"(?:er|sie)",
    "fr": r"(?:il(?! (?:y a|faut|est|s['’]agit|semble|convient|existe|reste))|elle|ils|elles)",
    "es": r"(?:él|ella|ellos|ellas)",
    "it": r"(?:lui|lei|egli|ella)",
    "pt": r"(?:ele|ela|eles|elas)",
    "nl": r"(?:hij|zij|ze)",
    "sv": r"(?:han|hon)",
}
_SAID = {
    "en": r"(?:said|says|told|added|adds|wrote|writes|explained|asked|noted)",
    "de": r"(?:sagte|sagt|erklärte|betonte|meinte|so)",
    "fr": r"(?:dit|déclare|explique|ajoute|affirme|a-t|raconte)",
    "es": r"(?:dijo|dice|explicó|añadió)",
    "it": r"(?:disse|dice|spiega|ha detto)",
    "pt": r"(?:disse|diz|afirmou|explicou)",
    "nl": r"(?:zei|zegt|vertelde)",
    "sv": r"(?:sade|sa|säger|berättar)",
}
# How a sentence begins that names its time or place before its subject: `In 2015, he`.
_BEGINS = {
    "en": r"(?:in|on|at|after|before|during|by|since|for|with|as|when|while|if|although|though|because|until"
    r"|despite|from|later|today|yesterday|once|now|then)",
    "de": r"(?:am|im|in|nach|vor|bei|seit|mit|für|gestern|heute|später|dort|damals|nun|jetzt|dann)",
    "fr": r"(?:en|au|aux|à|dans|après|avant|depuis|pendant|lors|hier|selon|pour|avec|plus)",
    "es": r"(?:en|el|tras|después|antes|desde|durante|ayer|para|con|según|cuando|más)",
    "it": r"(?:in|nel|nella|dopo|prima|da|dal|durante|ieri|per|con|secondo|quando|più)",
    "pt": r"(?:em|no|na|após|depois|antes|desde|durante|ontem|para|com|segundo|quando|mais)",
    "nl": r"(?:in|op|na|voor|bij|sinds|met|gisteren|vandaag|later|daar|toen|nu|dan)",
    "sv": r"(?:i|på|efter|före|vid|sedan|med|för|igår|idag|senare|där|då|nu)",
}
_VERB_SECOND = frozenset(("de", "nl", "sv"))
_INTRODUCED = {
    language: re.compile(
        rf"\W*{_BEGINS[language]}\s"
        + (
            rf"((?:[^\s,;:]+\s){{1,5}}){person}\b"
            if language in _VERB_SECOND
            else rf"([^,;:]{{0,60}}(?=,)|[0-9]{{4}}|that \w+),?\s{person}\b"
            if language == "en"
            else rf"([^,;:]{{0,60}}),\s{person}\b"
        ),
        re.IGNORECASE,
    )
    for language, person in _PERSON.items()
}
_NAME = re.compile(r"(?<!\w)[^\W\d_a-zà-öø-ÿ][^\W\d_]+")
_DAY = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
    r"|März|Mai|Okt|Dez|Diens|Mitt|Donners|Frei|Sams|Sonn)[a-z]*"
)
_REPORTED = {
    # `“It works,” she said.`
    language: re.compile(
        rf"(?:[”\"’»],?|,)[ -](?:{person} {_SAID[language]}|{_SAID[language]}[ -]{person})\b", re.IGNORECASE
    )
    for language, person in _PERSON.items()
}
_STARTERS = (
    r"[\s\"'“‘«„(]*(?:[^\W\d_]+,\s+"
    r"|(?:and|but|so|yet|or|then|also|if|when|as|while|und|aber|et|mais|y|pero|e|ma|mas|en|maar|och|men)\s+)?"
)
_DANGLING_START = {
    language: re.compile(rf"{_STARTERS}{words}(?!\w)", re.IGNORECASE) for language, words in _DANGLING.items()
}
_TALK = re.compile(
    r"[\s\"'“‘(]*(?:hi|hello|hey|welcome|thanks|thank you|good (?:morning|afternoon|evening)|dear|greetings"
    r"|yeah|yes|yep|no,|nope|okay|ok|um|uh|hmm|mm|oh|wow|well,|right,|sure|alright|all right|let me|let['’]s"
    r"|please|hallo|guten|liebe|willkommen|danke|bonjour|merci|bienvenue|hola|gracias|bienvenid\w+|ciao"
    r"|grazie|benvenut\w+|olá|obrigad\w+|bem-vind\w+|welkom|bedankt|hej|tack|välkomm\w+)\b",
    re.IGNORECASE,
)
# Single words, and pairs of words, of advertisements and of a page's own furniture.
_ADVERT = frozenset(
    """abonnez-vous abonnieren abonniere abonneer inscreva-se inscrivez-vous iscriviti pictured prenumerera
    subscribe subscribing suscríbase suscríbete""".split()
)
_ADVERT_PAIRS = _pairs(
    """stay tuned, sign up, follow us, follow me, click here, click on, read more, read on, learn more,
    share this, our newsletter, the newsletter, sponsored by, rights reserved, privacy policy,
    scroll down, see below, comment below, comments below, comments section, join us, contact us,
    visit our, check out, email us, email me, e-mail us, drop us, donate now, promo code, buy now,
    originally published, originally appeared, originally posted, last updated, photo by, photo credit,
    image by, file photo, photographs by, photograph by, photos by, advertise with"""
)
_BYLINE = re.compile(
    r"(?i:by|written by|posted by|published|updated|author|story|report|von|par|por|di|door|av)[: ]\s*"
    r"[^\W\d_a-z]"
)
_BYLINE_WORDS = 10
# Copyright, time stamps and credits that news pages leave in their text, and words that point at the page.
_FURNITURE = re.compile(
    r"©|\b(?:PUBLISHED|UPDATED|Published|Updated):|\b[0-9]{1,2}:[0-9]{2} (?:E[SD]T|GMT|BST)\b"
    r"|\bcontributed to this (?:report|story|article|post)\b"
    r"|\b(?:as follows|(?:shown|listed|described|pictured|seen|figure|table|video|image|photo|chart)"
    r" (?:below|above)|(?:see|watch) the (?:video|figure|chart|table|image)s?|click(?:ing)? (?:on|here|the))\b"
    r"|\bsign(?:ing)? up (?:for|to)\b"
)
_ENDED = re.compile(r"[.!…。！।۔։][\"'”’»)\]\d]*$")
_ASKED = re.compile(r"[?？;؟][\"'”’»)\]]*$")
# Single words, and pairs of words, that praise rather than tell.
_PRAISE = frozenset(
    """amazing awesome buzzing cutting-edge delighted emocionante exciting eye-opening fascinant fascinante
    fascinating faszinierend faszinierende game-changer game-changing goldmine groundbreaking
    incredible must-read must-see must-watch passionnant passionnante spannend spannende spännande
    thought-provoking thrilled
    entusiasmante affascinante boeiend boeiende""".split()
)
_PRAISE_PAIRS = _pairs(
    """opens up, a buzz, the buzz, hot topic, gold mine, game changer, several critical, several key,
    several important, crucial time, crucial role"""
)
_SIGN = re.compile(r"[{}<>=_`\\|/@#$~^*\[\]]")
_SIGNS = 0.06
"""The share of such signs from which a sentence is more code than prose."""


def standing(sentence: str, words: Sequence[str], *, language: str, item: bool) -> Standing:
    """Return how well a sentence of those case-folded words stands on its own.

    It never does as a greeting, a byline, an advertisement, a question without its answer, a
    fragment of a list, code, or when very short or very long.
    """
    if (
        _out_of_measure(len(words), language)
        or _unfinished(sentence, item=item)
        or _is_noise(sentence, words)
    ):
        return Standing.NEVER
    return Standing.AFTER_THE_ONE_BEFORE if _hangs(sentence, language) else Standing.ALONE


def _hangs(sentence: str, language: str) -> bool:
    """Tell whether the one before must say who or what is meant, or where a quotation began."""
    if sentence.count("“") != sentence.count("”") or sentence.count('"') % 2:
        return True
    if language not in _DANGLING:
        return False
    if _DANGLING_START[language].match(sentence) or _REPORTED[language].search(sentence):
        return True
    introduced = _INTRODUCED[language].match(sentence)
    return introduced is not None and (language == "de" or not _NAME.search(_DAY.sub("", introduced[1])))


def praises(words: Sequence[str]) -> bool:
    """Tell whether a sentence praises what it speaks of rather than saying what it is."""
    return _has(words, _PRAISE, _PRAISE_PAIRS)


def _has(words: Sequence[str], singles: frozenset[str], pairs: frozenset[tuple[str, str]]) -> bool:
    return not singles.isdisjoint(words) or not pairs.isdisjoint(pairwise(words))


def _out_of_measure(words: int, language: str) -> bool:
    counted = words // _WORDS_IN_SIGNS if language in {"ja", "zh"} else words
    return not _SHORTEST <= counted <= _LONGEST


def _unfinished(sentence: str, *, item: bool) -> bool:
    tail = sentence[-6:]
    return bool(_ASKED.search(tail)) or tail.endswith(":") or (item and not _ENDED.search(tail))


def _is_noise(sentence: str, words: Sequence[str]) -> bool:
    return (
        bool(_TALK.match(sentence))
        or _has(words, _ADVERT, _ADVERT_PAIRS)
        or (len(words) <= _BYLINE_WORDS and bool(_BYLINE.match(sentence)))
        or _FURNITURE.search(sentence) is not None
        or len(_SIGN.findall(sentence)) > _SIGNS * len(sentence)
    )
