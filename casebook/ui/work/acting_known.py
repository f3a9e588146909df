"""Who acts in a proceeding may act for another debtor too: he is offered, so that he is not kept twice."""

from collections.abc import Sequence
from dataclasses import replace

from casebook.domain.insolvency.facts import PersonRole
from casebook.errors import InputError
from casebook.store import acting
from casebook.store.acting import ActingParty
from casebook.store.actions.insolvency_people import Appointed
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.work.debtor_rows import Another, pick_row


async def recognised(desk: Desk, debtor_id: int, persons: Sequence[Appointed]) -> tuple[Appointed, ...]:
    """Return who acts, each as the one we know where that is chosen. Raises `InputError` where nobody chose."""
    return tuple([await _recognised(desk, debtor_id, one) for one in persons])


async def _recognised(desk: Desk, debtor_id: int, who: Appointed) -> Appointed:
    if who.party_id is not None or who.role is PersonRole.JUDGE:
        return who
    known = await desk.read(acting.like, debtor_id, who.name, who.mail)
    heading = desk.say("insolvency.known_acting", name=who.name)
    chosen = await pick_row(desk, heading, known, lambda one: _told(one, desk), desk.say("insolvency.another_acting"))
    match chosen:
        case None:
            raise InputError("insolvency.who_acts", place=desk.say("insolvency.acting"))
        case Another():
            return who
        case one:
            return replace(who, party_id=one.party_id)


def _told(one: ActingParty, desk: Desk) -> str:
    debtors = desk.say("insolvency.acts_for", count=one.debtors)
    parts = (one.name, one.address, one.mail, one.kvk)
    return " · ".join([*(clean_line(part) for part in parts if part), debtors])
