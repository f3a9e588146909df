"""What the forms of an arrangement share: the arrangement as it was seen, and how it stands then."""

from collections.abc import Callable, Sequence

from casebook import format as form
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import arrangement_standing
from casebook.store.queries.arrangement_standing import Standing
from casebook.store.queries.case import CaseCard
from casebook.text import clean_line
from casebook.ui.case_tabs.arrangement_lines import state_of, title, whys
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee, Form
from casebook.ui.prose import Line, labelled, line
from casebook.ui.widgets.fields import LongTextField
from casebook.ui.work.seen import SeenRow

_LABEL = 22


def heading(code: str, desk: Desk, card: CaseCard) -> str:
    """Return the heading of a form: what it does, and in which case."""
    said = desk.say(code)
    return f"{said[0].upper()}{said[1:]} · {card.number} {clean_line(card.name)}"


def seen(
    desk: Desk, card: CaseCard, standing: Standing, said: Callable[[Standing], str] | None = None
) -> SeenRow[Standing]:
    """Return what a form knows of an arrangement; `said` tells how it is now, without it its state does."""

    async def again() -> Standing | None:
        found = await desk.read(arrangement_standing.of_case, card.case_id, desk.day)
        return next((one for one in found if one.plan.id == standing.plan.id), None)

    def told(now: Standing | None) -> str:
        if now is None:
            return desk.say("arrangements.gone")
        return state_of(now, desk).text if said is None else said(now)

    return SeenRow(desk, standing, again, told)


def version(row: SeenRow[Standing]) -> int:
    """Return the version of an arrangement that was seen; 0, which none has, where it is gone."""
    return 0 if row.row is None else row.row.plan.version


def about(desk: Desk, standing: Standing) -> list[Line]:
    """Return which arrangement a form is about, and how it stands."""
    plan = standing.plan
    lines = [labelled(desk.say("arrangements.of"), title(standing, desk), _LABEL)]
    if not plan.party_is_debtor:
        lines.append(labelled(desk.say("arrangements.with"), clean_line(plan.party), _LABEL))
    lines.append(labelled(desk.say("arrangements.state"), state_of(standing, desk), _LABEL))
    if standing.now.rest and plan.agreed_on is not None:
        rest = form.money(standing.now.rest, desk.language)
        lines.append(labelled(desk.say("arrangements.rest"), rest, _LABEL))
    return lines


def foreseen(desk: Desk, card: CaseCard, arrangement_id: int) -> Foresee:
    """Return what shows how the arrangement stands after the act."""
    # What an arrangement books has the day of today, whatever day is typed: that is in no month that is closed.

    def look(database: Database, _done: Done) -> Sequence[Line]:
        found = arrangement_standing.of_case(database, card.case_id, desk.day)
        standing = next(one for one in found if one.plan.id == arrangement_id)
        return [line("→ ", state_of(standing, desk)), *(line("→ ", why, hang=2) for why in whys(standing, desk))]

    return look


async def ask_why(  # noqa: PLR0913 what is asked about, and what is said of it
    desk: Desk,
    card: CaseCard,
    standing: Standing,
    code: str,
    command: Callable[[int, str], object],
    *,
    does: Sequence[Line] = (),
) -> bool:
    """Ask for the reason of an act, and perform it; `command` makes it from the version seen and the reason.

    `does` says what the act does, beside how the arrangement stands after it.
    """
    row = seen(desk, card, standing)
    reason = LongTextField(desk.say("arrangements.why"), required=True)
    dialog = Form(
        desk,
        heading(code, desk, card),
        [reason],
        lambda: command(version(row), reason.value),
        about=[*about(desk, standing), *does],
        foresee=foreseen(desk, card, standing.plan.id),
        renew=row.renew,
    )
    return await desk.ask(dialog) is not None
