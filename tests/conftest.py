"""What all tests share: how they are read, how long hypothesis looks, and the real files."""

import gc
import os
import sys
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
    # What is read to find the tests stays: looking for garbage in it takes a tenth of the time of reading it.
    gc.disable()


def pytest_collection(session: pytest.Session) -> None:
    """Have each worker read its share of all tests before the others', which are compiled by others by then.

    Workers that read in one order compile everything at the same time, each for itself.
    """
    if session.config.args_source is not pytest.Config.ArgsSource.TESTPATHS or sys.dont_write_bytecode:
        return
    worker, workers = os.environ.get("PYTEST_XDIST_WORKER", "gw0"), os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")
    if workers == "1":
        return
    files = sorted(Path(__file__).parent.rglob("test_*.py"))
    for file in files[int(worker.removeprefix("gw")) :: int(workers)]:
        # What cannot be read is told when its turn comes.
        with suppress(Exception, pytest.skip.Exception):
            import_module(".".join(file.relative_to(session.config.rootpath).with_suffix("").parts))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Leave all that was read to find the tests out of what is looked through for garbage."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder with real files, named by CASEBOOK_TEST_DATA."""
    named = os.environ.get("CASEBOOK_TEST_DATA")
    if not named:
        pytest.skip("CASEBOOK_TEST_DATA names no folder with real files")
    return Path(named)
