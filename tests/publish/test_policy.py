"""The policy that says which scripts of a page may run."""

import base64
from hashlib import sha256
from pathlib import Path

import pytest

from generator.publish.mkdocs.configuration import load
from tests.publish.sites import FILES, MKDOCS, write

POLICY = "{% extends 'base.html' %}{% block extrahead %}<script>own({{ 'x' | url | tojson }})</script>{% endblock %}"


def hashed(script: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("base", "script"),
    [
        (".", 'own("x")'),
        ("..", 'own("../x")'),
        ("../..", 'own("../../x")'),
        ("/kettles/", 'own("/kettles/x")'),
    ],
)
def test_a_script_of_the_templates_is_known_as_each_page_has_it(
    tmp_path: Path, base: str, script: str
) -> None:
    settings = write(tmp_path, {**FILES, "overrides/main.html": POLICY})
    policies = load(settings, settings.site, "").extra["content_security_policy"]
    assert hashed(script) in policies[base].split(" 'unsafe-inline'")[0]


def test_a_script_that_asks_for_more_than_its_place_is_left_out(tmp_path: Path) -> None:
    odd = "{% extends 'base.html' %}{% block extrahead %}<script>{{ page.url | no_such }}</script>{% endblock %}"
    settings = write(tmp_path, {**FILES, "overrides/main.html": odd})
    assert load(settings, settings.site, "").extra["content_security_policy"]["."]


def test_the_editors_own_policy_stays(tmp_path: Path) -> None:
    settings = write(
        tmp_path, {**FILES, "mkdocs.yml": f"{MKDOCS}extra: {{content_security_policy: false}}\n"}
    )
    assert load(settings, settings.site, "").extra["content_security_policy"] is False
