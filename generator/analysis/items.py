"""Which items of lists are no sentences, whatever they end in."""

import re


def is_fragment(item: str, language: str) -> bool:
    """Tell whether an item is a title, or says in English what to do or what was done, and not by whom."""
    return _is_titled(item) or (language == "en" and _has_no_subject(item))


def _is_titled(item: str) -> bool:
    """Tell whether most longer words have capitals: what is listed is then a title of something."""
    longer = _LONGER.findall(item)
    return len(longer) > _FEW and sum(word[0].isupper() for word in longer) > _MOSTLY * len(longer)


_LONGER = re.compile(r"[^\W\d_]{4,}")
_FEW, _MOSTLY = 3, 0.7


def _has_no_subject(item: str) -> bool:
    if _TO_DO.match(item) or _DONE.match(item):
        return True
    return _DOING.match(item) is not None and _FINITE.search(item) is None


_VERBS = "|".join(
    """
    (?:re)?(?:add|assess|build|create|define|determine|draft|establish|evaluate|write)
    address adopt allow appoint choose clarify collect complete conduct continue convene decide deliver
    describe develop discuss enable encourage enhance ensure expand explain explore facilitate finish foster
    handle identify implement improve include integrate investigate maintain make migrate modernize
    organi[sz]e prepare prevent produce promote protect provide publish reduce remove replace resolve revise
    select simplify stabili[sz]e start strengthen submit support turn understand update use
    """.split()
)
_TO_DO = re.compile(
    rf"(?:{_VERBS})\b(?! (?:for|of|and|in)\b| (?:\w+ )?(?:is|are|was|were|has|have|will|can)\b)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"(?:added|implemented|improved|fixed|made|merged|moved|refactored|removed|updated|worked)\b"
    r"(?!.*, (?:the|an?|it)\b)",
    re.IGNORECASE,
)
_DOING = re.compile(r"(?!(?:during|according|(?:some|no|every|any)thing)\b)\w{3,}ing\b", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|can|could|should|would|must|may|might|do|does|did"
    r"|(?:allow|become|bring|come|cost|create|gain|give|go|help|improve|involve|keep|lead|let|make|mean|need"
    r"|offer|pay|provide|reduce|remain|require|save|seem|show|take|work)e?s)\b|n['’]t\b"
)
