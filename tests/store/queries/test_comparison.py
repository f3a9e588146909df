"""What counts when agencies, routes and the arms of a batch are compared, on either engine."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook.domain.comparison.choice import By, Choice
from casebook.domain.comparison.columns import GROUP_COLUMNS, STRATUM_COLUMNS, cell_rows, group_values, stratum_values
from casebook.domain.comparison.outcome import Amount, Attempt
from casebook.domain.comparison.standard import Verdict
from casebook.domain.comparison.strata import Alike, Stratum
from casebook.domain.money import Cents
from casebook.domain.placements.facts import Arm, PlacementEventKind
from casebook.law.book import book
from casebook.store.actions.bank_remittances import AcceptRemittance, Kept
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.payments import ReversePayment
from casebook.store.actions.person_requests import ReceiveRequest
from casebook.store.database import Database
from casebook.store.models.care import RequestKind
from casebook.store.queries.comparison import Found, Number, behind, comparison, counts, drawn
from casebook.store.queries.comparison.placed import of_agencies
from casebook.store.queries.figures import Of
from casebook.store.transaction import Actor
from tests.databases import TODAY
from tests.placed import Placing, Sent
from tests.store.actions.desk import Desk
from tests.store.placement_world import PlacementWorld

SENT_ON = date(2026, 2, 2)
RULES = book().defaults.comparison.first.value
SINCE = date(2023, 11, 21)


@pytest.fixture
def placing(desk: Desk) -> Placing:
    return Placing(desk.database, desk.actor)


def attempts(desk: Desk) -> list[Attempt]:
    return of_agencies(desk.database, SINCE, TODAY, RULES)


def after(days: int) -> date:
    return SENT_ON + timedelta(days)


def test_what_came_in_while_it_lay_there(desk: Desk, placing: Placing) -> None:
    claim = desk.claim("7001", 1_000_00, due_on=date(2025, 10, 1), invoice_on=date(2025, 9, 1))
    agency = placing.agency("Incasso Noord")
    desk.pay(50_00, after(-3))
    placing.place(agency, Sent(claim, 950_00, SENT_ON, after(100)))
    for days, cents in ((0, 10_00), (40, 200_00), (100, 30_00), (101, 5_00)):
        desk.pay(cents, after(days))
    (found,) = attempts(desk)
    assert found == Attempt(
        desk.case, str(agency), Stratum("middle", "young", "contract", "unknown"), SENT_ON, after(100), Cents(950_00),
        [Amount(-3, Cents(50_00)), Amount(0, Cents(10_00)), Amount(40, Cents(200_00)), Amount(100, Cents(30_00))],
        (), [],
    )  # fmt: skip


def test_what_went_back_and_what_never_left_does_not_count(desk: Desk, placing: Placing) -> None:
    claim = desk.claim("7001", 1_000_00)
    agency = placing.agency("Incasso Noord")
    sent = placing.place(agency, Sent(claim, 1_000_00, SENT_ON))
    paid = desk.pay(100_00, after(20))
    desk.act(ReversePayment(paid.payment_id, "gestorneerd"))
    assert [one.received for one in attempts(desk)] == [()]
    first = desk.database.value("SELECT min(id) FROM placement_event WHERE placement_id = ?", (sent,))
    placing.event(sent, PlacementEventKind.VOID, TODAY, voids_id=first, reason="vergissing")
    assert attempts(desk) == []


def test_what_an_agency_charged_is_its_cost(desk: Desk, placing: Placing) -> None:
    claim = desk.claim("7001", 1_000_00)
    sent = placing.place(placing.agency("Incasso Noord"), Sent(claim, 1_000_00, SENT_ON, after(60)))
    wrong = placing.event(sent, PlacementEventKind.RECALL_ANNOUNCED, after(50), cents=99_00)
    placing.event(sent, PlacementEventKind.RECALL_ANNOUNCED, after(60), cents=25_00, voids_id=wrong, reason="bedrag")
    (found,) = attempts(desk)
    assert list(found.costs) == [Amount(60, Cents(25_00))]


def test_what_an_agency_kept_is_its_cost_and_what_it_received_counts_whole(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    world = PlacementWorld(database, actor, tmp_path)
    case, _ = world.case("F1", 500_00)
    placement = world.placed(case)
    share, kept = Share(case, Cents(100_00)), Kept(0, placement, Cents(15_00))
    entry = world.bank.entry(85_00)
    world.act(AcceptRemittance(entry, world.agency_party, (share,), Cents(15_00), kept=(kept,)))
    world.recall(placement)
    (found,) = of_agencies(database, SINCE, TODAY, RULES)
    assert (found.placed, found.began_on, found.ended_on) == (500_00, TODAY, TODAY)
    assert list(found.received) == [Amount(0, Cents(100_00))]
    assert list(found.costs) == [Amount(0, Cents(15_00)), Amount(0, Cents(25_00))]


def test_complaints_count_while_it_lay_there(desk: Desk, placing: Placing) -> None:
    claim = desk.claim("7001", 1_000_00)
    placing.place(placing.agency("Incasso Noord"), Sent(claim, 1_000_00, SENT_ON, after(60)))
    for days in (-1, 30, 61):
        desk.act(ReceiveRequest(desk.case, desk.debtor, RequestKind.COMPLAINT, after(days), "te vaak gebeld"))
    (found,) = attempts(desk)
    assert sorted(found.complaints) == [-1, 30]


def test_a_lot_is_drawn_over_what_can_be_placed(desk: Desk) -> None:
    desk.claim("7001", 1_000_00)
    other = desk.second_case()
    assert drawn(desk.database, [desk.case, other], 100, 7, TODAY) == {desk.case: Arm.CHALLENGER}
    assert drawn(desk.database, [other], 100, 7, TODAY) == {}


@pytest.fixture
def two(desk: Desk, placing: Placing) -> tuple[Desk, dict[str, int]]:
    """Twenty claims each with two agencies, of which one brings a half of every second, the other a fifth."""
    agencies = {name: placing.agency(name) for name in ("Incasso Noord", "Zuid Invordering")}
    batch = placing.batch("Voorjaar", *agencies.values())
    for at in range(40):
        claim = desk.claim(f"80{at:02}", 100_00, invoice_on=date(2025, 12, 1), due_on=date(2026, 1, 1))
        name, arm = list(zip(agencies, Arm, strict=True))[at % 2]
        placing.place(agencies[name], Sent(claim, 100_00, SENT_ON, None, batch, arm))
        if at % 4 < 2:
            desk.pay(50_00 if at % 2 == 0 else 20_00, after(10 + at), designation=(claim,))
    return desk, agencies


def check(found: Found) -> None:
    """Compare each number with the cases behind it."""
    made = found.comparison
    for columns, rows in (
        (GROUP_COLUMNS, [(Number(GROUP_COLUMNS[0], row.key), group_values(row)) for row in made.groups]),
        (
            STRATUM_COLUMNS,
            [(Number(STRATUM_COLUMNS[0], row.group, row.stratum), stratum_values(row)) for row in cell_rows(made)],
        ),
    ):
        for number, values in rows:
            for column, value in zip(columns, values, strict=True):
                some = behind(found, number._replace(column=column))
                if isinstance(value, int) and column.measure in ("number", "money"):
                    of = "cents" if column.measure == "money" else "number"
                    assert sum(getattr(one, of) for one in some) == value, column
                assert len({one.case_id for one in some}) == len(some)


def test_agencies_side_by_side(two: tuple[Desk, dict[str, int]]) -> None:
    desk, agencies = two
    found = comparison(desk.database, Choice(By.AGENCY, 180, Alike.ALL), TODAY)
    assert (found.since, found.until) == (SINCE, TODAY)
    rows = {found.names[row.key]: row for row in found.comparison.groups}
    north, south = rows["Incasso Noord"], rows["Zuid Invordering"]
    assert (north.placed, north.received, north.paid) == (2000_00, 500_00, 10)
    assert (south.placed, south.received, south.paid) == (2000_00, 200_00, 10)
    assert north.like is not None
    assert south.like is not None
    assert (str(north.like.net.share), str(south.like.net.share)) == ("25.0", "10.0")
    assert found.comparison.first == str(agencies["Incasso Noord"])
    assert (north.verdict, south.verdict) == (Verdict.FIRST, Verdict.LESS)
    check(found)


@pytest.mark.parametrize("horizon", [90, 365])
def test_what_had_no_time_yet_is_said_to_wait(two: tuple[Desk, dict[str, int]], horizon: int) -> None:
    found = comparison(two[0].database, Choice(By.AGENCY, horizon), TODAY)
    waits = horizon == 365
    assert all((row.waiting, row.cases) == ((20, 0) if waits else (0, 20)) for row in found.comparison.groups)
    assert all((row.verdict is Verdict.NOT_YET) == waits for row in found.comparison.groups)
    check(found)


def test_the_arms_of_a_batch_and_the_routes(two: tuple[Desk, dict[str, int]]) -> None:
    desk, _ = two
    found = comparison(desk.database, Choice(By.ARM), TODAY)
    assert found.batch is not None
    assert (found.batch.name, found.batch.share, found.batch.seed) == ("Voorjaar", 50, 7)
    assert [(row.key, row.cases, row.verdict) for row in found.comparison.groups] == [
        (Arm.CHAMPION, 20, Verdict.FIRST), (Arm.CHALLENGER, 20, Verdict.LESS),
    ]  # fmt: skip
    check(found)
    assert comparison(desk.database, Choice(By.ARM, batch_id=99), TODAY).batch is None
    check(comparison(desk.database, Choice(By.ROUTE), TODAY))


def test_what_is_told_of_a_case_behind_a_number() -> None:
    told = {column.key: counts(column) for column in GROUP_COLUMNS}
    assert (told["net"], told["placed"], told["first_days"], told["cases"]) == (Of.MONEY, Of.MONEY, Of.DAYS, Of.NUMBER)
