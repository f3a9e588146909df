"""For which case an entry of the bank is: one that was found for it, or one that is looked for by what is quoted."""

from casebook.store.queries.bank_entry import EntryCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.find import find_case
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.bank_lines import found_by

_ANOTHER = 0


async def ask_case(desk: Desk, card: EntryCard, heading: str) -> int | None:
    """Ask for a case: those an entry may be for in front, each once; return its id, None where one turned back."""
    found = {one.case_id: one for one in reversed(card.candidates) if one.case_id}
    ordered = dict.fromkeys(one.case_id for one in card.candidates if one.case_id)
    entries = [
        Entry(
            case_id,
            "",
            f"{clean_line(found[case_id].number)} {clean_line(found[case_id].debtor)} · "
            + found_by(found[case_id].method, found[case_id].confidence, desk),
        )
        for case_id in ordered
    ]
    if entries:
        entries.append(Entry(_ANOTHER, "", desk.say("bank_form.another_case")))
        chosen = await desk.ask(Pick(desk, heading, entries, search=True))
        if chosen != _ANOTHER:
            return chosen
    return await find_case(desk, heading)
