"""Withdrawing what was promised, before its day."""

from casebook.domain.promises import PromiseState
from casebook.store.actions.promises import WithdrawPromise
from casebook.store.queries import promises
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import line
from casebook.ui.widgets.fields import TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.questions import fill, pick


async def withdraw(desk: Desk, card: CaseCard) -> bool:
    """Ask which promise nobody counts on any more, and why."""
    found = await desk.read(promises.of_case, card.case_id, desk.day)
    still = [
        one for one in found if one.standing.state is PromiseState.OPEN and one.standing.promise.due_on >= desk.day
    ]
    if not still:
        desk.tell(desk.say("promises.none"), trouble=True)
        return False
    chosen = still[0]
    if len(still) > 1:
        entries = [
            Entry(
                one,
                str(number),
                desk.say("promises.line", amount=one.standing.promise.cents, due=one.standing.promise.due_on),
            )
            for number, one in enumerate(still[:9], 1)
        ]
        picked = await pick(desk, Pick(desk, desk.say("promises.which", number=card.number, name=card.name), entries))
        if picked is None:
            return False
        chosen = picked
    why = TextField(desk.say("promises.reason"), required=True)
    heading = desk.say("promises.withdraw_heading", number=card.number, name=card.name)
    promise = chosen.standing.promise
    about = [line(desk.say("promises.line", amount=promise.cents, due=promise.due_on))]
    form = Form(desk, heading, [why], lambda: WithdrawPromise(promise.id, chosen.version, why.value), about=about)
    return await fill(desk, form) is not None
