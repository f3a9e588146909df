"""What a debtor is to us as a customer: his sector, since when he buys, and his account manager."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.relation.segment import Sector
from casebook.errors import Refused, Stale
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.models.cases import Case
from casebook.store.models.relation import Customer
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """What is known of the debtor as a customer; what is not known is empty."""

    sector: Sector | None = None
    since_on: date | None = None
    manager_name: str = ""
    manager_mail: str = ""
    manager_phone: str = ""


@dataclass(frozen=True, slots=True)
class SetCustomer:
    """How the debtor of a case stands as a customer; `seen` is the version that was seen, None where there was none."""

    case_id: int
    facts: CustomerFacts
    seen: int | None = None


@action("customer.set", cases=given.case_itself)
def set_customer(tx: Transaction, command: SetCustomer) -> None:
    """Set what is known of the debtor as a customer. Refused for a mail address that is none."""
    debtor_id = tx.get(Case, command.case_id).debtor_id
    facts = command.facts
    mail = given.line(facts.manager_mail)
    if mail and ("@" not in mail or " " in mail):
        raise Refused("customer.no_mail", source=HOUSE_RULE, mail=mail)
    values = {
        "sector": facts.sector,
        "since_on": None if facts.since_on is None else given.past(tx, facts.since_on),
        "manager_name": given.line(facts.manager_name),
        "manager_mail": mail,
        "manager_phone": given.line(facts.manager_phone),
    }
    known = tx.first(Customer.select().where(Customer.party_id == debtor_id))
    if known is None:
        tx.add(Customer, party_id=debtor_id, **values)
        return
    if command.seen is None:
        raise Stale("store.stale", changed=dict(known.__data__), record="table_customer")
    tx.change(tx.get(Customer, known.id, command.seen), **values)
