"""What the forms of a dispute share: the dispute as it was seen, and what is contested after the act."""

from collections.abc import Sequence

from casebook import format as form
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import disputes
from casebook.store.queries.case import CaseCard
from casebook.store.queries.disputes import DisputeSheet
from casebook.text import clean_line
from casebook.ui.case_tabs.dispute_lines import due_line, state_of
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee
from casebook.ui.prose import Line, Span, labelled, line
from casebook.ui.work.seen import SeenRow

_LABEL = 24


def seen(desk: Desk, card: CaseCard, sheet: DisputeSheet) -> SeenRow[DisputeSheet]:
    """Return what a form knows of a dispute."""

    async def again() -> DisputeSheet | None:
        found = await desk.read(disputes.of_case, card.case_id, desk.day)
        return next((one for one in found if one.dispute_id == sheet.dispute_id), None)

    def told(now: DisputeSheet | None) -> str:
        return desk.say("disputes.gone") if now is None else state_of(now.course, desk)

    return SeenRow(desk, sheet, again, told)


def version(row: SeenRow[DisputeSheet]) -> int:
    """Return the version of a dispute that was seen; 0, which none has, where it is gone."""
    return 0 if row.row is None else row.row.version


def about(desk: Desk, sheet: DisputeSheet) -> list[Line]:
    """Return which dispute a form is about."""
    reason = desk.say("disputes.reason_since", reason=sheet.reason, on=sheet.course.registered_on)
    numbers = ", ".join(clean_line(claim.number) for claim in sheet.claims)
    lines = [
        labelled(desk.say("disputes.of"), reason, _LABEL),
        labelled(desk.say("disputes.claims"), numbers, _LABEL),
        labelled(desk.say("disputes.left"), form.money(sheet.left, desk.language), _LABEL),
    ]
    if sheet.credited:
        lines.append(labelled(desk.say("disputes.credited"), form.money(sheet.credited, desk.language), _LABEL))
    return lines


def foreseen(desk: Desk, case_id: int, dispute_id: int | None = None) -> Foresee:
    """Return what shows what is contested and what is chased after the act, and what is due next then.

    Without `dispute_id` it is the one that the act registers.
    """

    def look(database: Database, done: Done) -> Sequence[Line]:
        id_ = done.result if dispute_id is None else dispute_id
        sheets = disputes.of_case(database, case_id, desk.day)
        sheet = next(one for one in sheets if one.dispute_id == id_)
        found = disputes.contested_of_case(database, case_id, desk.day)
        lines = []
        for claim in sheet.claims:
            now = found[claim.claim_id].value
            parameters = {"number": claim.number, "contested": now.contested, "uncontested": now.uncontested}
            lines.append(line("→ ", desk.say("disputes.then", **parameters), hang=2))
        if sheet.due is not None:
            lines.append(line("→ ", due_line(sheet.due, desk), hang=2))
        return [*lines, line(Span(desk.say("disputes.whole"), "quiet"))]

    return look
