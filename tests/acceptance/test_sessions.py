"""Several sessions work at once: nothing is lost or done twice, and each has two connections to the server."""

from pathlib import Path

import pytest

from tests.acceptance.conftest import Book
from tests.benchmarks.sessions import Asked, measure


def test_several_sessions_at_once_lose_nothing(blank: Book, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    is_long = request.config.getoption("--long")
    asked = Asked(20, 60, 5, 10) if is_long else Asked(sessions=3, actions=2, every=1, alone=1)
    found = measure(blank.target, tmp_path, asked)
    assert len(found.together) == asked.sessions * asked.actions
    assert found.connections in (0, 2 * asked.sessions)
