"""Links to a sentence in its original, by a text fragment (WICG, Scroll to Text Fragment)."""

from urllib.parse import quote

from generator.model import Analysis
from generator.pages.filters import Markdown, url

_ENDS = 5
"""So many words of each end find a sentence."""


def text_fragment(analysis: Analysis, sentence: int) -> Markdown:
    """Return the original's address with a fragment that finds the sentence, or nothing."""
    address = url(analysis.article.url)
    span = analysis.sentences[sentence]
    words = analysis.article.blocks[span.block].text[span.start : span.end].split()
    if not address or not words:
        return Markdown("")
    ends = [words] if len(words) <= 2 * _ENDS else [words[:_ENDS], words[-_ENDS:]]
    directive = ",".join(_encoded(" ".join(end)) for end in ends)
    return Markdown(f"{address}{'' if '#' in analysis.article.url else '#'}:&#126;:text={directive}")


def _encoded(text: str) -> str:
    return (
        quote(text, safe="").replace("-", "%2D").replace("_", "%5F").replace("~", "%7E").replace(".", "%2E")
    )
