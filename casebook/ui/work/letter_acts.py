"""What is done with a letter in the house: released, let pass, sent another way, or not sent after all."""

from collections.abc import Sequence

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.gate import Stop, refused
from casebook.domain.letters.facts import LetterText
from casebook.domain.letters.standing import IN_THE_HOUSE, LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import Refused
from casebook.store.actions.letters import ChangeWays, OverrideStop, ReleaseLetter, WithdrawLetter
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import letter_card
from casebook.store.queries.letter_card import LetterCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee, Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, line
from casebook.ui.widgets.fields import LongTextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.letter_enclosing import enclosed_lines
from casebook.ui.work.letter_form import ways_field
from casebook.ui.work.letter_lines import facts_lines, print_lines, said_of, stop_lines, title, ways_said


async def card_of(desk: Desk, letter_id: int) -> LetterCard:
    """Return a letter as it is now. Raises `Refused` where it is there no more."""
    card = await desk.read(letter_card.letter, letter_id, desk.day)
    if card is None:
        raise Refused("letter.gone", source=HOUSE_RULE)
    return card


def is_unreleased(card: LetterCard) -> bool:
    """Tell whether a letter is still to be released."""
    return card.row.state in IN_THE_HOUSE and card.row.state is not LetterState.RELEASED


def standing_stops(card: LetterCard) -> Sequence[Stop]:
    """Return what refuses a letter now and nobody let pass."""
    return refused(card.stops, card.passed)


class ReleaseForm(Form):
    """The form that releases a letter."""

    SAVES = "hint.letter_release"


async def release(desk: Desk, card: LetterCard, warned: Sequence[Line] = ()) -> bool:
    """Show to whom a letter goes and what the gate says of it, and release it. Raises `Refused` once it is released.

    What it offers may be beyond the mandate: then approval is asked. `warned` is what stands below what the gate says.
    """
    if not is_unreleased(card):
        raise Refused("outbox.none_to_release", source=HOUSE_RULE)
    facts = list(facts_lines(card.row, desk))
    said = [*stop_lines(card.stops, desk, card.passed), *warned, *await desk.read(_print, card.text, desk)]
    # With what goes along it is longer than a low screen: what the gate says may not stand below its edge.
    about = [*said, *facts, *enclosed_lines(card.enclosed, desk)] if card.enclosed else [*facts, *said]
    form = ReleaseForm(
        desk,
        f"{desk.say('outbox.release')} · {title(card.row, desk)}",
        (),
        lambda: ReleaseLetter(card.row.letter_id, card.row.version),
        about=about,
    )
    return await desk.ask(form) is not None


def _print(_: Database, text: LetterText, desk: Desk) -> list[Line]:
    return list(print_lines(text, desk))


async def withdraw(desk: Desk, card: LetterCard) -> bool:
    """Ask why a letter is not sent after all, and withdraw it."""
    reason = LongTextField(desk.say("outbox.why"), required=True)
    row = card.row
    form = Form(
        desk,
        f"{desk.say('outbox.withdraw')} · {title(row, desk)}",
        [reason],
        lambda: WithdrawLetter(row.letter_id, row.version, reason.value),
        about=list(facts_lines(row, desk)),
    )
    return await desk.ask(form) is not None


async def override(desk: Desk, card: LetterCard) -> bool:
    """Ask which rule a letter may pass all the same, and why."""
    stops = [one for one in standing_stops(card) if one.override is not None]
    if not stops:
        raise Refused("letter.no_override", source=HOUSE_RULE)
    heading = f"{desk.say('outbox.override')} · {title(card.row, desk)}"
    stop: Stop | None = stops[0]
    if len(stops) > 1:
        entries = [Entry(one, key_at(at), desk.say(one.rule, **one.parameters)) for at, one in enumerate(stops)]
        stop = await desk.ask(Pick(desk, heading, entries))
    if stop is None:
        return False
    rule, reason = stop.rule, LongTextField(desk.say("outbox.why"), required=True)
    form = Form(
        desk,
        heading,
        [reason],
        lambda: OverrideStop(card.row.letter_id, card.row.version, rule, reason.value),
        about=list(stop_lines([stop], desk)),
        foresee=letter_after(desk, card.row.letter_id),
    )
    return await desk.ask(form) is not None


async def change_ways(desk: Desk, card: LetterCard) -> bool:
    """Ask by which ways a letter leaves."""
    row = card.row
    seen = tuple(dict.fromkeys(DispatchWay(one.way) for one in card.dispatches if one.waits))
    ways = ways_field(desk, "", seen or tuple(row.ways), mail=bool(card.mail))
    form = Form(
        desk,
        f"{desk.say('outbox.ways')} · {title(row, desk)}",
        [ways],
        lambda: ChangeWays(row.letter_id, row.version, ways.value, seen),
        foresee=letter_after(desk, row.letter_id),
    )
    return await desk.ask(form) is not None


def letter_after(desk: Desk, letter_id: int) -> Foresee:
    """Return what shows how a letter stands after an act, and what the gate says of it then."""

    def look(database: Database, _done: Done) -> Sequence[Line]:
        card = letter_card.letter(database, letter_id, desk.day)
        assert card is not None, "it was there a moment ago"
        stops = stop_lines(card.stops, desk, card.passed)
        return [line("→ ", said_of(card.row, desk), f" · {ways_said(card.row.ways, desk)}", hang=2), *stops]

    return look
