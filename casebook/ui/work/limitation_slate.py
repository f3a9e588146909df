"""Which claims a clean slate does not cover, and why."""

from casebook.domain.limitation.facts import SlateException
from casebook.store.actions.claims import ExceptFromSlate
from casebook.store.queries import bookings, claim_facts, clean_slate
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import ChoiceField, TextField
from casebook.ui.work.claim import SeenClaim
from casebook.ui.work.claim_fields import of_claim, pick_claim
from casebook.ui.work.kinds import words_of
from casebook.ui.work.limitation_subject import Subject


async def except_from_slate(desk: Desk, about: Subject) -> bool:
    """Ask which claim a clean slate does not cover and why, or that it does, and record it."""
    heading = about.heading("limitation_form.slate", desk)
    sheets = await desk.read(bookings.sheets, about.card.case_id, desk.day)
    sheet = await pick_claim(desk, heading, sheets, lambda one: one.open.total)
    if sheet is None:
        return False
    known = (await desk.read(clean_slate.excepted, about.card.case_id)).get(sheet.claim_id)
    seen = SeenClaim(desk, await desk.read(claim_facts.stored, sheet.claim_id))
    grounds = [(None, desk.say("limitation_form.slate_covers")), *words_of(SlateException, desk)]
    ground = ChoiceField(desk.say("limitation_form.slate_ground"), grounds, known or SlateException.FINE)
    reason = TextField(desk.say("money.reason"), required=True)
    dialog = Form(
        desk,
        heading,
        [ground, reason],
        lambda: ExceptFromSlate(sheet.claim_id, seen.claim.version, ground.value, reason.value),
        about=of_claim(desk, sheet),
        foresee=about.foresee(desk, event=False),
        renew=seen.renew,
    )
    return await desk.ask(dialog) is not None
