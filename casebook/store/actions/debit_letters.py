"""The letter that announces direct debits: whether it may leave, and that the debtor was told once it left."""

from casebook.domain.arrangement.standing import RUNNING
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import debit_notices
from casebook.store.actions.arrangement_course import refuse_ended, standing
from casebook.store.actions.arrangement_letters import Matter
from casebook.store.debit_notices import Ahead
from casebook.store.models.arrangements import Arrangement, Instalment
from casebook.store.models.direct_debit import DebitNotice
from casebook.store.transaction import Transaction


def refuse(tx: Transaction, matter: Matter) -> None:
    """Refuse to announce what is not collected so, or on a day that is not still to come."""
    plan = tx.get(Arrangement, matter.plan_id)
    if not plan.by_direct_debit:
        raise Refused("debit.not_by_debit", source=HOUSE_RULE)
    now = standing(tx, plan)
    refuse_ended(now, RUNNING)
    ahead: dict[int, Ahead] = {one.term: one for one in debit_notices.ahead(tx.database, now, tx.day)}
    terms = matter.terms
    if not terms:
        raise Refused("debit.nothing_to_tell", source=HOUSE_RULE)
    for term in terms:
        one = ahead.get(term.number)
        if one is None or (one.collect_on, one.cents) != (term.due_on, term.cents):
            raise Refused("debit.told_otherwise", source=HOUSE_RULE, number=term.number)
        if term.due_on <= matter.on_day:
            raise Refused("debit.told_too_late", source=HOUSE_RULE, on=term.due_on)


def told(tx: Transaction, matter: Matter) -> None:
    """Record of which collections the debtor was told, with their days and amounts."""
    terms = tx.find(Instalment.select().where(Instalment.arrangement_id == matter.plan_id))
    ids = {term.number: term.id for term in terms}
    rows = [
        {
            "instalment_id": ids[term.number],
            "told_on": matter.on_day,
            "channel": matter.channel,
            "person_id": tx.actor.person,
            "collect_on": term.due_on,
            "cents": term.cents,
        }
        for term in matter.terms
        if term.number in ids
    ]
    tx.add_many(DebitNotice, rows)
