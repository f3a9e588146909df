"""Arrangements of a case of the sample office, made on past days by the commands that make them."""

from datetime import date
from typing import Any

from casebook.domain.arrangement.terms import AgreedHow, PlanInterest, PlanTerms, Rhythm
from casebook.domain.money import Cents
from casebook.store.actions.arrangement_course import SendNotice
from casebook.store.actions.arrangements import AgreeArrangement, DraftArrangement
from casebook.store.actions.payments import RecordPayment
from casebook.store.actions.receipts import Receipt
from casebook.store.models.cases import Channel
from casebook.store.perform import perform
from casebook.store.queries import arrangement_standing
from casebook.store.queries.arrangement_standing import Standing
from tests.sample import Office
from tests.store.actions.desk import TODAY, Desk

STARTED, FIRST = date(2026, 8, 14), date(2026, 8, 28)


class Plan:
    """A claim on a debtor whose payments the ledger tells, by a list of today, and an arrangement on it."""

    def __init__(self, office: Office, **terms: Any) -> None:
        self.desk = Desk(office.database, office.actor)
        self.desk.creditor = office.database.value("SELECT id FROM creditor WHERE code = 'HKV'")
        self.claim = self.desk.claim("2026-001", 150_000, invoice_on=date(2026, 6, 1), due_on=date(2026, 7, 1))
        more: dict[str, Any] = {"each_cents": Cents(28_733), "interest": PlanInterest.FROZEN} | terms
        if more.get("terms"):
            more["each_cents"] = None
        draft = DraftArrangement(
            self.desk.case, PlanTerms(self.desk.debtor, (self.claim,), Rhythm.MONTHLY, FIRST, **more)
        )
        self.id: int = self.on(STARTED, draft)

    def on(self, day: date, command: object) -> Any:
        return perform(self.desk.database, self.desk.actor, day, command).result

    def agree(self, **more: Any) -> None:
        version = self.desk.version("arrangement", self.id)
        self.on(STARTED, AgreeArrangement(self.id, version, STARTED, AgreedHow.SIGNED, **more))

    def pay(self, cents: int, day: date) -> None:
        self.on(day, RecordPayment(self.desk.case, Receipt(day, Cents(cents)), accrue=True))

    def give_notice(self, day: date, until: date) -> None:
        version = self.desk.version("arrangement", self.id)
        self.on(day, SendNotice(self.id, version, day, Channel.LETTER, until))

    @property
    def standings(self) -> tuple[Standing, ...]:
        return arrangement_standing.of_case(self.desk.database, self.desk.case, TODAY)

    @property
    def standing(self) -> Standing:
        found = arrangement_standing.standing(self.desk.database, self.id, TODAY)
        assert found is not None
        return found
