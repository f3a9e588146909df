"""The arrangements of the sample office: made, paid, and gone wrong or right, each step on its own day."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from casebook.domain.arrangement.terms import AgreedHow, PlanInterest, PlanTerms, Rhythm
from casebook.domain.calendar import add_working_days
from casebook.domain.money import ZERO, Cents, from_decimal
from casebook.store.actions.arrangement_course import SendNotice, SuspendArrangement
from casebook.store.actions.arrangement_end import CompleteArrangement
from casebook.store.actions.arrangements import AgreeArrangement, DraftArrangement, OfferArrangement
from casebook.store.actions.cases import SetNextAction
from casebook.store.actions.debit_notices import TellCollections
from casebook.store.actions.direct_debit import RecordMandate
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.database import Database
from casebook.store.models.cases import Channel, NextKind
from casebook.store.perform import perform
from casebook.store.queries import direct_debit
from casebook.store.rows import rows
from casebook.store.transaction import Actor

_CLAIMS = """
    SELECT k.id FROM claim k WHERE k.case_id = ? AND k.ended_on IS NULL AND k.foreign_cents IS NULL
    AND (SELECT sum(l.cents) FROM ledger_entry l WHERE l.claim_id = k.id AND l.on_day <= ?) > 0 ORDER BY k.id
"""
_PAYER = """
    SELECT p.id FROM liability l JOIN party p ON p.id = l.party_id JOIN claim k ON k.id = l.claim_id
    WHERE k.case_id = ? AND p.name = ?
"""
_TERM = "SELECT cents FROM instalment WHERE arrangement_id = ? AND number = ?"
_TERMS = "SELECT id FROM instalment WHERE arrangement_id = ? ORDER BY number"
_NEXT = "SELECT version, next_on FROM cases WHERE id = ?"
Entry = Mapping[str, Any]


class _Next(NamedTuple):
    version: int
    next_on: date | None


class SamplePlan:
    """One arrangement of a case; the days of its entry are counted from `day`."""

    def __init__(self, database: Database, actor: Actor, day: date, case_id: int, debtor_id: int) -> None:
        self._database, self._actor, self._day = database, actor, day
        self._case_id, self._debtor_id = case_id, debtor_id

    def make(self, entry: Entry) -> None:
        """Do what the entry says, in the order of the days."""
        drafted: int = entry["drafted"]
        id_: int = self._on(drafted, DraftArrangement(self._case_id, self._terms(entry)))
        if "mandate" in entry:
            self._mandate(id_, entry)
        for days, command in sorted(self._course(id_, entry), key=lambda step: step[0]):
            self._on(days, command(self._version(id_)))
        self._look_ahead()

    def _mandate(self, id_: int, entry: Entry) -> None:
        creditor_id, name = direct_debit.creditor_of_plan(self._database, id_), entry["debtor"]
        signed: int = entry["agreed"]
        facts = RecordMandate(creditor_id, self._debtor_id, entry["mandate"], name, self._date(signed))
        self._on(signed, facts)

    def _look_ahead(self) -> None:
        """Put off what would have been done by now to one of the next days."""
        version, next_on = rows(self._database, _NEXT, _Next, (self._case_id,))[0]
        if next_on is not None and next_on < self._day:
            on = add_working_days(self._day, 2, self._database.law.holidays)
            self._on(0, SetNextAction(self._case_id, version, on, NextKind.CHECK_PAYMENT))

    def _course(self, id_: int, entry: Entry) -> list[tuple[int, Callable[[int], object]]]:
        """Return what happens to it after it was drafted, by its days; each step is made from the version there is."""
        day, steps = self._date, list[tuple[int, Callable[[int], object]]]()
        if "offered" in entry:
            offered = entry["offered"]
            steps.append((offered, lambda version: OfferArrangement(id_, version, day(offered))))
        if "agreed" in entry:
            agreed = entry["agreed"]
            how = AgreedHow(entry.get("how", AgreedHow.MAIL))
            steps.append((agreed, lambda version: AgreeArrangement(id_, version, day(agreed), how)))
        if "mandate" in entry:
            steps.append((agreed, lambda _: self._announcement(id_, day(agreed))))
        for number, days in enumerate(entry.get("paid", ()), 1):
            steps.append((days, partial(self._payment, id_, number, day(days))))
        if "notice" in entry:
            sent = entry["notice"]
            steps.append((sent, lambda version: SendNotice(id_, version, day(sent), Channel.LETTER)))
        if "suspended" in entry:
            steps.append((entry["suspended"], lambda version: SuspendArrangement(id_, version, entry["because"])))
        if "completed" in entry:
            steps.append((entry["completed"], lambda version: CompleteArrangement(id_, version)))
        return steps

    def _announcement(self, id_: int, on: date) -> TellCollections:
        ids = tuple(term_id for (term_id,) in self._database.fetch(_TERMS, (id_,)))
        return TellCollections(id_, ids, on, Channel.LETTER)

    def _payment(self, id_: int, number: int, on: date, _version: int) -> RecordPayment:
        """Return the payment of one term in full, on a day."""
        cents: Cents = self._database.value(_TERM, (id_, number))
        return RecordPayment(self._case_id, Receipt(on, cents), accrue=True)

    def _terms(self, entry: Entry) -> PlanTerms:
        payer, drafted = self._debtor_id, self._date(entry["drafted"])
        if "payer" in entry:
            payer = self._database.value(_PAYER, (self._case_id, entry["payer"]))
        return PlanTerms(
            payer,
            tuple(claim_id for (claim_id,) in self._database.fetch(_CLAIMS, (self._case_id, drafted))),
            Rhythm(entry.get("rhythm", Rhythm.MONTHLY)),
            self._date(entry["first"]),
            each_cents=_cents(entry["each"]) if "each" in entry else None,
            terms=entry.get("terms"),
            by_direct_debit="mandate" in entry,
            interest=PlanInterest(entry.get("interest", PlanInterest.FROZEN)),
            remission_cents=_cents(entry["remission"]) if "remission" in entry else ZERO,
        )

    def _version(self, id_: int) -> int:
        version: int = self._database.value("SELECT version FROM arrangement WHERE id = ?", (id_,))
        return version

    def _date(self, days: int) -> date:
        return self._day + timedelta(days)

    def _on(self, days: int, command: object) -> Any:
        return perform(self._database, self._actor, self._date(days), command).result


def _cents(amount: str) -> Cents:
    return from_decimal(Decimal(amount))
