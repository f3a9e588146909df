"""Whether a debtor is a person or a company, where claims are compared."""

from collections.abc import Mapping

from casebook.domain.comparison.strata import Debtor
from casebook.store.models.parties import PartyKind

_DEBTORS: Mapping[PartyKind, Debtor] = {
    PartyKind.NATURAL: Debtor.PERSON,
    PartyKind.ESTATE: Debtor.PERSON,
    PartyKind.UNKNOWN: Debtor.UNKNOWN,
}


def debtor(kind: PartyKind) -> Debtor:
    """Return what a party counts as; whoever is in business, alone too, is a company."""
    return _DEBTORS.get(kind, Debtor.COMPANY)
