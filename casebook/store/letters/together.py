"""Letters that have effect only together: to the debtor, and to whoever acts for him by law."""

from collections.abc import Sequence
from datetime import date

from casebook.law.book import Book
from casebook.store.models.letters import Letter
from casebook.store.models.parties import Representation
from casebook.store.transaction import Transaction


def bundle(tx: Transaction, letter: Letter) -> list[Letter]:
    """Return the letters that say the same of the same debtor, each to somebody else; with the one asked about.

    One that was withdrawn is among them where its addressee acted for the debtor then: he still has to have it.
    """
    first = letter.bundle_id or letter.id
    prepared = (Letter.id == first) | (Letter.bundle_id == first)
    same = (Letter.party_id == letter.party_id) & (Letter.kind == letter.kind)
    some = tx.find(Letter.select().where(prepared & same).order_by(Letter.id))
    return [one for one in some if one.withdrawn_on is None or _acted(tx, one)]


def needed_with(law: Book, letter: Letter, some: Sequence[Letter]) -> list[Letter]:
    """Return the letters of a bundle without which a letter of it has no effect.

    One to somebody who is not needed, as a lawyer, stands for the one to the debtor, but for nobody whom the law wants
    beside him.
    """
    needed = [one for one in some if is_needed(law, one.role, one.prepared_on)]
    return needed if any(one.id == letter.id for one in needed) else [one for one in needed if one.role is not None]


def _acted(tx: Transaction, letter: Letter) -> bool:
    """Tell whether the addressee of a letter still acted for the debtor when it was withdrawn."""
    lasted = Representation.until_on.is_null() | (Representation.until_on >= letter.withdrawn_on)
    whose = (Representation.party_id == letter.party_id) & (Representation.representative_id == letter.addressee_id)
    return tx.first(Representation.select().where(whose & (Representation.role == letter.role) & lasted)) is not None


def is_needed(law: Book, role: str | None, day: date) -> bool:
    """Tell whether without a letter to somebody in a role, or to the debtor himself, there is no effect.

    A lawyer, or who gets it only because that was asked, is not needed for it.
    """
    if role is None:
        return True
    known = law.representation.by_role.get(role)
    entry = known.in_force(day) if known is not None else None
    return entry is not None and entry.value.for_effect
