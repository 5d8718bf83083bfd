"""A file for Kiwix, the reader of whole sites, made by `zimwriterfs` where that is installed."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from generator.errors import DigestError
from generator.pages.site import Site
from generator.text import cut, slugify
from generator.wording import base_of

WRITER = "zimwriterfs"
_LANGUAGES = {
    "ar": "ara", "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "fi": "fin", "fr": "fra", "hi": "hin", "hu": "hun", "it": "ita", "ja": "jpn", "ko": "kor", "nl": "nld",
    "no": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sv": "swe", "tr": "tur", "uk": "ukr",
    "zh": "zho",
}  # fmt: skip
"""ISO 639-3 codes, which ZIM files use."""
_TITLE, _DESCRIPTION = 30, 80
"""So many characters the format gives them."""
_SIZE = 48
_ACCENT, _PAPER = (15, 90, 102), (253, 252, 247)


def make_zim(files: Iterable[tuple[str, bytes]], site: Site, target: Path) -> None:
    """Write a ZIM file of the files of a site.

    Raises DigestError if `zimwriterfs` is not installed or fails.
    """
    writer = shutil.which(WRITER)
    if writer is None:
        raise DigestError(f"{WRITER} is not installed; on Debian: apt-get install zim-tools")
    with tempfile.TemporaryDirectory(prefix="digest-zim-") as name:
        folder = Path(name) / "site"
        for path, content in files:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        (folder / "illustration.png").write_bytes(_illustration())
        made = Path(name) / "made.zim"
        done = subprocess.run(  # noqa: S603 - the program by its full path, a list of arguments, no shell
            [writer, *_facts(site), str(folder), str(made)],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode or not made.is_file():
            raise DigestError(f"{WRITER} failed: {(done.stderr or done.stdout).strip()[-500:]}")
        shutil.move(made, target)


def _facts(site: Site) -> list[str]:
    settings = site.settings
    title = cut(settings.title, _TITLE)
    name = re.sub(r"[^a-z0-9-]", "", slugify(settings.title)) or "digest"
    return [
        "--welcome=index.html",
        "--illustration=illustration.png",
        f"--language={_LANGUAGES.get(base_of(site.wording.language), 'mul')}",
        f"--name={name}",
        f"--title={title}",
        f"--description={cut(settings.description or settings.title, _DESCRIPTION)}",
        f"--creator={title}",
        "--publisher=digestpress",
        "--withoutFTIndex",  # the site brings its own search
    ]


def _illustration() -> bytes:
    image = Image.new("RGB", (_SIZE, _SIZE), _PAPER)
    draw = ImageDraw.Draw(image)
    for at, width in enumerate((36, 28, 36, 20)):
        draw.rectangle((6, 9 + 9 * at, 6 + width, 12 + 9 * at), fill=_ACCENT)
    into = BytesIO()
    image.save(into, "PNG")
    return into.getvalue()
