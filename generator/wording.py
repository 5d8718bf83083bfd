"""The words that a published site speaks around its articles, in the language that its editor wants.

They stand in one small file for each language, `templates/words/de.yml`: ours, and whatever an editor puts
into a file of the same name beside `digest.yml`. What that leaves out is ours; what ours lacks is English.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from pathlib import Path
from string import Formatter

from msgspec import Struct

from generator.errors import SettingsError
from generator.parsing import kind_of, list_of_faults, read_yaml_quickly
from generator.shipped import own_templates

ENGLISH = "en"
FOLDER = "words"
"""Of the files of words, in a folder of templates."""
Forms = Mapping[str, str]
"""What is said for a number, by the category that the number falls into in the language."""
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""Unicode, CLDR, "Language Plural Rules"."""
OTHER = "other"
_MONTHS = ("months", "months_short")
_RIGHT_TO_LEFT = frozenset("ar ckb dv fa he ks ps sd ug ur yi".split())
_SPACE = re.compile(r"[ \t\r\n]+")
"""White space that a file may be wrapped by: a no-break space is none."""
_MILLION = 1_000_000


class Wording(Struct, frozen=True, kw_only=True):
    """All words of a site's language, and how it counts."""

    language: str
    texts: Mapping[str, str | Forms]
    months: tuple[str, ...]
    months_short: tuple[str, ...]

    @property
    def direction(self) -> str:
        """The way the language is written: `rtl`, or `ltr`."""
        return direction(self.language)

    def form(self, name: str, count: int | None = None) -> str:
        """Return the words of a name, for a number if it is given, with their slots still open."""
        found = self.texts[name]
        if isinstance(found, str):
            return found
        return found.get(category(self.language, count or 0)) or found[OTHER]

    def text(self, name: str, /, count: int | None = None, **slots: object) -> str:
        """Return the words of a name as plain text; `{count}` is the number as the language writes it."""
        given = slots if count is None else {**slots, "count": self.number(count)}
        return self.form(name, count).format_map(given)

    def number(self, count: int) -> str:
        """Return a number as the language writes it: `1,200`."""
        return f"{count:,}".replace(",", self.form("thousands"))

    def listed(self, parts: Sequence[str]) -> str:
        """Return `A`, `A and B`, `A, B and C`."""
        *most, last = parts or ("",)
        if not most:
            return last
        rest = reduce(lambda said, one: self.text("list_more", rest=said, next=one), most)
        return self.text("list_last", rest=rest, last=last)


def direction(language: str) -> str:
    """Return the way a language is written: `rtl`, or `ltr`."""
    return "rtl" if base_of(language) in _RIGHT_TO_LEFT else "ltr"


def base_of(language: str) -> str:
    """Return a language without its script and region: `pt` for `pt-BR`."""
    return language.partition("-")[0]


def theme_language(language: str) -> str:
    """Return what Material calls a language, its script and region with it where it has words for them."""
    if language.startswith(("zh-Hant", "zh-HK", "zh-MO")):
        return "zh-Hant"
    return language if language in {"pt-BR", "zh-TW"} else base_of(language)


def category(language: str, count: int) -> str:
    """Return the category of CLDR that a whole number is of; one and all others where no rule is known."""
    return _RULES.get(base_of(language), _one_or_other)(count)


def _one_or_other(count: int) -> str:
    return "one" if count == 1 else OTHER


def _to_one(count: int) -> str:
    """Nothing is singular, too."""
    return "one" if count in {0, 1} else _million_or_other(count)


def _one_or_million(count: int) -> str:
    return "one" if count == 1 else _million_or_other(count)


def _million_or_other(count: int) -> str:
    return "many" if count and count % _MILLION == 0 else OTHER


def _always_other(_count: int) -> str:
    return OTHER


def _czech(count: int) -> str:
    return "one" if count == 1 else "few" if 2 <= count <= 4 else OTHER  # noqa: PLR2004


def _polish(count: int) -> str:
    return "one" if count == 1 else "few" if _ends_in_few(count) else "many"


def _russian(count: int) -> str:
    is_one = count % 10 == 1 and count % 100 != 11  # noqa: PLR2004
    return "one" if is_one else "few" if _ends_in_few(count) else "many"


def _ends_in_few(count: int) -> bool:
    return 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14  # noqa: PLR2004


def _arabic(count: int) -> str:
    if count <= 2:  # noqa: PLR2004
        return CATEGORIES[count]
    rest = count % 100
    return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else OTHER  # noqa: PLR2004


def _hebrew(count: int) -> str:
    return {1: "one", 2: "two"}.get(count, OTHER)


_RULES: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(("fr", "pt"), _to_one),
    **dict.fromkeys(("es", "it", "ca"), _one_or_million),
    **dict.fromkeys(("ja", "zh", "ko", "th", "vi", "id", "ms"), _always_other),
    **dict.fromkeys(("cs", "sk"), _czech),
    **dict.fromkeys(("ru", "uk", "be"), _russian),
    "pl": _polish,
    "ar": _arabic,
    "he": _hebrew,
    **dict.fromkeys(("fa", "hi", "bn"), lambda count: "one" if count in {0, 1} else OTHER),
}
"""By language, where it is not one and all others."""


def words_file(language: str, folder: Path) -> Path:
    """Return where the words of a language stand below a folder of templates."""
    return folder / FOLDER / f"{language.lower()}.yml"


def speaks(language: str, root: Path) -> bool:
    """Tell whether there are words of a language: ours, or the editor's beside `digest.yml`."""
    return any(file.is_file() for files in _words_files(language, root) for file in files)


def languages(root: Path) -> tuple[str, ...]:
    """Return the languages that there are words of, sorted."""
    found = (file.stem for folder in _folders(root) for file in (folder / FOLDER).glob("*.yml"))
    return tuple(sorted({one for one in found if re.fullmatch("[a-z]{2}", one)}))


def _folders(root: Path) -> tuple[Path, Path]:
    return own_templates(), root / "templates"


@cache
def english() -> Wording:
    """Return the words in English as we have them."""
    return _wording(ENGLISH, _read(words_file(ENGLISH, own_templates())))


def load_wording(language: str, root: Path) -> Wording:
    """Return the words of a language: the editor's over ours, English for what both lack.

    Those of `pt-BR` stand over those of `pt`. Raises SettingsError, which lists every fault of an editor's
    file.
    """
    names: dict[str, object] = dict(_read(words_file(ENGLISH, own_templates())))
    found = dict(names)
    ours, theirs = _words_files(language, root)
    for file in filter(Path.is_file, ours):
        found |= _read(file)
    for file in filter(Path.is_file, theirs):
        found |= _checked(_read(file), names, file.relative_to(root).as_posix())
    return _wording(language, found)


def _words_files(language: str, root: Path) -> Iterator[tuple[Path, ...]]:
    """Yield our files of words and the editor's: that of the language, then that of its region or script."""
    codes = dict.fromkeys((base_of(language), language))
    return (tuple(words_file(code, folder) for code in codes) for folder in _folders(root))


def _read(file: Path) -> Mapping[str, object]:
    data = read_yaml_quickly(file)
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise SettingsError(
            list_of_faults(str(file), [f"give names and words (`name: words`), not {kind_of(data)}"])
        )
    return {str(name): value for name, value in data.items()}


def _wording(language: str, found: Mapping[str, object]) -> Wording:
    texts = {name: _texts(value) for name, value in found.items() if name not in _MONTHS}
    months, short = (tuple(map(str, found[name])) for name in _MONTHS)  # type: ignore[call-overload]
    return Wording(language=language, texts=texts, months=months, months_short=short)


def _texts(value: object) -> str | Forms:
    if isinstance(value, dict):
        return {str(form): _folded(text) for form, text in value.items()}
    return _folded(value)


def _folded(text: object) -> str:
    return _SPACE.sub(" ", str(text)).strip(" ")


def _checked(given: Mapping[str, object], names: Mapping[str, object], where: str) -> dict[str, object]:
    """Return an editor's words; raises SettingsError for names, forms and slots that there are none of."""
    faults: list[str] = []
    for name, value in given.items():
        if name not in names:
            faults.append(f"unknown name {name!r}; {_nearest(name, names, 'the names are those of en.yml')}")
        elif name in _MONTHS:
            faults += _month_faults(name, value)
        else:
            faults += _text_faults(name, value, names[name])
    if faults:
        raise SettingsError(list_of_faults(where, faults))
    return dict(given)


def _nearest(name: str, known: Iterable[str], otherwise: str) -> str:
    nearest = difflib.get_close_matches(name, list(known), n=1)
    return f"did you mean {nearest[0]!r}?" if nearest else otherwise


def _month_faults(name: str, value: object) -> Iterable[str]:
    if not isinstance(value, list) or len(value) != 12 or not all(isinstance(one, str) for one in value):  # noqa: PLR2004
        yield f"{name}: give the names of twelve months, January first"


def _text_faults(name: str, value: object, ours: object) -> Iterable[str]:
    if isinstance(value, dict):
        yield from _form_faults(name, value, ours)
        return
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        yield f"{name}: give words, not {kind_of(value)}"
        return
    yield from _slot_faults(name, str(value), slots_of(ours))


def _form_faults(name: str, forms: Mapping[object, object], ours: object) -> Iterable[str]:
    if not isinstance(ours, dict):
        yield f"{name}: give words alone, not forms for numbers"
        return
    if OTHER not in forms:
        yield f"{name}: give the form `other`, too"
    for form, text in forms.items():
        if form not in CATEGORIES:
            yield f"{name}: unknown form {str(form)!r}; the forms are {', '.join(CATEGORIES)}"
        elif not isinstance(text, str | int | float):
            yield f"{name}: {form}: give words, not {kind_of(text)}"
        else:
            yield from _slot_faults(f"{name}: {form}", str(text), slots_of(ours))


def _slot_faults(where: str, text: str, known: frozenset[str]) -> Iterable[str]:
    try:
        found = list(Formatter().parse(text))
    except ValueError:
        yield f"{where}: a brace is left open; braces stand around a slot, as in {{count}}"
        return
    for _, slot, spec, conversion in found:
        if slot is None:
            continue
        if slot not in known or spec or conversion:
            there = ", ".join(f"{{{one}}}" for one in sorted(known)) or "none"
            yield f"{where}: unknown slot {{{slot}}}; {_nearest(slot, known, f'there is {there}')}"


def slots_of(value: object) -> frozenset[str]:
    """Return the slots of the words of a name, in whatever form."""
    texts = value.values() if isinstance(value, dict) else [value]
    return frozenset(slot for text in texts for _, slot, _, _ in Formatter().parse(str(text)) if slot)
