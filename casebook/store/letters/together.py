"""Letters that have effect only together: to the debtor, and to whoever acts for him by law."""

from datetime import date

from casebook.law.book import Book
from casebook.store.models.letters import Letter
from casebook.store.transaction import Transaction


def together(tx: Transaction, letter: Letter) -> list[Letter]:
    """Return the letters that have effect only when all of them are received, with the one asked about."""
    first = letter.bundle_id or letter.id
    bundle = (Letter.id == first) | (Letter.bundle_id == first)
    same = (Letter.party_id == letter.party_id) & (Letter.kind == letter.kind) & Letter.withdrawn_on.is_null()
    found = tx.find(Letter.select().where(bundle & same).order_by(Letter.id))
    needed = [one for one in found if is_needed(tx.law, one.role, one.prepared_on)]
    return needed if any(one.id == letter.id for one in needed) else [letter]


def is_needed(law: Book, role: str | None, day: date) -> bool:
    """Tell whether without a letter to somebody in a role, or to the debtor himself, there is no effect.

    A lawyer, or who gets it only because that was asked, is not needed for it.
    """
    if role is None:
        return True
    known = law.representation.by_role.get(role)
    entry = known.in_force(day) if known is not None else None
    return entry is not None and entry.value.for_effect
