"""What the values in a settings file may be: each is parsed, or told to be wrong with the way out.

A `parse_…` raises TypeError or ValueError; the others add what is wrong to a list of faults.
"""

import difflib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from generator.conflicts import is_unmerged
from generator.errors import SettingsError
from generator.model import Publish
from generator.remote import folder_of, is_address
from generator.text import fold


def read_yaml(path: Path) -> object:
    """Return what a YAML file holds; raises SettingsError, which names the file and the reason."""
    return _read(path, _Once)


def read_yaml_quickly(path: Path) -> object:
    """Return the same, read in C where that is installed: its reasons for a fault are not as plain."""
    return _read(path, _Quick)


def _read(path: Path, loader: type[yaml.SafeLoader]) -> object:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be read: {error.strerror or error}; allow it, then run again"
        ) from error
    try:
        return yaml.load(data, Loader=loader)  # noqa: S506 - it makes plain values, as SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        reason = _unmerged(data) or _not_utf8(data) or f"is not valid YAML: {_where_and_why(error)}"
        raise SettingsError(f"{path}: {reason}") from error


def _unmerged(data: bytes) -> str:
    return "Git left a merge open in it (<<<<<<<): choose what is right" if is_unmerged(data) else ""


def _not_utf8(data: bytes) -> str:
    """Return what is wrong with the letters of a file; nothing if it is sound UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return f"is not UTF-8 in line {line}: save it in that encoding"
    return ""


class _NamesOnce(yaml.constructor.SafeConstructor):
    """Refuses a name that is given twice: else the first is lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as SafeLoader has it
        names: dict[str, yaml.Mark] = {}
        for key, _ in node.value:
            name = str(key.value)
            if name in names:
                first = names[name].line + 1
                raise yaml.MarkedYAMLError(
                    problem=f"{name!r} is there already in line {first}; join the two",
                    problem_mark=key.start_mark,
                )
            names[name] = key.start_mark
        return super().construct_mapping(node, deep)


class _Once(_NamesOnce, yaml.SafeLoader):
    """Reads YAML as SafeLoader does."""


class _Quick(_NamesOnce, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Reads YAML as CSafeLoader does."""


def _where_and_why(error: Exception) -> str:
    """Return the line and the reason of a fault in YAML, without the piece of the file."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return fold(str(error))
    mark = error.problem_mark
    reason = ", ".join(part for part in (error.context, error.problem) if part)
    return f"line {mark.line + 1}, column {mark.column + 1}: {reason}"


def known_names(data: object, names: tuple[str, ...], faults: list[str], where: str) -> dict[str, object]:
    """Return the values of a mapping under names that are known; every other becomes a fault."""
    if data is None:
        return {}
    if not isinstance(data, dict):
        faults.append(f"{where or 'the file'}: give names and values (`name: value`), not {kind_of(data)}")
        return {}
    for key in data:
        if key not in names:
            nearest = difflib.get_close_matches(str(key), names, n=1)
            hint = f"did you mean {nearest[0]!r}?" if nearest else f"known are {', '.join(names)}"
            faults.append(f"{where}{': ' if where else ''}unknown setting {str(key)!r}; {hint}")
    return {str(key): value for key, value in data.items() if key in names}


def list_of_faults(where: str, faults: list[str]) -> str:
    """Return one message for all faults of a file."""
    return "\n".join(
        [f"{where} has {len(faults)} fault{'s' if len(faults) > 1 else ''}:", *(f"  - {f}" for f in faults)]
    )


def parse_string(value: object) -> str:
    """Return a text, its white space folded; raises TypeError for what is none."""
    if not isinstance(value, str):
        raise TypeError(f"give a text, not {kind_of(value)}")
    return fold(value)


def words_in(data: object, where: str, faults: list[str]) -> list[str]:
    """Return the phrases of a list; what is none becomes a fault."""
    if data is None:
        return []
    if not isinstance(data, list) or not all(isinstance(item, str | int | float) for item in data):
        faults.append(f"{where}: give a list of phrases, not {kind_of(data)}")
        return []
    return [fold(str(item)) for item in data if fold(str(item))]


def pairs_in(data: object, where: str, faults: list[str]) -> list[tuple[str, str]]:
    """Return the pairs of a mapping of texts; what is none becomes a fault."""
    if data is None:
        return []
    if not isinstance(data, dict):
        faults.append(f"{where}: give pairs (`old: new`), not {kind_of(data)}")
        return []
    faults += [
        f"{where}: {key}: give one text (`old: new`), not {kind_of(value)}"
        for key, value in data.items()
        if not isinstance(value, str | int | float)
    ]
    return [(fold(str(key)), fold(str(value))) for key, value in data.items() if fold(str(key))]


def parse_number(low: int, high: int) -> Callable[[object], int]:
    """Return what parses a whole number in this range, and raises ValueError for all else."""

    def convert(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"give a whole number from {low} to {high:,}, not {value!r}")
        return value

    return convert


def parse_yes_or_no(value: object) -> bool:
    """Return true or false; raises TypeError for what is neither."""
    if not isinstance(value, bool):
        raise TypeError(f"give true or false, not {kind_of(value)}")
    return value


def parse_language(value: object) -> str:
    """Return a language's two-letter code, or nothing; raises ValueError for others."""
    text = parse_string(value).lower()
    if text and not re.fullmatch("[a-z]{2}", text):
        raise ValueError(f"give a two-letter code such as en, or leave it empty, not {text!r}")
    return text


def parse_language_tag(value: object) -> str:
    """Return a language with its script or region as BCP 47 writes it, `pt-BR`, or nothing.

    Raises ValueError for others.
    """
    text = parse_string(value)
    if not text:
        return ""
    found = re.fullmatch(r"([A-Za-z]{2})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?", text)
    if not found:
        raise ValueError(f"give a code such as en, pt-BR or zh-Hant, or leave it empty, not {text!r}")
    language, script, region = (part or "" for part in found.groups())
    return "-".join(filter(None, (language.lower(), script.title(), region.upper())))


def parse_url(value: object) -> str:
    """Return the address of a site, with `/` at its end, or nothing; raises ValueError for others."""
    text = parse_string(value)
    if not text:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    plain = not (parts.query or parts.fragment or parts.username or re.search(r"[\s\"'<>\\{}|^`]", text))
    if parts.scheme not in {"http", "https"} or not parts.hostname or not plain:
        raise ValueError(f"give an address such as https://example.org/digest/, not {text!r}")
    return text.rstrip("/") + "/"


def parse_publish(value: object) -> Publish:
    """Return the publish policy of that name; raises ValueError, which names the ones there are."""
    try:
        return Publish(str(value).strip().lower())
    except ValueError:
        raise ValueError(f"give one of {', '.join(Publish)}, not {value!r}") from None


def parse_folder(value: object) -> Path:
    """Return a folder; raises ValueError for an address."""
    text = parse_string(value)
    if not text or is_address(text):
        raise ValueError("give a folder of this machine")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise ValueError(f"there is no home folder for {text!r}; write the folder out") from None


def parse_folder_or_address(value: object) -> Path | str:
    """Return a folder, or an address that leads off this machine."""
    text = parse_string(value)
    return (folder_of(text) or text) if is_address(text) else parse_folder(text)


def kind_of(value: object) -> str:
    """Return what to call a value of this sort in a message."""
    names = {dict: "a mapping", list: "a list", str: "a text", bool: "yes or no", type(None): "nothing"}
    return names.get(type(value), f"the value {value!r}")
