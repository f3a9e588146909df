"""Whose term of keeping is over, and what stands in the way, on the command line."""

from collections.abc import Callable
from pathlib import Path

from tests.cli.test_office import Run, data, home, list_, refused, run

__all__ = ["home", "list_", "refused", "run"]


def test_nobody_is_due_and_nobody_is_said_so(run: Run, refused: Callable[..., str]) -> None:
    run("init")
    assert run("retention")[1].strip() == "Nobody's term of keeping is over."
    assert data(run("retention", "--json")) == []
    assert "nobody of that name" in refused("retention", "nobody of that name")


def test_what_stands_in_the_way_is_said_with_its_article(run: Run, list_: Callable[..., Path]) -> None:
    run("init")
    run("import", "receivables", list_(), "--profile", "open-items-nl")
    status, out, _ = run("retention", "1")
    assert status == 0
    assert "AVG art. 17 lid 3 onder e" in out
    told = data(run("retention", "1", "--json"))
    assert (told["level"], told["from_on"]) == ("nothing", None)
    assert {one["source"] for one in told["why"]} >= {"AVG art. 17 lid 3 onder e"}
