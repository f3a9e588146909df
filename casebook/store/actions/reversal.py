"""Taking back what is only ever added to: each row is answered by another, so that it is as if it never was.

A row is answered by its reversal, a reversal by what it reversed, booked anew, so that it can be reversed again. Both
have the day of the row they answer: the balance of every day is what it was.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from peewee import Field, Model

from casebook.domain.court.facts import CourtEventKind
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import EventKind
from casebook.domain.ledger import EntryKind
from casebook.domain.limitation.facts import Proof
from casebook.domain.placements.facts import PlacementEventKind, ReportSource
from casebook.domain.security.facts import SecurityEventKind
from casebook.errors import Refused
from casebook.store import balances, tables
from casebook.store.models.court import CourtEvent
from casebook.store.models.imports import ImportedRecord
from casebook.store.models.insolvency import InsolvencyEvent
from casebook.store.models.limitation import LimitationEvent, ProofMark
from casebook.store.models.money import Allocation, LedgerEntry, Payment, WriteOff
from casebook.store.models.placements import AgencyReport, PlacementEvent
from casebook.store.models.securities import SecurityEvent
from casebook.store.transaction import Transaction

R = TypeVar("R", Payment, LedgerEntry, WriteOff)
Happened = TypeVar("Happened", AgencyReport, CourtEvent, InsolvencyEvent, PlacementEvent, SecurityEvent)

_REVERSED = ("payment.reversed", HOUSE_RULE)

Values = Mapping[str, Any]
# The rows that were added, by the name of their table, in their order.
Added = Mapping[str, Sequence[Values]]
# Which row stands for one that was reversed and booked anew: by table and id.
StandIns = Mapping[tuple[str, int], int]
REVERSIBLE: tuple[type[Payment | LedgerEntry | WriteOff], ...] = (Payment, LedgerEntry, WriteOff)
# What is made void where it is taken back, and happens anew where it is done again.
HAPPENED: tuple[
    type[LimitationEvent | CourtEvent | InsolvencyEvent | SecurityEvent | PlacementEvent | AgencyReport], ...
] = (
    LimitationEvent,
    CourtEvent,
    InsolvencyEvent,
    SecurityEvent,
    PlacementEvent,
    AgencyReport,
)


def take_back(tx: Transaction, added: Added, stand_ins: StandIns, reason: str) -> None:
    """Answer every row. Raises `Refused` where something else rests on one by now, or where there is no answer."""
    if _of(added, ImportedRecord):
        raise Refused("undo.import", source=HOUSE_RULE)
    answers = _Answers(tx, stand_ins, reason)
    payments = answers.to(Payment, _of(added, Payment), {"key": None})
    entries = answers.to_entries(_of(added, LedgerEntry), payments)
    _allocations(tx, added, stand_ins, payments, entries)
    write_offs = _of(added, WriteOff)
    answers.to(WriteOff, write_offs, {})
    _refuse_written_off_twice(tx, {row["claim_id"] for row in write_offs if row["reverses_id"] is not None})
    _events(tx, added, reason)
    _proceedings(tx, added, reason)
    _securities(tx, added, reason)
    _before_court(tx, added, reason)
    _placements(tx, added, reason)


def _of(added: Added, model: type[Model]) -> Sequence[Values]:
    return added.get(tables.of(model).name, ())


def standing(rows: Sequence[Values]) -> list[Values]:
    """Return the rows without those that were reversed by another of them, and without that other."""
    ids = {row["id"] for row in rows}
    paired = {id_ for row in rows if row["reverses_id"] in ids for id_ in (row["id"], row["reverses_id"])}
    return [row for row in rows if row["id"] not in paired]


class _Answers(NamedTuple):
    tx: Transaction
    stand_ins: StandIns
    reason: str

    def to(self, model: type[R], rows: Sequence[Values], given: Values) -> dict[int, int]:
        """Answer rows that may be reversed, and return the id of the answer for each id."""
        return {row["id"]: self.tx.add(model, **{**self._answer(model, row), **given}) for row in standing(rows)}

    def to_entries(self, rows: Sequence[Values], payments: Mapping[int, int]) -> dict[int, int]:
        """Answer entries. What the reversal of a payment took out comes back with the payment booked anew."""
        answers: dict[int, int] = {}
        for row in standing(rows):
            values = self._answer(LedgerEntry, row)
            if row["reverses_id"] is None:
                values["kind"] = EntryKind.REVERSAL
            values["payment_id"] = payments.get(row["payment_id"], values["payment_id"])
            answers[row["id"]] = self.tx.add(LedgerEntry, **values)
        return answers

    def _answer(self, model: type[R], row: Values) -> dict[str, Any]:
        """Return the columns of what answers a row. Raises `Refused` where it was reversed since."""
        stands = self.stand_ins.get((tables.of(model).name, row["id"]), row["id"])
        if self.tx.first(model.select().where(model.reverses_id == stands)) is not None:
            raise _changed(model)
        if row["reverses_id"] is None:
            values = {**self.tx.get(model, stands).__data__, "reverses_id": stands, "reason": self.reason}
            values |= {"cents": -row["cents"], **_anew_of(model, None)}
        else:
            first = self.tx.get(model, row["reverses_id"])
            values = {**first.__data__, "on_day": row["on_day"], **_anew_of(model, first)}
        del values["id"]
        return values


def _anew_of(model: type[R], first: R | None) -> dict[str, int | None]:
    """Return the column that says which payment one is again, empty for other rows."""
    if model is not Payment:
        return {}
    return {"anew_of_id": (first.anew_of_id or first.id) if isinstance(first, Payment) else None}


def _allocations(
    tx: Transaction, added: Added, stand_ins: StandIns, payments: Mapping[int, int], entries: Mapping[int, int]
) -> None:
    """Answer allocations, the last first: at no moment is more allocated than was paid."""
    rows = _of(added, Allocation)
    for payment, last in {row["payment_id"]: row["id"] for row in rows}.items():
        stands = stand_ins.get((tables.of(Payment).name, payment), payment)
        if _moved(tx, payment, stands, last):
            raise _changed(Payment)
    paired = {row["id"] for row in _of(added, Payment)} - payments.keys()
    for row in reversed(rows):
        if row["payment_id"] not in paired:
            basis, source = _basis(tx, row)
            tx.add(
                Allocation,
                payment_id=payments.get(row["payment_id"], row["payment_id"]),
                entry_id=entries.get(row["entry_id"], row["entry_id"]),
                cents=-row["cents"],
                basis=basis,
                source=source,
            )


def _moved(tx: Transaction, payment: int, stands: int, last: int) -> bool:
    """Tell whether parts of a payment were moved since its row `last`."""
    count = "SELECT count(*) FROM allocation WHERE payment_id = ?"
    known: int = tx.database.value(f"{count} AND id <= ?", (payment, last))
    return bool(tx.database.value(count, (stands,)) != known)


def _basis(tx: Transaction, row: Values) -> tuple[str, str]:
    """Return why the answer goes where it goes: what was reversed goes back there by the basis of then."""
    first = tx.get(Payment, row["payment_id"]).reverses_id
    if first is None:
        return _REVERSED
    entry = None if row["entry_id"] is None else tx.get(LedgerEntry, row["entry_id"]).reverses_id
    same = Allocation.entry_id.is_null() if entry is None else Allocation.entry_id == entry
    known = tx.first(Allocation.select().where(Allocation.payment_id == first, same))
    return (known.basis, known.source) if known else _REVERSED


def _refuse_written_off_twice(tx: Transaction, claims: set[int]) -> None:
    """Refuse that a write-off comes back where its amount was paid or written off again since."""
    for claim, cents in balances.written_off(tx.database, sorted(claims)).items():
        if cents > max(0, balances.in_all(tx.database, claim).total):
            raise _changed(WriteOff)


def _events(tx: Transaction, added: Added, reason: str) -> None:
    """Make events void, and give those that were only marked the proof they had."""
    events = [row["id"] for row in _of(added, LimitationEvent)]
    since = LimitationEvent.select().where(LimitationEvent.replaces_id.in_(events), LimitationEvent.id.not_in(events))
    # A correction that was taken back left what it corrected as it was.
    if any(_last_mark(tx, later.id).proof != Proof.VOID for later in tx.find(since)):
        raise _changed(LimitationEvent)
    marks: dict[int, list[int]] = {event: [] for event in events}
    for row in _of(added, ProofMark):
        marks.setdefault(row["event_id"], []).append(row["id"])
    for event, own in marks.items():
        of_event = ProofMark.select().where(ProofMark.event_id == event).order_by(ProofMark.id.desc())
        last = tx.first(of_event)
        left = tx.get(ProofMark, own[-1]) if own else None
        if last is not None and (left is None or (last.proof, last.grade) != (left.proof, left.grade)):
            raise _changed(LimitationEvent)
        before = tx.first(of_event.where(ProofMark.id < own[0])) if own else None
        if before is not None:
            proof, grade, document = before.proof, before.grade, before.document_id
        else:
            proof, grade, document = Proof.VOID, None, None
        if last is None or proof != last.proof or grade != last.grade:
            tx.add(
                ProofMark,
                event_id=event,
                proof=proof,
                grade=grade,
                on_day=tx.day,
                reason=reason,
                document_id=document,
            )


def _last_mark(tx: Transaction, event_id: int) -> ProofMark:
    return tx.find(ProofMark.select().where(ProofMark.event_id == event_id).order_by(ProofMark.id.desc()).limit(1))[0]


def _proceedings(tx: Transaction, added: Added, reason: str) -> None:
    """Make events of proceedings void, the last first; what they voided stands again."""
    rows = _of(added, InsolvencyEvent)
    ids = [row["id"] for row in rows]
    _refuse_voided(tx, InsolvencyEvent, InsolvencyEvent.voids_id, ids)
    for row in reversed(rows):
        tx.add(
            InsolvencyEvent,
            insolvency_id=row["insolvency_id"],
            kind=EventKind.VOID,
            on_day=tx.day,
            voids_id=row["id"],
            reason=reason,
            recorded_on=tx.day,
        )


def _securities(tx: Transaction, added: Added, reason: str) -> None:
    """Make events of securities void, the last first; what they voided stands again."""
    rows = _of(added, SecurityEvent)
    ids = [row["id"] for row in rows]
    _refuse_voided(tx, SecurityEvent, SecurityEvent.cancels_id, ids)
    for row in reversed(rows):
        void = {"kind": SecurityEventKind.VOID, "on_day": tx.day, "cancels_id": row["id"], "text": reason}
        tx.add(SecurityEvent, security_id=row["security_id"], recorded_on=tx.day, **void)


def _before_court(tx: Transaction, added: Added, reason: str) -> None:
    """Make events of proceedings and titles void, the last first; what they voided stands again."""
    rows = _of(added, CourtEvent)
    _refuse_voided(tx, CourtEvent, CourtEvent.voided_event_id, [row["id"] for row in rows])
    for row in reversed(rows):
        owner = {name: row[name] for name in ("proceeding_id", "title_id")}
        void = {"kind": CourtEventKind.VOID, "on_day": tx.day, "voided_event_id": row["id"], "reason": reason}
        tx.add(CourtEvent, recorded_on=tx.day, **owner, **void)


def _placements(tx: Transaction, added: Added, reason: str) -> None:
    """Make events and reports of placements void, the last first; what they voided stands again."""
    events, reports = _of(added, PlacementEvent), _of(added, AgencyReport)
    _refuse_voided(tx, PlacementEvent, PlacementEvent.voids_id, [row["id"] for row in events])
    _refuse_voided(tx, AgencyReport, AgencyReport.voids_id, [row["id"] for row in reports])
    for row in reversed(events):
        void = {"kind": PlacementEventKind.VOID, "on_day": tx.day, "voids_id": row["id"], "reason": reason}
        tx.add(PlacementEvent, placement_id=row["placement_id"], recorded_on=tx.day, **void)
    for row in reversed(reports):
        void = {"source": ReportSource.VOID, "on_day": tx.day, "voids_id": row["id"]}
        tx.add(AgencyReport, placement_id=row["placement_id"], recorded_on=tx.day, **void)


def _refuse_voided(tx: Transaction, model: type[Happened], voids: "Field[int | None]", ids: Sequence[int]) -> None:
    """Refuse where another event voids one of these, and was not made void itself by an undo."""
    if any(
        _stands(tx, model, voids, one.id) for one in tx.find(model.select().where(voids.in_(ids), model.id.not_in(ids)))
    ):
        raise _changed(model)


def _stands(tx: Transaction, model: type[Happened], voids: "Field[int | None]", id_: int) -> bool:
    return not any(_stands(tx, model, voids, one.id) for one in tx.find(model.select().where(voids == id_)))


def _changed(model: type[Model]) -> Refused:
    return Refused("undo.changed_since", source=HOUSE_RULE, record=tables.of(model).word)
