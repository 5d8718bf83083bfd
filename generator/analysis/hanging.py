"""Which sentences hang on the one before: it says who or what they speak of."""

import re

from generator.analysis.tongues import TONGUES
from generator.words import is_stop

# A connective, then a pronoun whose noun is in the sentence before.
_OF_ITS_OWN = (
    r"(?:article|post|paper|study|report|talk|conversation|discussion|interview|episode|essay|guide"
    r"|year|month|week|day|morning|summer|winter)"
)
# `This week`, `this past summer`: no sentence before says which.
_TIME = (
    r"\s(?:past\s|last\s|coming\s)?(?:year|month|week|weekend|morning|afternoon|evening|spring|summer|autumn"
    r"|fall|winter)(?:['’]s)?\b"
)
# `Those who`, `those out of the loop`: what follows says who is meant.
_OF_THEM = (
    r"(?!,?\s(?:who|whom|whose|which|that|of|in|on|at|out|with|without|from|for|about|near|outside|inside|under"
    r"|interested|involved|\w{3,}ing)\b)"
)
# What is said against, beside or because of something.
_JOINS = (
    r"(?:however|nevertheless|nonetheless|instead|moreover|furthermore|additionally|similarly|likewise"
    r"|conversely|consequently|therefore|thus|hence|otherwise|meanwhile|in addition|in turn|as a result"
    r"|as such|by contrast|in contrast)(?=,)"
    r"|here(?=,| (?:we|you|i)\b)|then(?!-)|(?:in|at) the (?:meantime|same time)(?=,)"
    r"|in other words|on the other hand|on the contrary|for example|for instance"
    # `If so`, `if you do`.
    r"|(?:if|when|once) (?:so|not|\w+ (?:(?:do|does|did)(?:n['’]t)?|is|are|was|were|has|have))(?=,)"
    r"|(?:on top of|(?:because|instead) of|(?:apart|aside) from|other than|in addition to|due to|based on"
    r"|after|before|besides|beyond|for|from|with|without|since|until|like|given|despite) that(?=,)"
)
# `It is hard to say`, `it was a pity that`: nothing is meant by it. But `it is a tool`, `it was sold`.
_MEANS_IT = (
    r" (?:no longer|also|still|now|called|named|(?:made|sold|sent|held|built|written|taken|given|part|one) "
    r"|\w{2,}(?:ed|wn)(?! (?:that|whether|how|why)\b)\b"
    r"|(?:an?|the) (?!(?:\w+ ){0,2}(?:shame|pity|mistake|idea|matter|fact|pleasure|honou?r|privilege|time"
    r"|question|case|wonder|myth|misconception|job|duty|lot|bit|way|truth|thing|day|year|end|start|beginning"
    r"|night|morning|evening|afternoon|summer|winter|spring|autumn)\b))"
)
_EMPTY_IT = (
    r"it(?:(?: (?:is|was|will be|has been|can be|may be)| ?['’]s)\b"
    rf"(?!{_MEANS_IT})| (?:seems|appears|emerged|takes|turns)\b)"
)
# `The other is`, `the second was`, `some of them`, `the answers to these questions`.
_OF_SOME = (
    r"the (?:other|others|second|third|fourth|first|last|latter|former|rest|same) (?:is|was|are|were|has|have"
    r"|had|will|would|can|could|may|does|did)"
    r"|the (?:alternative|answer|difference|exception|name|reason|result|solution|upshot)s?"
    r" (?:is|was|are|were)"
    r"|the (?:\w+ ){1,3}(?:do|does|did) (?:this|so)"
    r"|(?:another|(?:the )?others|many|some|most|several|few|each|none)"
    r" (?:is|was|are|were|has|have|had|also|do|did|will|would|can|could|said|say|think"
    r"|thought|believed?|felt|agreed|want|wanted)"
    r"|(?:one|two|three|four|some|many|most|all|each|none|several|few|any|either|neither|half|part|much) of"
    r" (?:them|these|it|this)"
    r"|(?:the|an?) (?:\w+ ){1,3}(?:of|to|for|in|behind|from|with|about|on|between)"
    r" (?:these|this|that|such|them|it)\b"
    rf"(?!\s(?:\w+\s){{0,3}}{_OF_ITS_OWN})"
    r"|so (?:you|they|it|that|this)"
)
_DANGLING = {
    "en": rf"(?:he|she|they|his|her|their|its|this(?!{_TIME})|that|these|such|both|neither|him|them"
    rf"|those{_OF_THEM}|{_JOINS}"
    r"|(?:while|when|after|before|by|with|in|on|for|during|despite|from|at|to|through|throughout|via|under"
    r"|over|within|without|across|among|along|beyond|besides|because|given|based|due|since|like|unlike"
    r"|(?<!as )of|as(?! of))\s(?:\w+\s){0,3}"
    rf"(?:these|those{_OF_THEM}|this|such)(?!\s(?:\w+\s){{0,3}}{_OF_ITS_OWN})"
    rf"|(?!{_EMPTY_IT})it|{_OF_SOME}"
    r"|(?:ask|bring|give|help|keep|let|put|remind|show|tell|thank|treat) (?:them|him|her)"
    r"|one (?:is|was|of (?:these|those|them))|so (?:did|do|does)"
    r"|(?:one|another) (?:\w+ )?(?:way|reason|example|option|approach|idea|benefit|advantage|problem|issue"
    r"|caveat|catch|downside|drawback|limitation|difference|exception|question)"
    r"(?: is\b| was\b|:)|(?:one|first|firstly):|(?:e\.g|i\.e)\.|(?:since|by|until) then(?=,| )"
    r"|(?:[^\s,]+ ){1,3}that (?:end|case|spirit|way|sense|regard|vein|practice|time|point|reason|light"
    r"|context|process|moment|purpose|respect|note|in mind)(?=,)|(?:or|nor|but)"
    r"|(?:with|without|from|after|before|despite|for|by)\s(?:all\s)?that\s(?:\w+[ -]){0,4}\w+(?=,)"
    r"|(?:in|on|at|by|for|from|with|after|before|behind|beside|under)\s[^,.]{0,40}\s(?:them|him|it)(?=,))",
    **TONGUES,
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
# `First opened in 2011, this harbour`, `asked about the wall, he`.
_DESCRIBED = re.compile(
    r"\W*(?:(?:first|originally|initially|once|also) )?"
    r"(?:(?!(?:according|regarding|concerning|during|including|considering)\b)\w{2,}(?:ed|ing)|built|made|written"
    r"|held|born|known|run)\s[^,;:]{1,60},\s"
    rf"(?:(?!{_EMPTY_IT})it|its|he|she|they|his|her|their|(?:this|these)(?!\s(?:\w+\s){{0,3}}{_OF_ITS_OWN}))\b",
    re.IGNORECASE,
)
# `In the United States that leaves one`: no name and no plural has such a clause, so `that` is the subject.
_BARE_THAT = re.compile(
    r"\W*(?:In|On|At|For|To|From|With|Across|Among|Under)\s(?:the\s)?"
    r"(?:(?:[A-Z][\w.’'-]*\s){1,4}|(?:\w+\s){0,2}(?!(?:news|series|means|species)\b)\w{2,}[^\Wius]s\s"
    r"|(?:practice|theory|effect|winter|summer)\s)that\s"
    r"(?:is|was|has|does|means|leaves|makes|gives|brings|adds|seems|sounds|looks|changes|works|happens|costs"
    r"|takes|leads|comes|becomes|amounts|applies|requires)\b"
)
# Behind an opening that names nobody, also a thing, or what was said before: `In the end, this person`.
_THING = rf"(?:(?!{_EMPTY_IT})it|its|(?:this|these|those|(?<=, )that)(?!\s(?:\w+\s){{0,3}}{_OF_ITS_OWN}))"
_NAMED_DAY = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
)
_WHEN = (
    rf"(?:(?:\w+ ){{0,3}}[0-9]{{4}}|[0-9]{{1,2}}(?:st|nd|rd|th)? \w+|(?:\w+ )?{_NAMED_DAY}(?: [0-9]+)?"
    r"|(?:the |that |this |last |next )(?:\w+ )?(?:year|month|week|day|morning|evening|night|summer|winter"
    r"|spring|autumn|fall|end|beginning|meantime)|that \w+|then|first|least|most|once)"
)
_THING_INTRODUCED = re.compile(
    rf"\W*(?:in|on|at|by|since|until|after|before|during|for|despite|from|later|last|today|yesterday|now|then)\s"
    rf"(?:((?:[^\s,;:]+ ){{0,5}}[^\s,;:]+),|({_WHEN})),?\s{_THING}\b",
    re.IGNORECASE,
)
_VERB_SECOND = frozenset(("de", "nl", "sv"))
_INTRODUCED = {
    language: re.compile(
        rf"\W*{_BEGINS[language]}\s"
        + (
            rf"((?:[^\s,;:]+\s){{1,5}}){person}\b"
            if language in _VERB_SECOND
            else rf"([^,;:]{{0,60}}(?=,)|{_WHEN}),?\s{person}\b"
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
        rf"[”\"’»,][ -](?:{person} {_SAID[language]}|{_SAID[language]}[ -]{person})\b", re.IGNORECASE
    )
    for language, person in _PERSON.items()
}
SPEAKING = {language: frozenset(re.findall(r"\w+", said)) for language, said in _SAID.items()}
"""The parts of words that say that somebody speaks: without one of them nobody does."""
_AND = {
    "en": r"and|but|so|yet|or|then|also|if|when|as|while",
    "de": r"und",
    "es": r"y|e",
    "fr": r"et",
    "it": r"e|ed",
    "nl": r"en",
    "pt": r"e",
    "sv": r"och",
}
_STARTERS = {language: rf"[\s\"'“‘«„(]*(?:[^\W\d_]+,\s+|(?:{words})\s+)?" for language, words in _AND.items()}
_DANGLING_START = {
    language: re.compile(rf"{_STARTERS[language]}{words}(?!\w)", re.IGNORECASE)
    for language, words in _DANGLING.items()
}


# What was asked before: `The harbour office did.`
_ANSWERS = re.compile(
    r"(?!.*\b(?:what|who|whom|how|which|where|when|why|than|as|that)\b)(?:[^\s,;:]+ ){1,8}"
    r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|must)(?:n['’]t)?"
    r"(?: not| too| so)?[.!]",
    re.IGNORECASE,
)
_ANSWER = 90
"""No such answer is longer."""
_DESCRIPTION = 100
"""No such description is longer."""

# To look at its first word is quicker than to try the patterns of how a sentence begins.
_FIRST_WORD = re.compile(r"\W*+(\w++)(,?)")
_FIRST_WORDS = {
    language: frozenset(
        re.findall(r"\w+", f"{_STARTERS[language]} {_DANGLING[language]} {_BEGINS[language]}".casefold())
    )
    for language in _DANGLING
}


def hangs(sentence: str, language: str, *, quoted: bool = True, speaks: bool = True) -> bool:
    """Tell whether the one before must say who or what is meant, or where a quotation began.

    It may be known that no quotation mark is in it, or none of the words that say who speaks.
    """
    if (quoted and _quotes_a_part(sentence)) or _begins_small(sentence, language):
        return True
    if language not in _DANGLING:
        return False
    begins = _may_begin(sentence, language) and (
        _DANGLING_START[language].match(sentence) is not None
        or _is_introduced(sentence, language)
        or (language == "en" and _BARE_THAT.match(sentence) is not None)
    )
    begins = begins or (language == "en" and (_is_described(sentence) or _answers(sentence)))
    return begins or (speaks and _REPORTED[language].search(sentence) is not None)


def _begins_small(sentence: str, language: str) -> bool:
    """Tell whether it begins as the middle of one does: with a function word in lower case."""
    if sentence[:1] in ".…" and language != "en":
        sentence = sentence.lstrip(".… ")
    return sentence[:1].islower() and is_stop(sentence.split(maxsplit=1)[0].rstrip(","), language)


def _quotes_a_part(sentence: str) -> bool:
    """Tell whether a quotation begins or ends outside: `„so“` in German, `”so”` in Swedish, or `“so”`."""
    if sentence.count('"') % 2 or sentence.count("«") != sentence.count("»"):
        return True
    low, left, right = (sentence.count(sign) for sign in "„“”")
    if low:
        return low != left + right
    return left != right if left else bool(right % 2)


def _may_begin(sentence: str, language: str) -> bool:
    first = _FIRST_WORD.match(sentence)
    return first is not None and (bool(first[2]) or first[1].casefold() in _FIRST_WORDS[language])


def _answers(sentence: str) -> bool:
    return len(sentence) < _ANSWER and _ANSWERS.fullmatch(sentence) is not None


def _is_described(sentence: str) -> bool:
    """Tell whether a pronoun follows what is said of it: `built in 2011, it`."""
    return "," in sentence[:_DESCRIPTION] and _DESCRIBED.match(sentence) is not None


def _is_introduced(sentence: str, language: str) -> bool:
    """Tell whether what the sentence is about is a pronoun alone, behind what begins the sentence."""
    introduced = _INTRODUCED[language].match(sentence)
    if introduced is None and language == "en":
        introduced = _THING_INTRODUCED.match(sentence)
    return introduced is not None and (
        language == "de" or not _NAME.search(_DAY.sub("", introduced[1] or introduced[2]))
    )
