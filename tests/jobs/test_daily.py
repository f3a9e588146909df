"""The nightly pass: what changes with the day is made anew, once, and a pass that was stopped goes on."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook.errors import StoreError
from casebook.jobs import daily, sample_office
from casebook.store import address, stale
from casebook.store.database import Database
from casebook.store.models import every
from casebook.store.verify import verify
from tests.databases import made

TODAY = date(2026, 11, 21)


@pytest.fixture
def office(on_each: Database) -> Database:
    """The sample office, on each engine."""
    return on_each


def test_each_day_stands_as_a_recomputation_has_it(office: Database) -> None:
    for later in (0, 1, 30, 400):
        day = TODAY + timedelta(days=later)
        told = daily.run(office, day, workers=1)
        assert list(verify(office, day)) == []
        assert daily.run(office, day, workers=1) == told._replace(made_anew=0)


def test_the_office_has_clocks_in_every_state_and_cases_in_every_band(office: Database) -> None:
    told = daily.run(office, TODAY, workers=1)
    assert set(told.clocks) >= {
        "running",
        "unproven",
        "extended",
        "possibly_lapsed",
        "history_missing",
        "abstained",
        "unenforceable",
        "stopped",
    }
    assert set(told.bands) == {1, 2, 3, 4}
    # 250 debtors, of whom two have one number in the trade register.
    assert office.value("SELECT count(*) FROM cases") == 250


def test_what_was_stopped_goes_on_where_it_was(office: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    later = TODAY + timedelta(days=200)
    monkeypatch.setattr(stale, "CHUNK", 10)
    waiting = stale.count(office, later)
    made = stale.make_anew(office, later)
    assert next(made) + next(made) == 20
    del made
    assert stale.count(office, later) == waiting - 20
    assert daily.run(office, later, workers=1).made_anew == waiting - 20
    assert stale.count(office, later) == 0


def test_other_rules_make_every_case_anew(office: Database) -> None:
    office.execute("UPDATE case_now SET rule_version = 'older'")
    assert stale.count(office, TODAY) == 250
    assert daily.run(office, TODAY, workers=1).made_anew == 250


def test_two_processes_share_the_work(office: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    office.execute("UPDATE case_now SET rule_version = 'older'")
    monkeypatch.setattr(stale, "CHUNK", 20)
    told: list[tuple[int, int]] = []
    made = daily.run(office, TODAY, workers=2, progress=lambda done, of: told.append((done, of))).made_anew
    assert made == 250
    assert told[-1] == (250, 250)
    assert list(verify(office, TODAY)) == []
    shared = derived(office)
    office.execute("UPDATE case_now SET rule_version = 'older'")
    daily.run(office, TODAY, workers=1)
    assert derived(office) == shared


def derived(database: Database) -> list[list[str]]:
    """All that the pass writes, in whatever order it was written."""
    names = [model._meta.table_name for model in every.DERIVED]
    return [sorted(map(str, database.fetch(f"SELECT * FROM {name}"))) for name in names]


@pytest.mark.parametrize("day", [date(2027, 3, 1), date(2028, 2, 29)])
def test_the_sample_office_is_alive_on_any_day(tmp_path: Path, day: date) -> None:
    database = made(str(tmp_path / "office.db"))
    sample_office.make(database, day, "m.jansen")
    told = daily.run(database, day, workers=1)
    assert told.bands[1] > 10
    assert database.value("SELECT count(*) FROM person WHERE login = 'm.jansen'") == 1
    # Escape sequences in names did not get in, markup did.
    names = {name for (name,) in database.fetch("SELECT name FROM party")}
    assert "[/b] Holding" in names
    assert not any("\x1b" in name for name in names)
    database.close()


def test_a_day_that_was_a_slip_of_the_pen_is_worked_out_again(office: Database) -> None:
    before = office.fetch("SELECT case_id, band, by_on, why FROM case_now ORDER BY case_id")
    daily.run(office, date(2190, 12, 31), workers=1)
    assert office.fetch("SELECT case_id, band, by_on, why FROM case_now ORDER BY case_id") != before
    assert stale.count(office, TODAY) > 200
    daily.run(office, TODAY, workers=1)
    assert office.fetch("SELECT case_id, band, by_on, why FROM case_now ORDER BY case_id") == before
    assert list(verify(office, TODAY)) == []


def test_a_server_that_is_gone_is_one_sentence_also_from_a_worker(
    office: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.execute("UPDATE case_now SET rule_version = 'older'")
    office.address = address.read("postgresql://nobody@127.0.0.1:1/gone")
    monkeypatch.setattr(stale, "CHUNK", 20)
    if office.is_postgresql:
        with pytest.raises(StoreError, match=r"store\.lost"):
            daily.run(office, TODAY, workers=2)
    else:
        # On SQLite there is one process only, which has its connection.
        assert daily.run(office, TODAY, workers=2).made_anew > 200
