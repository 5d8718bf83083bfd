"""Names in German, which writes every noun with a capital."""

import re

_NOUN = r"([A-ZÀ-ÖØ-Þ]\w*+)"
_BARE = re.compile(rf"\b(?:[Vv]on|[Ii]n|[Aa]us|[Nn]ach|[Bb]ei) {_NOUN}(?<!en|er|ng|it|ft|on|ät|is|um|.e)")
_DETERMINED = re.compile(
    r"\b(?:(?i:d(?:er|ie|as|en|em|es)|(?:[mdsk]?ein|ihr|unser|dies|jed|jen|welch|all|viel|wenig|manch|einig|mehr)\w*+"
    rf"|[ia]m|zu[mr]|vom|beim|[ia]ns)|[a-zäöüß]\w*e[mnrs]?) {_NOUN}"
)


def standing_bare(text: str) -> frozenset[str]:
    """Return what stands alone behind a preposition as names do, casefolded: `in Norvik`, `aus Norvik`.

    Not what stands behind an article or an adjective somewhere, nor what ends as nouns do.
    """
    bare = {found[1].casefold() for found in _BARE.finditer(text)}
    return frozenset(bare - {found[1].casefold() for found in _DETERMINED.finditer(text)})
