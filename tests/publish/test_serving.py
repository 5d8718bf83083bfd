"""What is to be mended shows in the browser."""

import pytest

from generator.publish.mkdocs.serving import with_faults

PAGE = b"<html><body><p>Kettles.</p></body></html>"


def test_a_page_without_faults_is_as_it_is() -> None:
    assert with_faults(PAGE, []) == PAGE


@pytest.mark.parametrize("page", [PAGE, b"<p>Kettles.</p>"], ids=["whole", "a part"])
def test_a_page_names_every_fault_and_nothing_in_them_is_markup(page: bytes) -> None:
    shown = with_faults(page, ["digest.yml: <script>alert(1)</script>", "kettle.md: empty"]).decode()
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script>" not in shown
    assert "<li>kettle.md: empty</li>" in shown
    assert shown.startswith(page.decode().partition("</body>")[0])
