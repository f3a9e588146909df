"""Whatever happens with placements: the radar loses no claim, placed claims lie there, and the sums are whole."""

from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from casebook.domain.component import Component
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.placements.facts import CloseCode, FeeBasis, FeeEvent, Guard, Instruction, PlacementEventKind
from casebook.domain.placements.invoices import InvoiceDecision
from casebook.domain.placements.standing import POSSIBLE, lies_there, stage
from casebook.errors import Refused
from casebook.store import placement_rows
from casebook.store.actions.agencies import SetAgencyFee
from casebook.store.actions.bank_remittances import AcceptRemittance, Kept
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.bank_undo import UndoUse
from casebook.store.actions.fee_invoices import ChangeFeeInvoice, DecideFeeInvoice, InvoiceFacts, RecordFeeInvoice
from casebook.store.actions.ledger import ChargeCosts, CreditClaim
from casebook.store.actions.payments import CorrectPayment, RecordPayment, ReversePayment
from casebook.store.actions.placement_events import (
    AnnounceRecall,
    RecordPlacementEvent,
    RecordReport,
    ReportFacts,
    TellDirectPayment,
    VoidPlacementEvent,
)
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.perform import perform
from casebook.store.placement_rows import RecordedPlacement
from casebook.store.queries import placement_money, radar
from casebook.store.verify import verify
from tests.databases import Databases
from tests.store.book import office
from tests.store.placement_world import TODAY, WHY, E, PlacementWorld

RANDOM = st.integers(0, 2**32).map(Random)
CODES: dict[PlacementEventKind, list[str]] = {
    E.CLOSED: list(CloseCode),
    E.INSTRUCTED: list(Instruction),
    E.CARRIED_OUT: list(Instruction),
}
EVENTS = [kind for kind in E if kind not in (E.PREPARED, E.APPROVED, E.RECALL_ANNOUNCED, E.DIRECT_PAYMENT, E.VOID)]
_LISTED = """
    SELECT p.id FROM placement p
    WHERE p.ended_on IS NULL AND EXISTS (SELECT 1 FROM placed_claim c WHERE c.placement_id = p.id)
"""
_STANDING = """
    SELECT p.id FROM payment p WHERE p.reverses_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id) ORDER BY p.id
"""


class Placements(RuleBasedStateMachine):
    """Three cases with five claims, an agency, and people who place, recall, pay and take back in any order."""

    def __init__(self, databases: Databases, folder: Path, performed: Counter[str]) -> None:
        super().__init__()
        self.database, self.performed = databases.empty(), performed
        self.world = PlacementWorld(self.database, office(self.database), folder)
        terms = SetAgencyFee(
            self.world.agency, date(2026, 1, 1), FeeEvent.DIRECT, FeeBasis.PERCENT, "10", vat_percent="21"
        )
        perform(self.database, self.world.actor, TODAY, terms)
        self.claims: dict[int, list[int]] = {}
        self.step: int | None = None
        self.back: int | None = None

    @initialize()
    def cases(self) -> None:
        for at, amounts in enumerate(((500_00, 200_00), (300_00,), (75_00, 999_99))):
            case_id, claim_id = self.world.case(f"F{at}0", amounts[0])
            more = (self.world.claim(case_id, f"F{at}{one}", cents) for one, cents in enumerate(amounts[1:], 1))
            self.claims[case_id] = [claim_id, *more]
        assert self._clocks() == {one for own in self.claims.values() for one in own}
        # Most of what happens is about something that lies there.
        self.world.placed(min(self.claims))

    def _do(self, command: object) -> Any:
        name = type(command).__name__
        try:
            done = perform(self.database, self.world.actor, TODAY, command)
        except Refused as refused:
            self.performed[f"refused {name} {refused.code}"] += 1
            return None
        self.performed[name] += 1
        self.step, self.back = done.step, None
        return done.result

    def _placements(self) -> list[int]:
        return [id_ for (id_,) in self.world.fetch("SELECT id FROM placement ORDER BY id")]

    @rule(random=RANDOM)
    def place(self, random: Random) -> None:
        case_id = random.choice(list(self.claims))
        some = tuple(random.sample(self.claims[case_id], random.randint(0, len(self.claims[case_id]))))
        id_ = self._do(self.world.prepare(case_id, some, random.choice(list(Guard))))
        if id_ is not None and random.random() < 0.7:
            self._happened(id_, E.SENT, random)

    @rule(random=RANDOM)
    def happens(self, random: Random) -> None:
        """Something happens with a placement, mostly what can be at its stage: it goes out and is accepted first."""
        for id_, one in placement_rows.of_ids(self.database, self._placements()[-3:]).items():
            now = stage(one.placement, TODAY)
            possible = [kind for kind in EVENTS if now in POSSIBLE.get(kind, ())]
            self._happened(id_, random.choice([*possible, *possible, random.choice(EVENTS)]), random)

    def _happened(self, id_: int, kind: PlacementEventKind, random: Random) -> None:
        code = random.choice(CODES[kind]) if kind in CODES else None
        self._do(RecordPlacementEvent(id_, kind, TODAY, code=code, reference=random.choice(["", f"INC{id_}"])))

    @rule(random=RANDOM)
    def recall(self, random: Random) -> None:
        if ids := self._placements():
            id_ = random.choice(ids)
            version = self.database.value("SELECT version FROM placement WHERE id = ?", (id_,))
            self._do(AnnounceRecall(id_, version, TODAY, Cents(random.choice([0, 25_00])), WHY))

    @rule(random=RANDOM)
    def report(self, random: Random) -> None:
        if ids := self._placements():
            facts = ReportFacts(TODAY, "minnelijk", Cents(100_00), Cents(random.choice([0, 50_00])))
            self._do(RecordReport(random.choice(ids), facts))

    @rule(random=RANDOM)
    def void(self, random: Random) -> None:
        if events := self.world.fetch("SELECT id FROM placement_event ORDER BY id"):
            self._do(VoidPlacementEvent(random.choice(events)[0], "vergissing"))

    @rule(random=RANDOM)
    def remit(self, random: Random) -> None:
        """The agency passes on what it received of one placement or two, less what it kept."""
        ids = self._placements()
        chosen = random.sample(ids, min(len(ids), random.choice([1, 2])))
        if not chosen:
            return
        found = placement_rows.of_ids(self.database, chosen)
        gross = [Cents(random.choice([10_00, 33_33, 120_00])) for _ in chosen]
        fees = [Cents(random.choice([0, cents * 15 // 100, cents])) for cents in gross]
        shares = tuple(
            Share(found[id_].row.case_id, cents, random.choice([(), found[id_].claim_ids]))
            for id_, cents in zip(chosen, gross, strict=True)
        )
        kept = tuple(Kept(at, id_, fee) for at, (id_, fee) in enumerate(zip(chosen, fees, strict=True)))
        net = sum(gross) - sum(fees)
        if net > 0:
            entry = self.world.bank.entry(net)
            self._do(AcceptRemittance(entry, self.world.agency_party, shares, Cents(sum(fees)), kept=kept))

    @rule(random=RANDOM)
    def money(self, random: Random) -> None:
        """Debtors pay us, pay nothing after all, are credited or charged."""
        case_id = random.choice(list(self.claims))
        claim_id = random.choice(self.claims[case_id])
        match random.choice(["pay", "pay", "reverse", "correct", "credit", "charge"]):
            case "pay":
                cents = Cents(random.choice([5_00, 40_00, 75_00]))
                self._do(RecordPayment(case_id, Receipt(TODAY, cents, designation=(claim_id,), another=True)))
            case "reverse":
                if paid := self.world.fetch(_STANDING):
                    self._do(ReversePayment(random.choice(paid)[0], "nooit ontvangen"))
            case "correct":
                if paid := self.world.fetch(_STANDING):
                    another = Receipt(TODAY, Cents(random.choice([10_00, 33_33, 90_00])), another=True)
                    self._do(CorrectPayment(random.choice(paid)[0], another, "ander bedrag"))
            case "credit":
                self._do(CreditClaim(claim_id, Cents(7_50), TODAY, "creditnota"))
            case _:
                self._do(ChargeCosts(claim_id, Component.COLLECTION_COSTS, Cents(40_00), TODAY, "incassokosten"))

    @rule(random=RANDOM)
    def tell(self, random: Random) -> None:
        """An agency is told of a payment, whichever it is."""
        if (ids := self._placements()) and (paid := self.world.fetch("SELECT id FROM payment ORDER BY id")):
            self._do(TellDirectPayment(random.choice(ids), random.choice(paid)[0], TODAY))

    @rule(random=RANDOM)
    def invoice(self, random: Random) -> None:
        """The agency asks a fee by invoice, with whatever amount."""
        if ids := self._placements():
            number, cents = str(random.randint(1, 4)), Cents(random.choice([1, 12_10, 25_00, 30_25]))
            facts = InvoiceFacts(random.choice(list(FeeEvent)), TODAY, number, cents)
            self._do(RecordFeeInvoice(random.choice(ids), facts))

    @rule(random=RANDOM)
    def decide(self, random: Random) -> None:
        """Somebody decides on an invoice, or puts it right."""
        if asked := self.world.fetch("SELECT id, version, cents, number FROM fee_invoice ORDER BY id"):
            id_, version, cents, number = random.choice(asked)
            if random.random() < 0.2:
                facts = InvoiceFacts(random.choice(list(FeeEvent)), TODAY, number, Cents(17_77))
                self._do(ChangeFeeInvoice(id_, version, facts))
                return
            decision = random.choice(list(InvoiceDecision))
            accepts = decision is InvoiceDecision.ACCEPTED
            agreed = Cents(random.choice([0, 1, cents])) if accepts and random.random() < 0.5 else None
            self._do(DecideFeeInvoice(id_, version, decision, agreed, "na overleg"))

    @rule(random=RANDOM)
    def take_back(self, random: Random) -> None:
        if used := self.world.fetch("SELECT id, version FROM bank_use WHERE undone_on IS NULL ORDER BY id"):
            id_, version = random.choice(used)
            self._do(UndoUse(id_, version, "andere specificatie"))

    @rule()
    def undo(self) -> None:
        if self.step is not None:
            step, self.step = self.step, None
            self._do(UndoStep(step))
            self.step, self.back = None, step

    @rule()
    def redo(self) -> None:
        if self.back is not None:
            self._do(RedoStep(self.back))

    def _clocks(self) -> set[int]:
        return {id_ for (id_,) in self.world.fetch("SELECT claim_id FROM clock_now WHERE clock = 'principal'")}

    @invariant()
    def the_radar_loses_no_claim(self) -> None:
        """Whatever is placed, recalled or closed: what is open has its clock, once, and who guards what is placed."""
        still_open = {one for own in self.claims.values() for one in own if self.world.open(one) > 0}
        assert still_open <= self._clocks()
        shown = [row for case_id in self.claims for row in radar.clocks_of(case_id).after(self.database).rows]
        assert len({row.key for row in shown}) == len(shown)
        assert still_open <= {row.claim_id for row in shown if row.kind is ClockKind.PRINCIPAL}
        assert all((row.guard is not None) == (row.agency is not None) == row.placed for row in shown), shown

    @invariant()
    def what_is_placed_is_what_lies_there(self) -> None:
        found = placement_rows.of_ids(self.database, self._placements())
        there = [
            claim.claim_id
            for one in found.values()
            if lies_there(one.placement)
            for claim in one.claims
            if claim.ended_on is None
        ]
        assert len(there) == len(set(there))
        placed = [id_ for (id_,) in self.world.fetch("SELECT id FROM claim WHERE placed = 1 ORDER BY id")]
        assert placed == sorted(there)
        # What was taken back keeps its row, and has no claims.
        living = {id_ for id_, one in found.items() if one.placement.over is None and one.claims}
        lists = {id_ for (id_,) in self.world.fetch(_LISTED)}
        assert lists == living

    @invariant()
    def every_placement_reconciles_to_the_cent(self) -> None:
        ids = self._placements()
        for id_, one in placement_money.reconciled(self.database, ids, TODAY).items():
            recorded = placement_rows.of_ids(self.database, [id_])[id_]
            assert one.difference == 0, one
            assert one.open == self.world.open(*(claim.claim_id for claim in recorded.claims))
        kept = sum(one.kept for one in placement_money.reconciled(self.database, ids, TODAY).values())
        fees = "SELECT coalesce(sum(-cents), 0) FROM bank_use WHERE kind = 'agency_fee' AND undone_on IS NULL"
        assert kept == self.database.value(fees)

    @invariant()
    def each_fee_is_that_over_the_whole_and_each_invoice_counts_once(self) -> None:
        """However it came in by parts, went back, was told, asked and decided: worked out anew from the rows alone."""
        ids = self._placements()
        recorded = placement_rows.of_ids(self.database, ids)
        for id_, one in placement_money.reconciled(self.database, ids, TODAY).items():
            due = self._received(id_) + self._direct(id_) + self._recalled(recorded[id_])
            asked = self.world.fetch(
                "SELECT cents, decision, agreed_cents FROM fee_invoice WHERE placement_id = ?", id_
            )
            accepted = sum(agreed for _, decision, agreed in asked if decision == "accepted")
            assert (one.due, one.accepted) == (due, accepted), one
            assert one.unpaid == due - one.kept - accepted
            assert one.undecided == sum(cents for cents, decision, _ in asked if decision is None)
            assert one.disputed == sum(cents for cents, decision, _ in asked if decision == "disputed")
            standing = [row for row in asked if row[1] != "mistaken"]
            assert sum(held.invoice.cents for held in one.held) == sum(cents for cents, _, _ in standing)

    def _received(self, placement_id: int) -> int:
        sql = """
            SELECT coalesce(sum(g.received_cents), 0) FROM agency_money g JOIN bank_use u ON u.id = g.use_id
            WHERE g.placement_id = ? AND u.undone_on IS NULL
        """
        return rounded(self.database.value(sql, (placement_id,)) * 15)

    def _direct(self, placement_id: int) -> int:
        """10 % and 21 % of that, over what stands of the payments that the agency was told of on its claims."""
        one = placement_rows.of_ids(self.database, [placement_id])[placement_id]
        stands = {event.id for event in one.placement.events}
        told = {event.payment_id for event in one.events if event.payment_id is not None and event.id in stands}
        # What it passed on itself, of this or another placement, earned it a fee already.
        passed_on = "SELECT u.payment_id FROM agency_money g JOIN bank_use u ON u.id = g.use_id"
        told -= {payment for (payment,) in self.world.fetch(passed_on)}
        booked = """
            SELECT l.id, l.cents, l.payment_id, l.reverses_id FROM ledger_entry l
            JOIN placed_claim c ON c.claim_id = l.claim_id WHERE c.placement_id = ? AND l.id > c.last_entry_id
        """
        entries = {id_: row for id_, *row in self.world.fetch(booked, placement_id)}
        reversed_ones = {row[2] for row in entries.values() if row[2] is not None}
        standing = [row for id_, row in entries.items() if row[2] is None and id_ not in reversed_ones]
        net = rounded(-sum(cents for cents, payment, _ in standing if payment in told) * 10)
        return net + rounded(net * 21)

    def _recalled(self, one: RecordedPlacement) -> int:
        announced = [event.cents or 0 for event in one.placement.events if event.kind is E.RECALL_ANNOUNCED]
        return announced[-1] if announced else 0

    def teardown(self) -> None:
        try:
            assert [one for one in verify(self.database, TODAY) if one.wrong] == []
        finally:
            self.database.close()


def rounded(hundredths: int) -> int:
    """Half away from zero; what is rounded here is never less than nothing."""
    return (hundredths + 50) // 100


def test_any_history_of_placements(databases: Databases, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    long = request.config.getoption("--long")
    performed: Counter[str] = Counter()
    run_state_machine_as_test(
        lambda: Placements(databases, tmp_path, performed),  # type: ignore[arg-type]  # anything that makes one will do
        settings=settings(
            max_examples=200 if long else 8,
            stateful_step_count=40 if long else 30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # Commands that are drawn are about something and go through.
    assert len([name for name in performed if "refused" not in name]) >= 8, performed
