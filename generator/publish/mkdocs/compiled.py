"""The theme's templates, compiled once and not in each build: that takes a third of a second."""

import os
import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from generator.packages import installed_packages
from generator.seal import sealed, unsealed

FOLDER = "templates"
"""Below the cache."""


class Compiled(BytecodeCache):
    """What templates were compiled to, under a hash of what is installed; Jinja knows by which text."""

    def __init__(self, cache: Path) -> None:
        self._folder = cache / FOLDER
        self._place = self._folder / sha256(repr(installed_packages()).encode()).hexdigest()[:16]

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket what is kept for it; what is damaged, or of another text, is not."""
        with suppress(OSError, ValueError):
            bucket.bytecode_from_string(unsealed((self._place / bucket.key).read_bytes()))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket, unless another process removes the place. Raises OSError."""
        if not self._place.is_dir():
            for other in self._folder.glob("*"):
                if other != self._place:
                    shutil.rmtree(other, ignore_errors=True)
            self._place.mkdir(parents=True, exist_ok=True)
        file = self._place / bucket.key
        temporary = file.with_name(f"{bucket.key}.{os.getpid()}.new")
        with suppress(FileNotFoundError):
            temporary.write_bytes(sealed(bucket.bytecode_to_string()))
            temporary.replace(file)
