"""The names of folders tell the versions that are installed."""

from importlib.metadata import PackageNotFoundError, version

import pytest

from generator.packages import versions_of, versions_there


def test_a_version_is_that_which_the_package_tells() -> None:
    names = ("msgspec", "PyYAML", "python-frontmatter", "markdown_it.py")
    assert versions_of(names) == {name: version(name) for name in names}


def test_of_what_may_be_installed_only_what_is_has_a_version() -> None:
    assert versions_there(["msgspec", "no-such-package"]) == {"msgspec": version("msgspec")}


def test_what_is_not_installed_has_none() -> None:
    with pytest.raises(PackageNotFoundError):
        versions_of(["no-such-package"])
