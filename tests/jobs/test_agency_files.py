"""Files of agencies: a batch that goes out, is reported, recalled, remitted and reconciled; lists beside ours."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from casebook.domain.money import Cents
from casebook.domain.placements.facts import Guard, PlacementEventKind
from casebook.domain.placements.inventory import DifferenceKind, Resolution
from casebook.errors import CasebookError, InputError, Refused
from casebook.jobs import agency_remittances
from casebook.store import agency_lists, agency_runs, runs
from casebook.store.actions.agency_differences import AskDifference, ResolveDifference
from casebook.store.actions.bank_remittances import AcceptRemittance, Kept
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.bank_undo import UndoUse
from casebook.store.actions.payments import CorrectPayment, RecordPayment, ReversePayment
from casebook.store.actions.placements import MakePlacementBatch, RecordPlacement
from casebook.store.actions.receipts import Receipt
from casebook.store.database import Database
from casebook.store.queries import agency_differences, bank_entry, radar
from casebook.store.transaction import Actor, Transaction
from casebook.store.verify import verify
from casebook.words import LANGUAGES, say
from tests.store.placement_world import TODAY, E, PlacementWorld

SIZE = 200


@pytest.fixture
def world(database: Database, actor: Actor, tmp_path: Path) -> PlacementWorld:
    return PlacementWorld(database, actor, tmp_path)


def sound(world: PlacementWorld) -> None:
    assert [one for one in verify(world.database, TODAY) if one.wrong] == []


def test_a_batch_of_two_hundred_reconciles_to_the_cent(world: PlacementWorld) -> None:
    batch = world.act(MakePlacementBatch("najaar", world.agency))
    cases = [world.case(f"F{at:03}", 100_00 + 13 * at) for at in range(SIZE)]
    placements = [world.placed(case_id, batch=batch) for case_id, _ in cases]
    assert world.fetch("SELECT count(*) FROM claim WHERE placed = 1") == [(SIZE,)]

    # Half of it is reported by file, twice over: each report is there once, and nothing is booked for it.
    rows = [f"{world.number(case_id)};20-11-2026;minnelijk;;50,00" for case_id, _ in cases[: SIZE // 2]]
    first, again = world.report(*rows), world.report(*rows)
    assert (first.added, first.refused, again.added, again.unchanged) == (SIZE // 2, 0, 0, SIZE // 2)
    assert world.fetch("SELECT count(*), sum(received_cents) FROM agency_report") == [(SIZE // 2, SIZE // 2 * 50_00)]
    assert world.fetch("SELECT count(*) FROM payment") == [(0,)]

    # A tenth is recalled; the agency passes on what it received of a quarter, in one amount, less its fee.
    for placement_id in placements[::10]:
        world.recall(placement_id)
    paid = [at for at in range(SIZE) if at % 4 == 1]
    lines = [f"{world.number(cases[at][0])};{euro(60_00 + at)};{euro(fee_of(60_00 + at))}" for at in paid]
    net = sum(60_00 + at - fee_of(60_00 + at) for at in paid)
    entry = world.bank.entry(net, "afdracht oktober")
    remit(world, entry, *lines)
    assert bank_entry.entry(world.database, entry).rest == 0
    # One paid to us, and the agency is still to be told.
    world.act(RecordPayment(cases[2][0], Receipt(TODAY, Cents(20_00))))

    for at, ((_, claim_id), placement_id) in enumerate(zip(cases, placements, strict=True)):
        found = world.reconciled(placement_id)
        assert found.difference == 0
        assert found.open == world.open(claim_id)
        received = 60_00 + at if at in paid else 0
        assert (found.placed, found.received, found.direct) == (100_00 + 13 * at, received, 20_00 if at == 2 else 0)
        recalled = 25_00 if at % 10 == 0 else 0
        assert (found.kept, found.due) == (fee_of(received), fee_of(received) + recalled)
    # The radar never lost one: each claim has a clock, and is placed as long as its placement lives.
    assert world.fetch("SELECT count(DISTINCT claim_id) FROM clock_now") == [(SIZE,)]
    assert world.fetch("SELECT count(*) FROM claim WHERE placed = 1") == [(SIZE - SIZE // 10,)]
    for at, (case_id, claim_id) in enumerate(cases):
        (clock,) = (row for row in radar.clocks_of(case_id).after(world.database).rows if row.kind == "principal")
        held = (Guard.AGENCY, "Incasso Snel") if at % 10 else (None, None)
        assert (clock.claim_id, clock.placed, clock.guard, clock.agency) == (claim_id, bool(at % 10), *held)
    sound(world)


def euro(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"


def fee_of(cents: int) -> int:
    """15 %, half away from zero."""
    return (cents * 15 + 50) // 100


def remit(world: PlacementWorld, entry: int, *lines: str) -> agency_remittances.Specification:
    """Book an entry by the specification of the agency."""
    file = world.file("Uw kenmerk;Ontvangen;Ingehouden", *lines)
    profile = agency_remittances.profile_of(world.database, world.agency_party)
    told = agency_remittances.read(file, profile)
    card = bank_entry.entry(world.database, entry)
    found = agency_remittances.specified(world.database, card, world.agency_party, told)
    world.act(found.command(entry))
    return found


def test_a_specification_is_held_against_the_terms_and_fills_the_shares(world: PlacementWorld) -> None:
    (one, claim), (other, _) = world.case("F1", 500_00), world.case("F2", 500_00)
    placement = world.placed(one)
    world.placed(other)
    entry = world.bank.entry(255_00)
    found = remit(world, entry, f"{world.number(one)};100,00;15,00", "F2;100,00;10,00", "F1;100,00;20,00")
    assert [(line.fee, line.expected) for line in found.lines] == [(15_00, 15_00), (10_00, 15_00), (20_00, 15_00)]
    assert (found.gross, found.fee) == (300_00, 45_00)
    after = world.reconciled(placement)
    # The interest up to the day was booked first, as the law divides it (BW 6:44).
    assert (after.received, after.added, after.unpaid, after.difference) == (200_00, 2_74, -5_00, 0)
    assert world.open(claim) == after.open == 302_74
    # Taken back whole, as if it had never come; then nothing was kept.
    use = bank_entry.entry(world.database, entry).uses[0]
    world.act(UndoUse(use.use_id, use.version, "andere specificatie"))
    back = world.reconciled(placement)
    assert (world.open(claim), back.received, back.kept, back.difference) == (500_00 + back.added, 0, 0, 0)
    sound(world)


def test_of_a_remittance_one_payment_may_go_back_or_be_another(world: PlacementWorld) -> None:
    cases = [world.case(f"F{at}", 500_00)[0] for at in (1, 2, 3)]
    placements = [world.placed(case_id) for case_id in cases]
    entry = world.bank.entry(255_00)
    remit(world, entry, "F1;100,00;15,00", "F2;100,00;20,00", "F3;100,00;10,00")
    paid = [id_ for (id_,) in world.fetch("SELECT id FROM payment ORDER BY id")]

    def kept() -> list[tuple[int, int]]:
        found = [world.reconciled(placement) for placement in placements]
        assert [one.difference for one in found] == [0, 0, 0]
        return [(one.received, one.kept) for one in found]

    def cost() -> int:
        sql = "SELECT coalesce(sum(-cents), 0) FROM bank_use WHERE kind = 'agency_fee' AND undone_on IS NULL"
        return int(world.database.value(sql))

    # What never was leaves the rest of the entry: what the agency passed on of it, less what it kept.
    world.act(ReversePayment(paid[1], "van een ander"))
    assert (kept(), cost()) == ([(100_00, 15_00), (0, 0), (100_00, 10_00)], 25_00)
    assert bank_entry.entry(world.database, entry).rest == 80_00
    with pytest.raises(Refused, match="remittance_fee"):
        world.act(CorrectPayment(paid[0], Receipt(TODAY, Cents(14_99)), "verkeerd gelezen"))
    world.act(CorrectPayment(paid[0], Receipt(TODAY, Cents(90_00)), "verkeerd gelezen"))
    assert (kept(), cost()) == ([(90_00, 15_00), (0, 0), (100_00, 10_00)], 25_00)
    assert bank_entry.entry(world.database, entry).rest == 90_00
    world.act(ReversePayment(paid[2], "van een ander"))
    assert (kept(), cost()) == ([(90_00, 15_00), (0, 0), (0, 0)], 15_00)
    sound(world)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("F9;100,00;15,00",), "agency_file.unknown"),
        (("F1;100,00;15,00", "F2;1,00;"), "agency_file.unknown"),
        (("F1;100,00;125,00",), "agency_file.line"),
        (("F1;120,00;15,00",), "bank.remittance_sum"),
    ],
)
def test_a_specification_that_does_not_fit_books_nothing(
    world: PlacementWorld, lines: tuple[str, ...], code: str
) -> None:
    placed, prepared = world.case("F1", 500_00)[0], world.case("F2", 500_00)[0]
    world.placed(placed)
    world.placed(prepared, sent=False)
    entry = world.bank.entry(85_00)
    with pytest.raises(CasebookError) as error:
        remit(world, entry, *lines)
    assert error.value.code == code
    assert all(say(code, error.value.parameters, language) for language in LANGUAGES)
    assert world.fetch("SELECT count(*) FROM payment") == [(0,)]


def test_fees_of_placements_add_up_to_the_cost_and_are_of_their_case_and_agency(world: PlacementWorld) -> None:
    (one, _), (other, _) = world.case("F1", 500_00), world.case("F2", 500_00)
    mine, not_mine = world.placed(one), world.placed(other)
    entry = world.bank.entry(85_00)
    share = Share(one, Cents(100_00))

    def refused(*kept: Kept, agency: int = world.agency_party) -> str:
        with pytest.raises(Refused) as error:
            world.act(AcceptRemittance(entry, agency, (share,), Cents(15_00), kept=kept))
        assert all(say(error.value.code, error.value.parameters, language) for language in LANGUAGES)
        return error.value.code

    assert refused(Kept(0, not_mine, Cents(15_00))) == "bank.remittance_placement"
    assert refused(Kept(0, mine, Cents(14_00))) == "bank.remittance_fees"
    assert refused(Kept(1, mine, Cents(15_00))) == "bank.remittance_share"
    assert refused(Kept(0, mine, Cents(5_00)), Kept(0, mine, Cents(10_00))) == "bank.remittance_share"
    assert refused(Kept(0, mine, Cents(101_00))) == "bank.remittance_fee"
    someone = world.database.value("SELECT debtor_id FROM cases WHERE id = ?", (other,))
    assert refused(Kept(0, mine, Cents(15_00)), agency=someone) == "bank.remittance_placement"
    world.act(AcceptRemittance(entry, world.agency_party, (share,), Cents(15_00), kept=(Kept(0, mine, Cents(15_00)),)))
    assert world.reconciled(mine).kept == 15_00


def test_reports_that_name_nothing_of_ours_are_left_with_their_reason(world: PlacementWorld) -> None:
    one, two = world.case("F1", 500_00)[0], world.case("F2", 500_00)[0]
    world.placed(one)
    world.placed(two, sent=False)
    report = world.report("F1;20-11-2026;brief;480,00;", "F2;;brief;;", "F3;;brief;;", ";;brief;;", "F1;x;;;")
    assert (report.added, report.refused) == (1, 4)
    assert [(one.line, one.code) for one in report.reasons] == [
        (3, "agency_file.row.not_sent"), (4, "agency_file.row.unknown"), (5, "import.row.missing"),
        (6, "import.row.day"),
    ]  # fmt: skip
    for reason in report.reasons:
        assert all(say(reason.code, reason.parameters, language) for language in LANGUAGES)


def test_a_report_by_file_says_when_the_next_is_due(world: PlacementWorld) -> None:
    case_id, claim_id = world.case("F1", 500_00)
    sent_on = TODAY.replace(month=10)
    placement = world.act(RecordPlacement(case_id, world.agency, Guard.AGENCY, sent_on, (claim_id,)))
    before = world.fetch("SELECT next_due_on FROM placement WHERE id = ?", placement)
    report = world.report("F1;21-11-2026;brief;480,00;", dry_run=True)
    assert (report.added, world.fetch("SELECT count(*) FROM agency_report")) == (1, [(0,)])
    world.report("F1;19-11-2026;brief;480,00;")
    assert world.fetch("SELECT next_due_on FROM placement WHERE id = ?", placement) != before
    assert world.fetch("SELECT source, open_cents FROM agency_report") == [("file", 480_00)]
    sound(world)


def test_a_file_without_days_is_of_the_day_on_which_it_came_first(world: PlacementWorld) -> None:
    world.placed(world.case("F1", 500_00)[0])
    file = world.file("Uw kenmerk;Fase", "F1;dagvaarding")
    assert world.reported(file).added == 1
    assert world.reported(file).unchanged == 1
    assert world.reported(file, as_of=TODAY.replace(day=1)).added == 1


def test_a_file_of_which_nothing_can_be_used_is_refused(world: PlacementWorld) -> None:
    with pytest.raises(InputError) as error:
        world.report("F1;20-11-2026;brief;480,00;")
    assert error.value.code == "import.nothing"
    assert "F1" in say(error.value.code, error.value.parameters, "nl")


def differences(world: PlacementWorld) -> list[agency_differences.DifferenceRow]:
    return list(agency_differences.differences(world.database).after(world.database).rows)


def test_a_list_beside_ours_and_what_is_made_of_it(world: PlacementWorld) -> None:
    cases = {f"F{at}": world.case(f"F{at}", 100_00 + at, f"Naam{at} B.V.")[0] for at in range(1, 7)}
    placements = {number: world.placed(case_id) for number, case_id in cases.items()}
    rows = (
        "F1;;;100,01;lopend",
        "F2;;;90,00;lopend",
        "F3;;;100,03;gesloten",
        "X9;INC9;Naam5;100,05;",
        "Y;Z;Ander;1,00;",
    )
    held = world.listed(*rows)
    assert held.compared is not None
    assert (held.compared.ours, held.compared.theirs, held.compared.matched) == (6, 5, 3)
    found = {(one.kind, one.number or one.reference): one for one in differences(world)}
    assert set(found) == {
        (DifferenceKind.AMOUNT, world.number(cases["F2"])), (DifferenceKind.STATE, world.number(cases["F3"])),
        (DifferenceKind.ONLY_OURS, world.number(cases["F4"])), (DifferenceKind.ONLY_OURS, world.number(cases["F6"])),
        (DifferenceKind.PROPOSED, world.number(cases["F5"])), (DifferenceKind.ONLY_THEIRS, "Y"),
    }  # fmt: skip
    assert world.fetch("SELECT count(*) FROM placement WHERE ended_on IS NULL") == [(6,)]

    def row(kind: DifferenceKind, number: str) -> agency_differences.DifferenceRow:
        known = world.number(cases[number]) if number in cases else number
        return next(one for one in differences(world) if (one.kind, one.number) == (kind, known))

    def resolve(kind: DifferenceKind, number: str, resolution: Resolution, note: str = "") -> None:
        one = row(kind, number)
        world.act(ResolveDifference(one.id, one.version, resolution, note))

    # Their amount is a note of the case; what is only ours is recalled first, and what they closed ends first.
    resolve(DifferenceKind.AMOUNT, "F2", Resolution.NOTED, "zij noemen 90,00")
    assert world.fetch("SELECT text FROM note WHERE case_id = ?", cases["F2"]) == [("zij noemen 90,00",)]
    for number, kind, done in (
        ("F4", DifferenceKind.ONLY_OURS, Resolution.RECALLED),
        ("F3", DifferenceKind.STATE, Resolution.CLOSED),
    ):
        with pytest.raises(Refused, match=f"not_{done}"):
            resolve(kind, number, done)
    world.recall(placements["F4"])
    world.happened(placements["F3"], PlacementEventKind.CLOSED, code="paid")
    resolve(DifferenceKind.ONLY_OURS, "F4", Resolution.RECALLED)
    resolve(DifferenceKind.STATE, "F3", Resolution.CLOSED)
    resolve(DifferenceKind.PROPOSED, "F5", Resolution.SAME)
    assert world.fetch("SELECT reference FROM placement WHERE id = ?", placements["F5"]) == [("INC9",)]
    with pytest.raises(Refused, match="no_reason"):
        resolve(DifferenceKind.ONLY_THEIRS, "Y", Resolution.IGNORED)
    with pytest.raises(Refused, match="resolution"):
        resolve(DifferenceKind.ONLY_THEIRS, "Y", Resolution.NOTED, "x")
    resolve(DifferenceKind.ONLY_THEIRS, "Y", Resolution.IGNORED, "van een ander kantoor")
    asked = row(DifferenceKind.ONLY_OURS, "F6")
    world.act(AskDifference(asked.id, asked.version, "waar is dit dossier?"))
    assert [(one.kind, one.asked_on) for one in differences(world)] == [(DifferenceKind.ONLY_OURS, TODAY)]
    sound(world)


def test_a_newer_list_takes_the_place_of_the_one_before(world: PlacementWorld) -> None:
    for at in (1, 2, 3):
        world.placed(world.case(f"F{at}", 100_00)[0])
    day = TODAY.replace(day=1)
    rows = ("F1;;;90,00;lopend", "Y;;Ander;1,00;")
    file = world.file("Uw kenmerk;Ons dossier;Debiteur;Hoofdsom;Status", *rows)
    assert not world.held(file, day).again
    assert world.held(file, day).again
    by_kind = {one.kind: one for one in differences(world)}
    stranger, amount = by_kind[DifferenceKind.ONLY_THEIRS], by_kind[DifferenceKind.AMOUNT]
    world.act(ResolveDifference(stranger.id, stranger.version, Resolution.IGNORED, "van een ander kantoor"))
    world.act(AskDifference(amount.id, amount.version, "welk bedrag?"))
    # What was left as it is stays so while it is the same, and what was asked stays asked.
    world.listed(*rows, "F2;;;100,00;")
    assert [(one.kind, one.on_day, one.asked_on) for one in differences(world)] == [
        (DifferenceKind.AMOUNT, TODAY, TODAY), (DifferenceKind.ONLY_OURS, TODAY, None),
    ]  # fmt: skip
    with pytest.raises(Refused, match="older_list"):
        world.listed("F1;;;90,00;", as_of=day)
    (last,) = agency_differences.last_lists(world.database)
    assert (last.on_day, last.open, last.resolved) == (TODAY, 2, 1)
    sound(world)


def test_a_line_that_cannot_be_read_may_be_what_lacks(world: PlacementWorld) -> None:
    for at in (1, 2):
        world.placed(world.case(f"F{at}", 100_00)[0])
    held = world.listed("F1;;;100,00;lopend", "F2;;;veel;lopend")
    assert held.compared is not None
    assert (held.report.refused, held.compared.differences) == (1, ())
    assert world.fetch("SELECT unread FROM inventory_run") == [(1,)]


def test_what_is_not_the_same_is_two_differences(world: PlacementWorld) -> None:
    world.placed(world.case("F1", 100_00, "Bakkerij De Molen")[0])
    world.listed("X1;;De Molen;100,00;")
    (one,) = differences(world)
    world.act(ResolveDifference(one.id, one.version, Resolution.NOT_SAME))
    assert [one.kind for one in differences(world)] == [DifferenceKind.ONLY_OURS, DifferenceKind.ONLY_THEIRS]


def test_an_agency_is_found_by_a_part_of_its_name_that_no_other_has(world: PlacementWorld) -> None:
    assert agency_runs.find_agency(world.database, "snel").id == world.agency
    for named in ("Langzaam", ""):
        with pytest.raises(InputError) as error:
            agency_runs.find_agency(world.database, named)
        assert "Incasso Snel" in say(error.value.code, error.value.parameters, "nl")


def test_what_lies_paused_is_paused_on_both_lists(world: PlacementWorld) -> None:
    placement = world.placed(world.case("F1", 100_00)[0])
    world.happened(placement, E.PAUSED)
    world.listed("F1;;;100,00;gepauzeerd")
    assert differences(world) == []
    world.listed("F1;;;100,00;lopend")
    assert [one.kind for one in differences(world)] == [DifferenceKind.STATE]


def test_a_list_that_was_killed_half_way_is_gone_on_with(
    world: PlacementWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agency_lists, "CHUNK", 2)
    placements = [world.placed(world.case(f"F{at}", 100_00)[0]) for at in range(7)]
    first = world.listed()
    assert (first.compared is not None, open_of(world)) == (True, set(placements))
    ((id_, version),) = world.fetch(
        "SELECT id, version FROM inventory_difference WHERE placement_id = ?", placements[6]
    )
    world.act(ResolveDifference(id_, version, Resolution.IGNORED, "komt nog"))
    # The next list has the first placement; it is killed after two of its four parts.
    rows = [f"{world.number(1)};;;100,00;lopend", "X1;;Vreemd;5,00;lopend"]
    file = world.file("Uw kenmerk;Ons dossier;Debiteur;Hoofdsom;Status", *rows)
    done, finish = [0], runs.Run.finish

    def killed(self: runs.Run, tx: Transaction, **facts: Any) -> None:
        if done[0] == 2:
            raise KeyboardInterrupt
        done[0] += 1
        finish(self, tx, **facts)

    with monkeypatch.context() as patch:
        patch.setattr(runs.Run, "finish", killed)
        with pytest.raises(KeyboardInterrupt):
            world.held(file)
    assert world.fetch(_STATES) == [("done",), ("running",)]
    # Nothing that differs is out of sight meanwhile, nor there twice.
    seen = [id_ for (id_,) in world.fetch(f"{_OPEN} AND placement_id IS NOT NULL")]
    assert set(placements[1:6]) <= set(seen)
    assert len(seen) == len(set(seen))
    held = world.held(file)
    assert not held.again
    assert open_of(world) == {*placements[1:6], None}
    inventory = world.fetch("SELECT inventory_id, resolution FROM inventory_difference WHERE placement_id IS NOT NULL")
    assert Counter(inventory) - Counter({(1, "superseded"): 6, (1, "ignored"): 1}) == {(2, None): 5, (2, "ignored"): 1}
    assert world.fetch("SELECT count(*) FROM inventory_run") == [(2,)]
    assert world.fetch(_STATES) == [("done",)] * 2
    assert world.held(file).again
    sound(world)


_STATES = "SELECT state FROM import_run WHERE kind = 'agency_list' ORDER BY id"
_OPEN = "SELECT placement_id FROM inventory_difference WHERE resolved_on IS NULL"


def open_of(world: PlacementWorld) -> set[int | None]:
    found = [id_ for (id_,) in world.fetch(_OPEN)]
    assert len(found) == len(set(found))
    return set(found)


def test_a_list_that_another_overtook_stops(world: PlacementWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agency_lists, "CHUNK", 2)
    for at in range(5):
        world.placed(world.case(f"F{at}", 100_00)[0])
    other = world.file("Uw kenmerk;Ons dossier;Debiteur;Hoofdsom;Status", "X1;;Vreemd;5,00;lopend")
    parts, written = agency_lists._Part.write, []

    def write(self: agency_lists._Part, *rest: Any) -> Any:
        written.append(self)
        if len(written) == 2:
            world.held(other)
        return parts(self, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(agency_lists._Part, "write", write)
        with pytest.raises(Refused, match="overtaken"):
            world.listed()
    assert open_of(world) >= {None}
    assert world.fetch(_STATES) == [("running",), ("done",)]
