"""Which sentences may not stand in a summary, because they say nothing outside their place."""

import re
from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise
from typing import NamedTuple

from generator.analysis.calls import calls
from generator.analysis.hanging import hangs
from generator.analysis.items import is_fragment
from generator.analysis.quotations import leaves_open
from generator.unspaced import LANGUAGES, SIGNS_IN_WORD


class _List:
    """Single words, and pairs of neighbouring words, that give a sentence away."""

    def __init__(self, words: str, pairs: str) -> None:
        """Take words parted by spaces, and pairs parted by commas."""
        split = (pair.split() for pair in pairs.split(","))
        self._words = frozenset(words.split())
        self._pairs = frozenset((first, second) for first, second in split)
        # The longer word of each pair: where none of them is, no pair need be looked for.
        self.telling = self._words.union(max(pair, key=len) for pair in self._pairs)
        """Words that may be one of them, or part of a pair."""

    def are_in(self, words: Sequence[str]) -> bool:
        """Tell whether one of them is among the words, in their order."""
        return not (self._words.isdisjoint(words) and self._pairs.isdisjoint(pairwise(words)))


_SHORTEST = 6
_LONGEST = 60
_HEADLINE = 10
"""Fewer words without a stop are a headline or a caption."""


class Standing(IntEnum):
    """How well a sentence stands on its own."""

    ALONE = 0
    UNDER_ITS_TITLE = 1
    """It begins its article and speaks of it: `This release …`."""
    AFTER_THE_ONE_BEFORE = 2
    """It speaks of something that the sentence before it names."""
    NEVER = 3
    """Only where the article has nothing better."""


_THIS_TEXT = (
    r"this (?:blog )?(?:post|article|page|entry|piece|guide|tutorial|section|chapter|series|instal+ment)"
)
_TALK = re.compile(
    r"[\s\"'“‘(]*(?:hi|hello|hey|welcome|thanks|thank you|good (?:morning|afternoon|evening)|dear|greetings"
    r"|you know,|you see,|wonderful news|good news"
    r"|my name is \w+ and i\b|(?:and )?i['’]m (?:here )?(?:with|joined by|hosting)\b"
    r"|(?:so |and )?tell (?:us|me)\b"
    r"|(?:it['’]s |really |so )*(?:great|good|nice|lovely|fantastic) to (?:have|meet|see) you\b"
    r"|yeah|yes|yep|no,|nope|okay|ok|um|uh|hmm|mm|oh|wow|well,|right,|sure|alright|all right"
    # What only announces.
    r"|(?:(?:now|so|next|first|but|and)(?: first| now)?,? )?(?:let (?:me|us)|let['’]s)\b|so there you have it"
    # Calls to go, listen or look elsewhere.
    r"|let us know|come join|sit back|tune in|head (?:over )?to|find out more|don['’]t (?:forget|miss)"
    r"|now you can (?:hear|listen|watch)|start your (?:day|morning|week)|for more (?:information|details)"
    r"|see the full|go (?:back )?(?:and )?listen|listen now"
    r"|if you(?: have|['’]ve)? missed|hear more (?:in|from|about)"
    r"|you(?: can|['’]ll| will) (?:also )?(?:watch|listen to|find|read|view|download|register|sign|leave"
    r"|submit|contact|join|follow|subscribe|check)"
    r" (?:more|it|this|these|its|our|his|her|their|the|an?|all|for|up|out|us)\b"
    r"|you can (?:also )?learn (?:about|more)\b"
    r"|see \S.{0,80} for (?:more|further|(?:the |a )?full|a list|details|information|examples|instructions)\b"
    r"|(?:read|watch|visit|download|explore|view|browse|join|contact|request)"
    r" (?:the|our|this|these|its|his|her|their|my|your|an?|more|us|about|for|how|why)\b"
    r"|(?:read|watch|listen to) [\"“]"
    r"|congrat(?:ulation)?s\b"
    # What the page says of itself.
    r"|here(?:['’]s|['’]re| is| are) (?:an?|the|some|just|only|our|my|what|how|why|few|two|three|four|five"
    r"|six|seven|eight|nine|ten|[0-9]+)\b"
    rf"|{_THIS_TEXT} (?:was|has been|is (?:part|the|an?|also|cross)|will)\b"
    r"|(?:also,? )?(?:make|be) sure (?:to|you)"
    r"|feel free|(?:i|we) (?:encourage|invite) (?:you|everyone|all)|leave us"
    r"|without further|please"
    r"|hallo|guten|liebe|willkommen|danke|bonjour|merci|bienvenue|hola|gracias|bienvenid\w+|ciao"
    r"|grazie|benvenut\w+|olá|obrigad\w+|bem-vind\w+|welkom|bedankt|hej|tack|välkomm\w+)(?:\b|(?<=,))",
    re.IGNORECASE,
)
_ADVERT = _List(
    """abonnez-vous abonnieren abonniere abonneer inscreva-se inscrivez-vous iscriviti pictured prenumerera
    shoutout shoutouts shout-out shout-outs subscribe subscribing suscríbase suscríbete weiterlesen
    datenschutzerklärung suivez-nous síguenos seguici""",
    """stay tuned, sign up, follow us, follow me, click here, click on, read more, read on, learn more,
    share this, our newsletter, the newsletter, sponsored by, rights reserved, privacy policy,
    scroll down, see below, see above, comment below, comments below, comments section, join us, contact us,
    visit our, check out,
    introduce yourself, about yourself,
    show notes, for sponsoring, our friends, our sponsor, our sponsors, sponsored news,
    email us, email me, e-mail us, drop us, donate now, promo code, buy now,
    originally published, originally appeared, originally posted, originally uploaded,
    last updated, photo by, photo credit,
    image by, photo posted, post shared, video posted, file photo, photographs by, photograph by, photos by,
    advertise with, your help, further ado, your feedback, your thoughts, your comments, us know, me know,
    previous paragraph, previous section, previous post, previous article, next section, next post,
    earlier post,
    is welcome, are welcome, from you,
    verwendet cookies, verwenden cookies, werden cookies, nutzt cookies, nutzen cookies, hier klicken,
    klicken sie, rechte vorbehalten, mehr lesen, lesen sie, folgen sie, folgt uns, unseren newsletter,
    des cookies, cliquez ici, droits réservés, lire aussi, notre newsletter, de confidentialité,
    utiliza cookies, utilizamos cookies, haz clic, haga clic, derechos reservados, leer más, lee también,
    lea también, nuestro boletín, de privacidad,
    utilizza cookie, utilizza cookies, clicca qui, diritti riservati, leggi anche, nostra newsletter,
    clique aqui, direitos reservados, leia também, leia mais, de privacidade,
    gebruikt cookies, gebruiken cookies, klik hier, rechten voorbehouden, lees ook, lees meer,
    onze nieuwsbrief, använder cookies, klicka här, läs mer, läs också, vårt nyhetsbrev""",
)
"""Of advertisements and of a page's own furniture."""
_TALK_BEGINS = frozenset(
    """als you
    hi hel hey wel tha goo dea gre you won yea yes yep no nop oka ok um uh hmm mm oh wow rig sur alr all
    com don fin for hea lis now so nex fir but and see sit sta tun let ple hal gut lie wil dan bon mer bie
    hol gra cia ben olá obr bem bed hej tac väl mak be fee lea wit rea wat vis dow exp vie bro joi con req her
    thi nic lov fan tel
    """.split()
)
"""The first letters, three at most, of all that `_TALK` finds; to look for them is quicker."""
_BEFORE_TALK = " \t\n\r\f\v\"'“‘("
_BYLINE = re.compile(
    r"(?i:by|written by|posted by|published|updated|author|story|report|von|par|por|di|door|av)[: ]\s*"
    r"[^\W\d_a-z]"
)
_BYLINE_WORDS = 10
_SHOWN = (
    r"(?:graph|graphic|chart|image|photo|picture|diagram|figure|table|screenshot|video|animation|plot|map|example|data"
    r"|snippet|code|output|listing|outline)"
)
# Copyright, time stamps and credits that news pages leave in their text, and words that point at the page.
_FURNITURE = re.compile(
    r"\b(?:(?:published|updated):|[0-9]{1,2}:[0-9]{2} (?:E[SD]T|GMT|BST)\b"
    r"|(?:contributed|contributors?) to this (?:report|story|article|post)\b"
    r"|(?:contact|reach)\b[^.]{0,60}\be-?mail\b"
    r"|(?:as follows|(?:shown|listed|described|pictured|seen|figure|table|video|image|photo|chart)"
    r" (?:below|above)|(?:see|watch) the (?:video|figure|chart|table|image)s?)\b"
    r"|click(?:ing)? (?:on|here|the)\b"
    r"|sign(?:ing)? up (?:for|to)\b"
    r"|be sure (?:to|you)\b"
    r"|(?:list|steps?|links?|section|questions?|comments?|instructions|details|options|form|schedule)"
    r"(?: \w+){0,4} below\b"
    r"|(?:can be found|is|are|available|lives?) here[.!]?$|like this[.!]?$|(?<=, )here(?:['’]s| is| are)\b"
    r"|(?:is|are) (?:now |also )?available (?:online(?=[,.;!)]| and\b| at\b|$)|on (?:github|youtube)\b)"
    r"|(?:is|are) at https?://"
    r"|can be found (?:on|in|at) (?:the|our|this|my) (?:\w+ ){0,2}(?:archive|blog|docs|documentation|page"
    r"|post|repo|repository|site|website|wiki)\b"
    r"|(?:recording|slide|minute|transcript)s? (?:\w+ ){0,5}(?:available|posted|on youtube)\b"
    r"|please (?:submit|send|let|join|see|visit|e-?mail|contact|feel|consider|leave|share|read|check|make"
    r"|note|remember)\b"
    r"|thanks to \S+(?: \S+)? for sponsoring\b"
    # What a picture shows, and where the page shows it.
    r"|(?<=\w), (?:far )?(?:left|right|center|centre),"
    rf"|(?:above|below|following|accompanying) {_SHOWN}\b|{_SHOWN}s? (?:above|below)\b"
    r"|previously in this series\b"
    r"|(?:like|want|wish) to thank\b|(?:is|are|we['’]re) (?:now |also )?hiring (?:for|an?)\b"
    r"|(?:logo|sign) is (?:displayed|seen|shown|pictured)\b"
    r"|does not (?:constitute|imply)\b|as (?:I|we)(?:['’]ve| have)? (?:mentioned|noted)\b)"
    r"|©|\{[%{]|\[/[a-z]+\]|\[\w+ \w+=|[👇👉🔗🛒]|^(?:(?:(?:special|many|big|huge|our) )*thanks? (?:to|for)\b"
    r"|(?:below|above) (?:is|are)\b"
    r"|(?:what up[^.]{0,20} )?[\"“]?I['’]m (?:\w+ ){1,3}and this is\b|note: this is\b|[–—»›▶►→-]\s)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"(?:{_SHOWN}|caption|credit|(?:editor['’]s |side )?note|(?:full )?disclosure|disclaimer"
    r"|bonus|update|edit|q|opt[- ]out|nachtrag|hinweis|anmerkung|remarque|n\.?b\.?"
    r"|(?:quick|shameless) plug|p\.?s\.?|[0-9]{1,2}:[0-9]{2}(?: [ap]\.?m\.?)?) ?:"
    r"|[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4} ?[-–—|·•]|[(\[][0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4}[)\]]",
    re.IGNORECASE,
)
"""What is said of a picture, beside the text, at an hour of a diary, or behind the date of a post."""
_REVISED = re.compile(
    r"(?:Updated?|Edit(?:ed)?|Correct(?:ion|ed)|Revised|Note)\b(?: (?:on|as of|from|at))? ?[(\[]?"
    r"(?:[0-9]{4}-[0-9]|[0-9]{1,2}[./ ](?:[0-9]|[A-Z])"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? [0-9])"
)
"""When a text was changed, and what for: `Updated 2022-10-03 to reflect …`."""
_REVISIONS = frozenset("Up Ed Co Re No".split())
_CITED = re.compile(r"(?:^|[\s,;&]|and )[A-Z][\w’'-]+, (?:[A-Z]\.[ -]?){1,3}(?=,|;| and| &|$|\s)")
"""An author as lists of references write them: `Merrow, A. B.,`."""
_SPEAKER = re.compile(r"(?:[A-Z][\w.'’-]+ ){0,2}[A-Z][\w.'’-]+: ")
"""Whose turn it is to talk."""
_LABEL = 20
"""No such label is longer."""
_FURNISHED = _List(
    """published updated est edt gmt bst contributed contributor contributors email
    e-mail follows below above please thanks thank i'm i’m note
    recording recordings slides minutes transcript transcripts
    left right center centre following accompanying series hiring constitute imply mentioned noted""",
    """logo is, sign is, see the, watch the, sign up, signing up, found here, is here, are here,
    available here, live here, lives here, here is, here are, here a, here an, here the, here my,
    here how, here what, available online, available on, be found,
    be sure""",
)
"""One of these, or of the signs below, is in all that `_FURNITURE` finds: a quick look first."""
_POINTING = frozenset("👇👉🔗🛒")
_POINTED = ("this", "this.", "this!")
_ENDED = re.compile(r"[.!…。！।۔։][\"'”’»)\]\d]*$")
_ASKED = re.compile(r"[?？;؟]!?[\"'”’»)\]]*$")
_PRAISE = _List(
    """amazing awesome buzzing cutting-edge delighted emocionante exciting eye-opening fascinant fascinante
    fascinating faszinierend faszinierende game-changer game-changing goldmine groundbreaking
    incredible must-read must-see must-watch passionnant passionnante spannend spannende spännande
    thought-provoking thrilled
    entusiasmante affascinante boeiend boeiende""",
    """opens up, a buzz, the buzz, hot topic, gold mine, game changer, several critical, several key,
    several important, crucial time, crucial role, stop there, stop at, also discussed, wrap up""",
)
"""Of praise that tells nothing."""
_SIGN = re.compile(r"[{}<>=_`\\|/@#$~^*\[\]]")
_SIGNED = re.compile(r"[{}<>=_`\\|/@#$~^*\[\]©w](?:(?<!w)|ww\.)")
"""One of these is in a sentence with signs of code, with an address or with a notice of copyright."""
_QUOTED = re.compile('["“”„«»’]')
_SIGNS = 0.06
"""The share of such signs from which a sentence is more code than prose."""


ADVERT, FURNISHED, PRAISE, CLICK, SPEAKS = (1 << place for place in range(5))
"""What a word may be part of: an advertisement, a page's furniture, praise, a click, who says something."""


def cues_of(word: str) -> int:
    """Return what a case-folded word may be part of; who speaks is not asked here."""
    return (
        ADVERT * (word in _ADVERT.telling)
        + FURNISHED * (word in _FURNISHED.telling)
        + PRAISE * (word in _PRAISE.telling)
        + CLICK * ("click" in word)
    )


class Look(NamedTuple):
    """What was seen of a sentence, or of the block around it, so that most need not be looked for in it."""

    cues: int = ADVERT | FURNISHED | PRAISE | CLICK | SPEAKS
    """What its words may be part of."""
    signed: bool = True
    """Signs of code or an address may be in it."""
    quoted: bool = True
    """Quotation marks may be in it."""


NO_LOOK = Look()


def look_at(text: str) -> Look:
    """Return what is to be seen in a text, without its words."""
    return Look(0, _SIGNED.search(text) is not None, _QUOTED.search(text) is not None)


def standing(
    sentence: str, words: Sequence[str], *, language: str, item: bool, look: Look = NO_LOOK
) -> Standing:
    """Return how well a sentence of those case-folded words stands on its own.

    It never does as a greeting, a byline, an advertisement, a question without its answer, a
    fragment of a list, code, the beginning of a longer quotation, or when very short or very long.
    """
    if (
        _out_of_measure(len(words), language)
        or (look.quoted and leaves_open(sentence, language))
        or _unfinished(sentence, len(words), item=item)
        or (item and is_fragment(sentence, language))
        or _is_noise(sentence, words, look)
        or calls(words, language)
    ):
        return Standing.NEVER
    hanging = hangs(sentence, language, quoted=look.quoted, speaks=bool(look.cues & SPEAKS))
    return Standing.AFTER_THE_ONE_BEFORE if hanging else Standing.ALONE


def praises(words: Sequence[str]) -> bool:
    """Tell whether a sentence praises what it speaks of rather than saying what it is."""
    return _PRAISE.are_in(words)


def _out_of_measure(words: int, language: str) -> bool:
    counted = words // SIGNS_IN_WORD if language in LANGUAGES else words
    return not _SHORTEST <= counted <= _LONGEST


def _unfinished(sentence: str, words: int, *, item: bool) -> bool:
    if sentence[-1:] in ".!" and sentence[-2:-1] != "?":
        return _HOURS.fullmatch(sentence) is not None or _CALL.match(sentence) is not None
    tail = sentence[-6:]
    open_end = not _ENDED.search(tail)
    headline = open_end and (item or words < _HEADLINE)
    return bool(_ASKED.search(tail)) or tail.endswith(":") or headline


_HOURS = re.compile(
    r"(?>(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|[0-9:.,–-]++(?:st|nd|rd|th|am|pm)?|[ap]\.?m\.?|noon"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|midnight|to|from|at|and|[ ,&–-])+)",
    re.IGNORECASE,
)
"""When something is, and nothing else."""
_CALL = re.compile(
    r"(?:get|become|join|try|start|find|discover|come|give|apply|register|stop)\b.*!$", re.IGNORECASE
)
"""What calls on readers to do something."""


def _is_noise(sentence: str, words: Sequence[str], look: Look) -> bool:
    return (
        _is_talk(sentence)
        or (bool(look.cues & ADVERT) and _ADVERT.are_in(words))
        or (len(words) <= _BYLINE_WORDS and bool(_BYLINE.match(sentence)))
        or _is_furniture(sentence, words, look)
        or (sentence[:2] in _REVISIONS and _REVISED.match(sentence) is not None)
        or (".," in sentence and len(_CITED.findall(sentence)) > 1)
        or (
            (":" in sentence[:_LABEL] or sentence[0].isdigit() or sentence[0] in "([")
            and _LABELLED.match(sentence) is not None
        )
        or (sentence.count(",") >= _NAMES and _is_roll(sentence))
        or (sentence[0] == "(" and sentence[-2:].endswith(")") and sentence.count("(") == 1)
        or (
            look.signed
            and (sentence.count(" | ") > 1 or len(_SIGN.findall(sentence)) > _SIGNS * len(sentence))
        )
    )


_NAMES = 3
"""So many commas at least part the names of a list."""
_SMALL = frozenset("and or of the for at with in from by de la du van von der y e et und".split())


def _is_roll(sentence: str) -> bool:
    """Tell whether a sentence lists names and says nothing of them: who was in a team, by label."""
    said = [word for word in _WORD.findall(_HEADS.sub("", sentence)) if word not in _SMALL]
    return len(said) >= 2 * _NAMES and all(word[0].isupper() for word in said)


_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_HEADS = re.compile(r"[^,;:]*:")
"""What stands before the names of a list."""


def _is_talk(sentence: str) -> bool:
    speaker = _SPEAKER.match(sentence) if ": " in sentence[:_LABEL] else None
    sentence = sentence[speaker.end() :] if speaker else sentence
    begins = sentence.lstrip(_BEFORE_TALK)[:3].casefold()
    likely = begins in _TALK_BEGINS or begins[:2] in _TALK_BEGINS or not begins.isalpha()
    return likely and _TALK.match(sentence) is not None


def _is_furniture(sentence: str, words: Sequence[str], look: Look) -> bool:
    likely = (
        (look.cues & FURNISHED and _FURNISHED.are_in(words))
        or (
            look.signed
            and (
                "©" in sentence
                or "{" in sentence
                or "[" in sentence
                or "://" in sentence
                or "www." in sentence
            )
        )
        or sentence[0] in "–—-»›▶►→"
        or (not sentence.isascii() and not _POINTING.isdisjoint(sentence))
        or sentence[-5:].casefold().endswith(_POINTED)
        or (look.cues & CLICK and "click" in " ".join(words))
    )
    return bool(likely) and _FURNITURE.search(sentence) is not None
