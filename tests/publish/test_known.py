"""The files of a site, made from what is known of its docs folder, are those that MkDocs finds."""

from pathlib import Path

import pytest
from mkdocs.structure.files import File, Files, get_files

from generator.config import Settings
from generator.publish.mkdocs.configuration import load
from generator.publish.mkdocs.known import Known, known_files, rules
from generator.publish.mkdocs.project import theme_files
from generator.publish.record import Place
from generator.writing.disk import Disk
from tests.publish.sites import FILES, write

ODD = {
    "docs/README.md": "# R\n",
    "docs/pots/README.md.txt": "x",
    "docs/pots-and-pans/a.md": "# A\n",
    "docs/pots/lids/z.md": "# Z\n",
    "docs/pots/lids/index.md": "# Lids\n",
    "docs/Pots/B.md": "# B\n",
    "docs/.theme/main.html": "x",
    "docs/.digest-manifest.json": "{}",
    "docs/a b & ü.md": "# Ü\n",
    "docs/pots/drafts/one.md": "# One\n",
    "docs/templates/x.md": "# X\n",
}


def odd(root: Path) -> Settings:
    mkdocs = FILES["mkdocs.yml"] + "draft_docs: |\n  drafts/\nexclude_docs: |\n  /Pots/\n"
    files = {**FILES, **ODD, "mkdocs.yml": mkdocs}
    files.pop("docs/index.md")
    return write(root, files)


def told(files: list[File]) -> list[tuple[object, ...]]:
    return [
        (f.src_uri, f.dest_uri, f.url, f.inclusion, f.abs_src_path, f.abs_dest_path, f.name) for f in files
    ]


def known(settings: Settings, places: dict[str, Place], by: str = "") -> Known:
    return Known(docs=Disk(settings.docs, {}).files(), rules=by, places=places)


@pytest.mark.parametrize("directories", [True, False])
def test_they_are_the_same_in_the_same_order(tmp_path: Path, directories: bool) -> None:  # noqa: FBT001
    settings = odd(tmp_path)
    config = load(settings, settings.site, "")
    config.use_directory_urls = directories
    wanted = list(get_files(config))
    assert told(known_files(config, known(settings, {})) or []) == told(wanted)
    places = {file.src_uri: (file.url, file.dest_uri, file.inclusion.value) for file in wanted}
    places.pop("pots/teapot.md")
    assert told(known_files(config, known(settings, places, rules(config))) or []) == told(wanted)


@pytest.mark.parametrize("gone", [("pots/teapot.md",), ("index.md", "z.md"), tuple(ODD)])
def test_those_found_before_are_taken_as_they_are_and_the_others_put_between(
    tmp_path: Path, gone: tuple[str, ...]
) -> None:
    settings = odd(tmp_path)
    config = load(settings, settings.site, "")
    wanted = list(get_files(config))
    before = known_files(config, known(settings, {})) or []
    left = [file for file in before if file.src_uri not in gone and f"docs/{file.src_uri}" not in gone]
    more = [*left, File("was/there.md", str(settings.docs), str(settings.site), use_directory_urls=True)]
    found = known_files(config, known(settings, {}), more) or []
    assert told(found) == told(wanted)
    assert {id(file) for file in left} <= {id(file) for file in found}


def test_places_that_other_rules_gave_are_not_believed(tmp_path: Path) -> None:
    settings = odd(tmp_path)
    config = load(settings, settings.site, "")
    wrong = dict.fromkeys(Disk(settings.docs, {}).files(), ("elsewhere/", "elsewhere/index.html", 1))
    assert told(known_files(config, known(settings, wrong, "others")) or []) == told(list(get_files(config)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/pots/*", "/pots/lids/*"),
        ("site_name", "use_directory_urls: false\nsite_name"),
        ("drafts/", "one.md"),
    ],
)
def test_the_rules_are_others_when_the_settings_are(tmp_path: Path, old: str, new: str) -> None:
    settings = odd(tmp_path)
    before = rules(load(settings, settings.site, ""))
    file = settings.root / "mkdocs.yml"
    file.write_text(file.read_text().replace(old, new))
    assert rules(load(settings, settings.site, "")) != before


def test_where_two_files_want_one_place_mkdocs_is_to_look(tmp_path: Path) -> None:
    settings = write(tmp_path, {**FILES, "docs/README.md": "# R\n"})
    config = load(settings, settings.site, "")
    assert known_files(config, known(settings, {})) is None


def test_the_files_of_a_theme_are_those_that_mkdocs_finds(tmp_path: Path) -> None:
    own = ("main.css", "a/b.js", ".hidden/c.js", "a/.hidden/d.js", ".e.js", "assets/stylesheets/f.css")
    settings = write(tmp_path, {**FILES, **{f"overrides/{path}": "x" for path in own}})
    config = load(settings, settings.site, "")
    expected = Files([])
    expected.add_files_from_theme(config.theme.get_env(), config)
    found = theme_files(config)
    assert told(found) == told(list(expected))
    assert {"main.css", "a/b.js"} <= {file.src_uri for file in found}
