"""What all tests share: how long hypothesis looks, and the real files."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.databases", "tests.sample"]
# What tests share says why it failed as they do.
pytest.register_assert_rewrite(
    *(f"tests.{one}" for one in ("acceptance", "cli", "domain", "exchange", "jobs", "law", "store", "trials", "ui"))
)

# No deadline: a slow machine is no failure.
settings.register_profile("short", deadline=None)
settings.register_profile("long", deadline=None, max_examples=5000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="try fifty times as many generated examples")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "short")


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder with real files, named by CASEBOOK_TEST_DATA."""
    named = os.environ.get("CASEBOOK_TEST_DATA")
    if not named:
        pytest.skip("CASEBOOK_TEST_DATA names no folder with real files")
    return Path(named)
