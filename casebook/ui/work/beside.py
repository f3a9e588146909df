"""What letting go of claims does to each who, or what, stands beside the debtor of a case."""

from collections.abc import Sequence
from typing import Any

from casebook.errors import CasebookError
from casebook.store import beside
from casebook.store.actions.beside import AnswerBeside
from casebook.store.models.arrangements import RemissionAnswerKind
from casebook.store.perform import Done
from casebook.store.queries.case import CaseCard
from casebook.text import clean_line
from casebook.ui.case_tabs.arrangement_lines import beside_said
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import line
from casebook.ui.widgets.fields import Field, TextField
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.kinds import words_of

_ANSWERS = {one: f"remission_{one}" for one in RemissionAnswerKind}
_NAME = 20


async def answer(desk: Desk, card: CaseCard) -> bool:
    """Ask of every guarantor, co-debtor, security and insurer what letting go of claims does to it."""
    known = await desk.read(beside.of_case, card.case_id, desk.day)
    words = words_of(RemissionAnswerKind, desk, _ANSWERS)
    asked = [
        (
            one,
            AnswerField[RemissionAnswerKind](desk, clean_line(one.name, _NAME), words, one.answer),
            TextField("  " + desk.say("arrangements.text"), one.text),
        )
        for one in known
    ]
    fields: list[Field[Any]] = [field for _, chosen, text in asked for field in (chosen, text)]

    def commands() -> list[object]:
        return [
            AnswerBeside(card.case_id, one.beside, one.beside_id, chosen.answer, text.value, one.version)
            for one, chosen, text in asked
            if (chosen.answer, text.value) != (one.answer, one.text) or one.version is None
        ]

    async def act(answers: Sequence[object]) -> Done:
        """Perform the answers as one step."""
        done = Done(None, None, None)
        for _, outcome in await desk.act_all(answers, lambda _: None):
            if isinstance(outcome, CasebookError):
                raise outcome
            done = outcome
        return done

    heading = desk.say("beside.heading", number=card.number, name=card.name)
    about = [line(beside_said(one, desk)) for one in known]
    return await desk.ask(Form(desk, heading, fields, commands, about=about, act=act)) is not None
