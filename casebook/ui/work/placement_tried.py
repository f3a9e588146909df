"""What placing many cases would come to: which can be placed, which with a reason, and which not and why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import CasebookError, Refused, StoreError
from casebook.store.actions.placements import PreparePlacement
from casebook.store.perform import Done, record_refused
from casebook.store.queries.marked import MarkedCase
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_approval import may_be_asked
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.fields import Field
from casebook.ui.work.placement_form import Passing, with_reasons

T = TypeVar("T")

# So often it is told how far it is.
_EVERY = 10
# Stands for a reason while it is tried what else a placement lacks.
_SOME = "?"


class Tried(NamedTuple):
    """A placement that was tried and taken back: what a reason would pass, and what it is refused for all the same."""

    command: PreparePlacement
    lacks: Mapping[str, CasebookError]
    refused: CasebookError | None = None


async def able(
    desk: Desk, wanted: Sequence[PreparePlacement], cases: Sequence[MarkedCase]
) -> tuple[list[PreparePlacement], dict[int, CasebookError]]:
    """Return the placements that can be made, with reasons asked for once, and by case why the others are refused.

    Nothing is placed by it. Raises `Refused` where one turns back from giving the reasons.
    """
    passing = Passing(desk)
    tried = [await _tried(desk, command, passing) for command in telling(desk, wanted)]
    lacking = [one for one in tried if one.lacks and one.refused is None]
    if lacking:
        await _ask(desk, passing, tried, cases)
    placed: list[PreparePlacement] = []
    refused: dict[int, CasebookError] = {}
    for one in tried:
        command = passing.passed(one.command, one.lacks)
        why = one.refused or _without_reason(one, command)
        if why is None:
            placed.append(command)
        else:
            refused[command.case_id] = why
    return placed, refused


def telling(desk: Desk, many: Sequence[T]) -> Iterator[T]:
    """Yield one after another what is tried of many, and tell how far it is."""
    for done, one in enumerate(many):
        if done % _EVERY == 0:
            desk.tell(desk.say("placement_split.under_way", done=done, count=len(many)))
        yield one


async def refusal(desk: Desk, wanted: object) -> CasebookError | None:
    """Return why a command would be refused, None where it would be done; what stands on record as tried, does."""
    try:
        await desk.rehearse(wanted, lambda _, __: None, derive=False)
    except StoreError:
        raise
    except CasebookError as error:
        await desk.write(record_refused, desk.session.actor, desk.day, wanted, error)
        return error
    return None


async def _tried(desk: Desk, wanted: PreparePlacement, passing: Passing) -> Tried:
    """Return all that a placement lacks: with a reason for one thing it may be refused for the next."""
    lacks: dict[str, CasebookError] = {}
    while (error := await refusal(desk, with_reasons(wanted, dict.fromkeys(lacks, _SOME)))) is not None:
        name = passing.name(error)
        if name is None or name in lacks:
            # Who may pass nothing is told what lacks: to that he can see himself.
            passes_nothing = lacks and may_be_asked(wanted, error)
            return Tried(wanted, lacks, next(iter(lacks.values())) if passes_nothing else error)
        lacks[name] = error
    return Tried(wanted, lacks)


async def _ask(desk: Desk, passing: Passing, tried: Sequence[Tried], cases: Sequence[MarkedCase]) -> None:
    """Ask in one form for the reasons to pass what some of them lack."""
    lacking = [one for one in tried if one.lacks and one.refused is None]
    for one in lacking:
        for error in one.lacks.values():
            passing.refused(error)

    async def act(_: Any) -> Done:
        return Done(None, None, None)

    heading = desk.say("placement.batch_reasons", count=len(lacking))
    fields: list[Field[Any]] = passing.fields
    form = Form(desk, heading, fields, lambda: (), about=list(_about(desk, tried, lacking, cases)), act=act)
    if await desk.ask(form) is None:
        raise Refused("placement.batch_waits", source=HOUSE_RULE)


def _about(desk: Desk, tried: Sequence[Tried], lacking: Sequence[Tried], cases: Sequence[MarkedCase]) -> list[Line]:
    """Return what is lacking of which cases, and how many others there are."""
    numbers = {one.case_id: clean_line(one.number) for one in cases}
    lines = [line(desk.say("placement.batch_lacks"))]
    for name in dict.fromkeys(name for one in lacking for name in one.lacks):
        of_name = [numbers[one.command.case_id] for one in lacking if name in one.lacks]
        lines.append(head(desk.say(f"placement.lacks_{name}", count=len(of_name))))
        lines.append(line("  ", ", ".join(of_name), hang=2))
    refused = sum(one.refused is not None for one in tried)
    others = len(tried) - len(lacking) - refused
    if others or refused:
        lines.append(line(Span(desk.say("placement.batch_others", able=others, refused=refused), "quiet")))
    return [*lines, EMPTY]


def _without_reason(one: Tried, command: PreparePlacement) -> CasebookError | None:
    """Return the first thing a placement lacks for which no reason was given."""
    return next((error for name, error in one.lacks.items() if not getattr(command, name).strip()), None)
