"""What this program is made of: every package that it needs, with its version and its licence."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator import __version__

OURSELVES = "digestpress"
LOCKED_EXTRAS = ("", "pdf", "word")
"""The extras whose packages `requirements.lock` holds, so that workflows read these formats, too."""
_CLASSIFIER = "License :: "
_SHORT = 60
"""A field of more characters is the text of a licence and not its name."""
_KNOWN = {
    "bsd": "BSD",
    "bsd license": "BSD",
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}
"""Names that packages use, and those that everybody knows."""
_PERMISSIVE = re.compile(
    r"0BSD|Apache-2\.0|BSD(-[234]-Clause)?|CC0-1\.0|CNRI-Python|HPND|ISC|MIT(-0|-CMU)?|PSF-2\.0|Python-2\.0|"
    r"Unlicense|Zlib"
)
_FILE_BY_FILE = re.compile(r"MPL-[12]\.[01]")
_PARTS = re.compile(r"\s+(?:AND|WITH)\s+|[()]")


class Terms(StrEnum):
    """What a licence asks for."""

    PERMISSIVE = "permissive"
    """That its notice is kept."""
    FILE_BY_FILE = "file by file"
    """That changes of its own files are shared, and nothing of what they are used with (MPL)."""
    OTHER = "other"
    """More, or nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package that is installed because this program needs it."""

    name: str
    version: str
    licence: str
    """As its metadata names it, in the words of SPDX where it is known; empty if it says nothing."""


def packages() -> tuple[Package, ...]:
    """Return every package that the installed program needs here, with the locked extras, sorted by name."""
    found: dict[str, Package] = {}
    pending = _needed(OURSELVES)
    while pending:
        name = pending.pop()
        if name in found:
            continue
        try:
            it = distribution(name)
        except PackageNotFoundError:
            continue  # for another system
        found[name] = Package(name=name, version=it.version, licence=licence_of(it))
        pending += _needed(name)
    return tuple(found[name] for name in sorted(found))


def _needed(name: str) -> list[str]:
    wanted = (Requirement(text) for text in distribution(name).requires or ())
    extras = LOCKED_EXTRAS if name == OURSELVES else ("",)
    return sorted(
        canonicalize_name(one.name)
        for one in wanted
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras)
    )


def licence_of(it: Distribution) -> str:
    """Return the licence that a package's metadata names, or nothing."""
    return next(filter(None, map(_named, _said(it))), "")


def _said(it: Distribution) -> Iterator[str]:
    yield from it.metadata.get_all("License-Expression", [])
    told = [value for value in it.metadata.get_all("Classifier", []) if value.startswith(_CLASSIFIER)]
    names = [value.rpartition(" :: ")[2] for value in told]
    yield " AND ".join(name for name in map(_named, names) if name != "OSI Approved")
    yield from it.metadata.get_all("License", [])


def _named(text: str) -> str:
    name = " ".join(text.split())
    return _KNOWN.get(name.casefold(), name) if len(name) <= _SHORT else ""


def terms_of(licence: str) -> Terms:
    """Return what a licence asks for; where it gives a choice, the least."""
    found = [_terms_of_all(choice) for choice in licence.split(" OR ")]
    return min(found, key=list(Terms).index)


def _terms_of_all(licence: str) -> Terms:
    parts = [part for part in _PARTS.split(licence) if part]
    if parts and all(_PERMISSIVE.fullmatch(part) for part in parts):
        return Terms.PERMISSIVE
    if parts and all(_PERMISSIVE.fullmatch(part) or _FILE_BY_FILE.fullmatch(part) for part in parts):
        return Terms.FILE_BY_FILE
    return Terms.OTHER


def bill_of_materials(found: tuple[Package, ...]) -> bytes:
    """Return the packages as a CycloneDX 1.6 bill in JSON: the same bytes for the same packages."""
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", **_identity(OURSELVES, __version__)}},
        "components": [_component(one) for one in found],
    }
    return (json.dumps(bill, indent=1, ensure_ascii=False) + "\n").encode()


def _component(one: Package) -> Mapping[str, object]:
    licences = [{"license": {"name": one.licence}}] if one.licence else []
    return {"type": "library", **_identity(one.name, one.version), "licenses": licences}


def _identity(name: str, version: str) -> Mapping[str, str]:
    purl = f"pkg:pypi/{name}@{version}"
    return {"bom-ref": purl, "name": name, "version": version, "purl": purl}
