"""The gate before a court and a bailiff: an insolvency that is confirmed stops what is begun against its debtor."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from casebook.domain.court.stays import Effect, Stay, Step, Way
from casebook.domain.dated import Confidence
from casebook.domain.money import ZERO
from casebook.errors import Refused
from casebook.store import court_stays, mandates
from casebook.store.transaction import Transaction
from casebook.text import clean


class LetPass(NamedTuple):
    """By which way of the law a step is taken that an insolvency stops, and why; None for none."""

    way: Way | None
    reason: str


def check_not_stayed(tx: Transaction, party_ids: Collection[int], step: Step, on: date, passing: LetPass) -> None:
    """Refuse a step against somebody whose insolvency stops it on a day.

    Where the law leaves a way, whoever may override it takes the step by that way, and says why.
    """
    for _, name, stay in court_stays.of_parties(tx.database, party_ids, step, on):
        if stay.effect is not Effect.STOPPED:
            continue
        if passing.way is None or not clean(passing.reason).strip():
            said = {"name": name, "kind": stay.kind, "since": stay.since}
            raise Refused(refusal(stay), source=stay.source, **said, ways=[f"way_{way}" for way in stay.ways])
        if passing.way not in stay.ways:
            raise Refused("stay.way", source=stay.source, way=f"way_{passing.way}", kind=stay.kind)
        mandates.check(tx, mandates.Act.OVERRIDE, ZERO)


def refusal(stay: Stay) -> str:
    """Return the code that says a step is stopped: whether the law leaves a way, and whether it is sure."""
    closed = "" if stay.ways else "_closed"
    unsure = "" if stay.confidence is Confidence.HIGH else "_unsure"
    return f"stay.{stay.step}{closed}{unsure}"
