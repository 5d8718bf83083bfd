"""The manifest: which files of the docs folder are ours, and what we last put into them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

MANIFEST = ".digest-manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The generated files of a docs folder."""

    owned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Path → fingerprints that a program of ours may have left there; two while a write is under way."""
    readable: bool = True
    """False if a manifest is there that cannot be read."""


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a file's content in hexadecimal."""
    return sha256(content).hexdigest()


def load_manifest(docs: Path) -> Manifest:
    """Return the manifest of a docs folder; an empty one if it has none, or none that can be read."""
    path = docs / MANIFEST
    if not path.exists():
        return Manifest()
    try:
        files = json.loads(path.read_bytes())["files"]
        return Manifest(owned={str(name): tuple(map(str, prints)) for name, prints in files.items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest(readable=False)


def dump_manifest(manifest: Manifest) -> bytes:
    """Return the manifest as JSON, one line a file, sorted by path."""
    lines = [
        f"  {json.dumps(path)}: {json.dumps(list(prints))}" for path, prints in sorted(manifest.owned.items())
    ]
    return ('{"version": 1, "files": {\n' + ",\n".join(lines) + "\n}}\n").encode()
