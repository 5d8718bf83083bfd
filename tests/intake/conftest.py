"""What the tests of intake share."""

from collections.abc import Iterator

import pytest

from tests.intake.server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one
