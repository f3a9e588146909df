"""A letter to a debtor of whom nothing stands in the way, and what may be changed of both."""

from dataclasses import replace
from datetime import date
from typing import Any

from casebook.domain.capacity import Capacity
from casebook.domain.component import Balance
from casebook.domain.gate import (
    AddressState,
    ClaimNow,
    GateFacts,
    Outgoing,
    Representative,
    Stop,
    check,
)
from casebook.domain.letters.extras import NamedAmount, Value
from casebook.domain.letters.facts import Addressee, LetterFacts, Sender, StatedClaim, Writer
from casebook.domain.letters.kinds import LetterKind, Tone
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import ZERO, Cents
from casebook.domain.service import Prepared, Reminder
from casebook.law.book import book

TODAY = date(2026, 11, 21)
DEBTOR, OTHER, CLAIM = 1, 2, 7
PRINCIPAL = Cents(938_45)
SPENT = Balance(principal=PRINCIPAL)
RULES = book().gate
WHOLE_OFFER: dict[str, Value] = {"sector": "energy", "municipality_on": date(2026, 11, 1)}
REMINDERS = tuple(Reminder(date(2026, month, 1)) for month in (8, 9, 10))
PREPARED = Prepared(
    reminders=REMINDERS,
    contact_on=date(2026, 11, 2),
    offered_on=date(2026, 11, 3),
    municipality_on=date(2026, 11, 1),
)
_EXTRAS: dict[LetterKind, dict[str, Value]] = {
    LetterKind.FOURTEEN_DAY: {"costs_after": Cents(140_77)},
    LetterKind.SET_OFF: {"ours": (NamedAmount("x", Cents(1)),)},
}


def stated(principal: int = PRINCIPAL, interest: int = 0, costs: int = 0, claim_id: int = CLAIM) -> StatedClaim:
    due = date(2026, 10, 1)
    amounts = (Cents(principal), Cents(interest), Cents(costs))
    return StatedClaim(claim_id, "2026-001", "meel", date(2026, 9, 1), due, PRINCIPAL, *amounts)


def letter(kind: LetterKind, *claims: StatedClaim, **changed: Any) -> LetterFacts:
    return LetterFacts(
        **{
            "kind": kind,
            "language": "nl",
            "tone": Tone.NEUTRAL,
            "on": TODAY,
            "case_number": "2026-0001",
            "reference": "RF18",
            "sender": Sender("Molenaar", iban="NL91ABNA0417164300"),
            "writer": Writer("M. Jansen"),
            "debtor": "J. Pietersen",
            "addressee": Addressee("J. Pietersen", "natural"),
            "consumer": True,
            "claims": claims or (stated(),),
            "per_day": ZERO,
            "last_day": date(2026, 12, 7),
            "pay_link": "",
            "extras": _EXTRAS.get(kind, {}),
            **changed,
        }
    )


def outgoing(kind: LetterKind = LetterKind.REMINDER, *claims: StatedClaim, **changed: Any) -> Outgoing:
    """Return a letter to the debtor himself by ordinary post; what is changed is of the letter or of what it says."""
    own = {name: changed.pop(name) for name in list(changed) if name in Outgoing.__dataclass_fields__}
    given: dict[str, Any] = {
        "case_id": 1,
        "party_id": DEBTOR,
        "addressee_id": DEBTOR,
        "ways": (DispatchWay.ORDINARY,),
        "asks": PRINCIPAL,
        "mail": "j@example.org",
        "bundle_to": frozenset({DEBTOR}),
        **own,
    }
    return Outgoing(letter=letter(kind, *claims, **changed), **given)


def claim(**changed: Any) -> ClaimNow:
    """Return a claim on a business, in default since the day after it fell due."""
    due, default = date(2026, 10, 1), date(2026, 10, 2)
    fresh = ClaimNow("2026-001", SPENT, capacity=Capacity.BUSINESS, due_on=due, default_on=default)
    return replace(fresh, **changed)


def facts(now: ClaimNow | None = None, **changed: Any) -> GateFacts:
    found = GateFacts(TODAY, claims={CLAIM: now or claim()}, address=AddressState(), language="nl", suspension=PREPARED)
    return replace(found, **changed)


def acting(role: str, *, write_to: bool = False, seen: date | None = date(2026, 11, 1)) -> Representative:
    return Representative(OTHER, "mr. De Wit", role, write_to, seen)


def asked(letter: Outgoing, known: GateFacts) -> dict[str, Stop]:
    return {stop.rule: stop for stop in check(letter, known, RULES)}
