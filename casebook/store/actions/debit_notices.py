"""The debtor is told beforehand what will be collected, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casebook.domain.arrangement.standing import RUNNING
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import debit_notices
from casebook.store.actions import given
from casebook.store.actions.arrangement_course import WRITTEN, refuse_ended, standing
from casebook.store.actions.cases import open_one, outward_act
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.arrangements import Arrangement
from casebook.store.models.cases import Channel
from casebook.store.models.direct_debit import DebitNotice
from casebook.store.transaction import Transaction

_CASE = "SELECT case_id FROM arrangement WHERE id = ?"


@dataclass(frozen=True, slots=True)
class TellCollections:
    """The debtor was told in writing what is collected of him: of these terms of an arrangement."""

    arrangement_id: int
    instalment_ids: tuple[int, ...]
    on_day: date
    channel: Channel


def _case_of(database: Database, command: TellCollections) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE, (command.arrangement_id,))]


@action("debit_notice.tell", cases=_case_of)
def tell(tx: Transaction, command: TellCollections) -> int:
    """Record of which collections the debtor was told, with their days and amounts, and return how many that are.

    Refused for an arrangement that is not paid so or does not run, and for a term that is not to be collected.
    """
    plan = tx.get(Arrangement, command.arrangement_id)
    case = open_one(tx, plan.case_id)
    if not plan.by_direct_debit:
        raise Refused("debit.not_by_debit", source=HOUSE_RULE)
    now = standing(tx, plan)
    refuse_ended(now, RUNNING)
    if command.channel not in WRITTEN:
        raise Refused("arrangement.not_written", source=HOUSE_RULE)
    on_day = given.past(tx, command.on_day)
    given.in_order(agreed_on=plan.agreed_on, told_on=on_day)
    ahead = {one.instalment_id: one for one in debit_notices.ahead(tx.database, now, tx.day)}
    wanted = [ahead.get(id_) for id_ in dict.fromkeys(command.instalment_ids)]
    found = [one for one in wanted if one is not None]
    if not found or len(found) != len(wanted):
        raise Refused("debit.nothing_to_tell", source=HOUSE_RULE)
    outward_act(tx, case)
    tx.add_many(
        DebitNotice,
        [
            {
                "instalment_id": one.instalment_id,
                "told_on": on_day,
                "channel": command.channel,
                "person_id": tx.actor.person,
                "collect_on": one.collect_on,
                "cents": one.cents,
            }
            for one in found
        ],
    )
    return len(found)
