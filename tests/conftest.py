"""What all tests share: how they are read, how long hypothesis looks, and the real files."""

import gc
import os
import sys
from collections.abc import Generator
from contextlib import suppress
from importlib import import_module
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


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Look for no garbage in what is read to find the tests: all of it stays, and to look takes a third of the time."""
    gc.disable()
    _read_share(session.config)
    found = yield
    gc.collect()
    gc.freeze()
    gc.enable()
    return found


def _read_share(config: pytest.Config) -> None:
    """Have each worker read its share of all tests before the others', which are compiled by others by then.

    Workers that read in one order compile everything at the same time, each for itself.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None or config.args_source is not pytest.Config.ArgsSource.TESTPATHS or sys.dont_write_bytecode:
        return
    files = sorted(Path(__file__).parent.rglob("test_*.py"))
    for file in files[int(worker.removeprefix("gw")) :: int(os.environ["PYTEST_XDIST_WORKER_COUNT"])]:
        # What cannot be read is told when its turn comes.
        with suppress(Exception, pytest.skip.Exception):
            import_module(".".join(file.relative_to(config.rootpath).with_suffix("").parts))


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder with real files, named by CASEBOOK_TEST_DATA."""
    named = os.environ.get("CASEBOOK_TEST_DATA")
    if not named:
        pytest.skip("CASEBOOK_TEST_DATA names no folder with real files")
    return Path(named)
