"""Who may give an export of a person: a lead, and who handles a case in which he has a part."""

from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import sight
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.people import stood_in_for
from casebook.store.rows import marks
from casebook.store.transaction import Actor

# The cases in which a party has a part: as their debtor, liable beside him, or as the one with whom was dealt.
CASES = """
    SELECT id FROM cases WHERE debtor_id = ?
    UNION SELECT k.case_id FROM liability l JOIN claim k ON k.id = l.claim_id WHERE l.party_id = ?
    UNION SELECT case_id FROM contact WHERE party_id = ?
    UNION SELECT case_id FROM person_request WHERE party_id = ?
    UNION SELECT case_id FROM letter WHERE party_id = ? OR addressee_id = ?
    UNION SELECT c.id FROM heir h JOIN estate e ON e.id = h.estate_id JOIN cases c ON c.debtor_id = e.party_id
          WHERE h.party_id = ?
    UNION SELECT c.id FROM representation r JOIN cases c ON c.debtor_id = r.party_id WHERE r.representative_id = ?
"""
TIMES = CASES.count("?")
_HANDLED = f"""
    SELECT 1 FROM cases c WHERE c.id IN ({CASES}) AND (c.owner_person_id IN ({{marks}}) OR c.owner_team_id IN (
        SELECT team_id FROM team_member
        WHERE person_id = ? AND from_on <= ? AND (until_on IS NULL OR until_on >= ?)))
"""  # noqa: S608 our own text


def cases_of(database: Database, party_id: int) -> list[int]:
    """Return the ids of the cases in which a party has a part."""
    return sorted(id_ for (id_,) in database.fetch(CASES, (party_id,) * TIMES))


def refuse_stranger(database: Database, actor: Actor, day: date, party_id: int) -> None:
    """Refuse an export by who is no lead and handles no case of the person, for himself, his team or a colleague.

    Nobody gives a part of what is kept for the whole: whoever may not see one of the cases gives none.
    """
    if sight.hidden(database, actor.unseen, cases_of(database, party_id)):
        raise Refused("sight.whole", source=HOUSE_RULE)
    if Role.LEAD in actor.roles or actor.person is None:
        return
    who = [actor.person, *stood_in_for(database, actor.person, day)]
    query = _HANDLED.replace("{marks}", marks(len(who)))
    values = (*(party_id,) * TIMES, *who, actor.person, day, day)
    if database.value(query, values) is None:
        raise Refused("person_export.not_yours", source=HOUSE_RULE)
