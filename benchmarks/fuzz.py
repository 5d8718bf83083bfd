"""A coverage-guided search for articles that no reader expects: `python -m benchmarks.fuzz [SECONDS]`.

Atheris (`pip install atheris`; it is no part of the project's requirements) watches which branches of
the readers, of normalising, of the analysis and of intake an input reaches, and mutates those that reach
new ones. The first byte says the format. Whatever is raised, or takes longer than 30 seconds, ends the
search: a find.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["generator"]):
    from generator.analysis.analyse import analyse
    from generator.errors import SourceError
    from generator.intake.markdown import as_markdown
    from generator.sources.formats import FORMATS
    from generator.sources.normalise import normalise
    from generator.sources.privacy import privacy_of
    from tests.hostile.fuzz import taken_in

    READERS = tuple(form.reader() for form in FORMATS)

from tests.hostile.inputs import for_intake, in_every_format
from tests.sources.files import docx_of, odt_of
from tests.sources.reading import RULES

WRAPPED: dict[str, Callable[[str], bytes]] = {".docx": docx_of, ".odt": odt_of}
"""Formats whose text lies packed in a file: it is what is mutated, not the packing."""
INTAKE = tuple(name for name in for_intake() if not name.endswith(".zip"))
"""Feeds and exports, whose bytes count on from those of the readers."""


def one(data: bytes) -> None:
    """Read, normalise and analyse one article."""
    if not data:
        return
    kind = data[0] % (len(READERS) + len(INTAKE))
    if kind >= len(READERS):
        _take_in(INTAKE[kind - len(READERS)], data[1:])
        return
    reader = READERS[kind]
    suffix = reader.suffixes[0]
    body = data[1:]
    wrapped = WRAPPED[suffix](body.decode("utf-8", "replace")) if suffix in WRAPPED else body
    try:
        document = reader.read(wrapped, f"a{suffix}")
    except SourceError:
        return
    privacy_of(document)
    article, _ = normalise(document, RULES, "")
    if article:
        analyse(article, summary_sentences=3)


def _take_in(name: str, data: bytes) -> None:
    """Find the articles of a feed or an export, and write them as Markdown."""
    for found in taken_in(name, data):
        as_markdown(found.blocks)


def seeds() -> list[bytes]:
    """The hostile article in every format that is not packed, to begin with."""
    endings = [reader.suffixes[0] for reader in READERS]
    found = []
    for name, content in in_every_format().items():
        data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        ending = f".{name.rpartition('.')[2]}"
        if ending in endings and ending not in WRAPPED:
            found += [
                bytes([endings.index(ending)]) + data[at : at + 3_000] for at in range(0, len(data), 3_000)
            ]
    for number, name in enumerate(INTAKE, len(READERS)):
        content = for_intake()[name]
        data = content if isinstance(content, bytes) else content.encode()
        found += [bytes([number]) + data[at : at + 3_000] for at in range(0, len(data), 3_000)]
    return found


def main() -> None:
    seconds = sys.argv[1] if len(sys.argv) > 1 else "300"
    with TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds()):
            (Path(folder) / str(number)).write_bytes(seed)
        options = [f"-max_total_time={seconds}", "-timeout=30", "-max_len=4096"]
        atheris.Setup([sys.argv[0], *options, folder], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
