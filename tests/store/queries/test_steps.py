"""What can be taken back and done again, in words."""

from datetime import timedelta

from casebook import words
from casebook.store.actions.cases import SetNextAction
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.models.cases import NextKind
from casebook.store.perform import perform_all
from casebook.store.queries import steps
from casebook.store.queries.steps import Step
from tests.store.actions.desk import TODAY, Desk


def to_undo(desk: Desk) -> Step:
    found = steps.to_undo(desk.database, desk.actor.person or 0)
    assert found is not None
    return found


def to_redo(desk: Desk) -> Step | None:
    return steps.to_redo(desk.database, desk.actor.person or 0)


def test_the_last_step_is_told_with_its_case(desk: Desk) -> None:
    version = desk.version("cases", desk.case)
    desk.act(SetNextAction(desk.case, version, TODAY + timedelta(days=3), NextKind.CALL))
    found = to_undo(desk)
    number = desk.database.value("SELECT number FROM cases WHERE id = ?", (desk.case,))
    assert (found.first.case_number, found.lines, found.cases) == (number, 1, (desk.case,))
    assert words.say(found.first.code, found.first.parameters, "nl").startswith("volgende actie: bellen op 24-11-2026")


def test_a_bulk_is_one_step_of_many_lines(desk: Desk) -> None:
    other = desk.second_case()
    bulk = [AddNote(case, text) for case in (desk.case, other) for text in "ab"]
    list(perform_all(desk.database, desk.actor, TODAY, bulk))
    found = to_undo(desk)
    assert (found.lines, found.cases) == (4, (desk.case, other))


def test_only_what_was_just_taken_back_is_done_again(desk: Desk) -> None:
    assert to_redo(desk) is None
    for text in "ab":
        desk.act(AddNote(desk.case, text))
    second = to_undo(desk)
    desk.act(UndoStep(second.step))
    first = to_undo(desk)
    desk.act(UndoStep(first.step))
    again = to_redo(desk)
    assert again is not None
    assert again.step == first.step
    desk.act(RedoStep(first.step))
    again = to_redo(desk)
    assert again is not None
    assert again.step == second.step
    desk.act(AddNote(desk.case, "c"))
    assert to_redo(desk) is None


def test_who_did_nothing_has_nothing_to_take_back(desk: Desk) -> None:
    assert steps.to_undo(desk.database, 99) is None
