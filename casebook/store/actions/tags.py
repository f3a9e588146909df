"""Tags of cases: given and taken away."""

from dataclasses import dataclass

from casebook.domain import tags
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.models.cases import Case
from casebook.store.models.tags import Tag
from casebook.store.transaction import Transaction

# More than this nobody reads.
MOST = 20


@dataclass(frozen=True, slots=True)
class SetTags:
    """Words that a case is given, and words that are taken away from it; one of both is given."""

    case_id: int
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@action("tag.set", cases=given.case_itself)
def set_tags(tx: Transaction, command: SetTags) -> None:
    """Give a case words and take others away; one that it has or has not already is left as it is."""
    case = tx.get(Case, command.case_id)
    add, remove = tags.words(command.add), tags.words(command.remove)
    if not add and not remove:
        raise Refused("tags.none_given", source=HOUSE_RULE)
    known = {tag.word: tag for tag in tx.find(Tag.select().where(Tag.case_id == case.id))}
    gone = [known[word] for word in remove if word in known and word not in add]
    new = [word for word in add if word not in known]
    if new and len(known) - len(gone) + len(new) > MOST:
        raise Refused("tags.too_many", source=HOUSE_RULE, number=case.number, most=MOST)
    for tag in gone:
        tx.remove(tag)
    tx.add_many(Tag, [{"case_id": case.id, "word": word} for word in new])
