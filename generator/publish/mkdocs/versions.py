"""The versions of MkDocs and Markdown whose inner parts are known; with others all goes the plain way."""

import markdown
import mkdocs

MKDOCS, MARKDOWN = (1, 6), (3, 11)
"""With which every byte is held against what they make by themselves."""


def knows_mkdocs() -> bool:
    """Tell whether pages may be made one by one, by functions that MkDocs keeps for itself."""
    return tuple(mkdocs.__version__.split(".")[:2]) == tuple(map(str, MKDOCS))


def knows_markdown() -> bool:
    """Tell whether steps of Markdown may be taken in a quicker way."""
    return tuple(markdown.__version_info__[:2]) == MARKDOWN
