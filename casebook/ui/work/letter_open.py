"""The page of a letter: what it says, what the gate says of it, what became of it, and what is done from there."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.getters import query_one

from casebook.domain.letters.extras import Value
from casebook.domain.letters.kinds import TO_OTHERS, LetterKind
from casebook.domain.letters.proof import Doubt
from casebook.domain.letters.standing import IN_THE_HOUSE, OVER
from casebook.domain.limitation.grade import Grade
from casebook.domain.reading import ReadKind
from casebook.jobs.drafting import Wanted
from casebook.store.actions.letters import ReleaseLetter
from casebook.store.database import Database
from casebook.store.queries import case, letter_log
from casebook.store.queries.letter_card import LetterCard
from casebook.store.readings import Read
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_approval import Asked, act_or_ask
from casebook.ui.dialogs.find import find_party
from casebook.ui.dialogs.key_hints import key_hints
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span, labelled, line
from casebook.ui.screens import working
from casebook.ui.widgets.bars import KeyLine
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import dispatch_acts, letter_acts, letter_enclosing, letter_sending
from casebook.ui.work.letter_acts import card_of, is_unreleased, standing_stops
from casebook.ui.work.letter_enclosing import enclosed_lines
from casebook.ui.work.letter_happened import correction_lines, log_lines
from casebook.ui.work.letter_lines import (
    LABEL,
    dispatch_lines,
    facts_lines,
    part,
    print_lines,
    stop_lines,
    text_lines,
    title,
)
from casebook.ui.work.letter_sending import can_send

if TYPE_CHECKING:
    from casebook.ui.screens.place import Place

Act = Callable[[], Awaitable[bool]]
# In cells: the frame and the room inside it, and the widest that a letter is read at.
_FRAME, _WIDEST = 6, 84


class _Offer(NamedTuple):
    """Something that can be done with a letter, where it is possible now."""

    key: str
    code: str
    act: Callable[[Desk, LetterCard], Awaitable[bool]]
    possible: bool


class OutgoingPage(Reader):
    """All about a letter; `then` says what was chosen to do with it: `release`, `send`, `act`,
    `correct` or `case`."""

    HINTS: ClassVar = (
        "case.proposals",
        "letter.send_now",
        "case.letter",
        "letter.correct",
        "letter.head",
        "bank.open_case",
        "reader.copy",
        "dialog.back",
    )
    CALLED: ClassVar = {"case.proposals": "letter_release", "case.letter": "letter_act"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("plus", "then('release')", "key.letter_release", id="case.proposals", priority=True),
        Binding("w", "then('act')", "key.letter_act", id="case.letter", priority=True),
        place_key("o", "then('case')", "bank.open_case"),
        place_key("c", "then('correct')", "letter.correct"),
        place_key("v", "then('send')", "letter.send_now"),
        place_key("H", "head", "letter.head"),
    ]

    key_line = query_one(KeyLine)

    def __init__(self, desk: Desk, card: LetterCard, lines: Sequence[Line], width: int) -> None:
        super().__init__(desk, title(card.row, desk), lines)
        self._card = card
        self._width = width
        self._whole = False
        self.then = ""

    def on_mount(self) -> None:
        """Name the keys."""
        self.key_line.left = tuple(key_hints(self, self.desk, self.HINTS, self.CALLED))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a letter be released only before it is."""
        if action == "then" and parameters[0] == "release":
            return is_unreleased(self._card)
        if action == "then" and parameters[0] == "send":
            return can_send(self.desk, self._card)
        if action == "then" and parameters[0] == "correct":
            return _left(self._card)
        return super().check_action(action, parameters)

    def action_head(self) -> None:
        """Show the letterhead and the address, or fold them away."""
        self._whole = not self._whole
        self.desk.flow(self._again())

    async def _again(self) -> None:
        self.page.show(await self.desk.read(_page, self._card, self.desk, self._width, whole=self._whole))

    def action_then(self, what: str) -> None:
        """Close, and let what is chosen be done."""
        self.then = what
        self.answer(None)


async def open_letter(place: "Place", letter_id: int) -> None:
    """Show a letter and do what is chosen there, until one turns back."""
    from casebook.ui.screens.case import CaseScreen

    desk = place.desk
    while True:
        card = await card_of(desk, letter_id)
        width = place.app.size.width - _FRAME
        desk.saw(Read(ReadKind.DOCUMENT, card.row.case_id))
        page = OutgoingPage(desk, card, await desk.read(_page, card, desk, width), width)
        await desk.ask(page)
        match page.then:
            case "release":
                await working.own(place, _released(desk, card))
            case "send":
                await working.own(place, _sent(desk, card))
                if desk.errand.is_under_way:
                    return
            case "act":
                await working.own(place, act_on(desk, card))
            case "correct":
                await working.own(place, _corrected(desk, card))
            case "case" if place.at_case != card.row.case_id:
                await place.app.push_screen(CaseScreen(desk, card.row.case_id, "letters"))
                return
            case _:
                return


async def act_on(desk: Desk, card: LetterCard) -> str | None:
    """Ask what is done with a letter, and do it; return what is said then, None for nothing."""
    act = await desk.ask(Pick(desk, title(card.row, desk), entries(desk, card)))
    return desk.say("outbox.saved", title=title(card.row, desk)) if act is not None and await act() else None


def entries(desk: Desk, card: LetterCard) -> list[Entry[Act]]:
    """Return what can be done with a letter as it stands."""
    return [
        Entry(partial(one.act, desk, card), one.key, desk.say(one.code)) for one in _offers(desk, card) if one.possible
    ]


def _offers(desk: Desk, card: LetterCard) -> Iterator[_Offer]:
    row = card.row
    in_house, released = row.state in IN_THE_HOUSE, row.released_on is not None
    waiting = [one for one in card.dispatches if not one.over]
    left = [one for one in card.dispatches if one.sent_on is not None]
    yield _Offer("v", "outbox.release", letter_acts.release, is_unreleased(card))
    yield _Offer("v", "outbox.send_now", letter_sending.send, can_send(desk, card))
    may_pass = any(one.override is not None for one in standing_stops(card))
    yield _Offer("a", "outbox.override", letter_acts.override, may_pass and (in_house or bool(waiting)))
    in_doubt = any(one.doubt is Doubt.OPEN for one in waiting)
    yield _Offer("d", "dispatch.decide", dispatch_acts.decide, in_doubt)
    yield _Offer("m", "outbox.ways", letter_acts.change_ways, in_house)
    yield _Offer("e", "outbox.enclose", letter_enclosing.enclose, is_unreleased(card))
    by_hand = any(dispatch_acts.by_other_hands(desk, one) for one in waiting)
    yield _Offer("s", "dispatch.was_sent", dispatch_acts.sent, released and by_hand)
    printed = any(one.batch_id is not None for one in waiting)
    yield _Offer("u", "dispatch.put_it_back", dispatch_acts.put_back, printed)
    fails = any(one.doubt is not Doubt.OPEN for one in waiting)
    yield _Offer("f", "dispatch.did_fail", dispatch_acts.failed, released and fails)
    unproven = any(one.grade is not Grade.STRONG for one in left)
    yield _Offer("p", "dispatch.prove", dispatch_acts.proven, unproven)
    out = any(one.returned_on is None for one in left)
    yield _Offer("b", "dispatch.came_back", dispatch_acts.returned, out)
    yield _Offer("c", "outbox.correct", correct, bool(left))
    yield _Offer("t", "outbox.withdraw", letter_acts.withdraw, in_house)
    yield _Offer("l", "outbox.log", _log, possible=True)


def _page(_: Database, card: LetterCard, desk: Desk, width: int, *, whole: bool = False) -> list[Line]:
    return page_lines(card, desk, width, whole=whole)


def page_lines(card: LetterCard, desk: Desk, width: int, *, whole: bool = False) -> list[Line]:
    """Return the page: how it stands, what the gate says, what became of it, and the letter, in so many cells.

    It is called where the database is read: a long letter takes a while.
    """
    say, row = desk.say, card.row
    lines = list(facts_lines(row, desk))
    if row.released_on is not None:
        by = card.released_by or say("outbox.by_itself")
        if card.bank_until is not None:
            by = say("outbox.by_itself_on", until=card.bank_until)
        lines.append(labelled(say("letter_page.released"), f"{day(row.released_on, desk)} · {by}", LABEL))
    if card.withdrawn_on is not None:
        said = f"{day(card.withdrawn_on, desk)} · {card.withdrawn_because}"
        lines.append(labelled(say("letter_page.withdrawn"), said, LABEL))
    lines += correction_lines(card, desk)
    if row.state not in OVER and (row.state in IN_THE_HOUSE or card.overrides):
        passed = card.passed
        gate = [*stop_lines(card.stops, desk, passed), *print_lines(card.text, desk)]
        lines += [line(""), *part(say("letter_page.gate"), gate)]
    else:
        lines.append(line(""))
    sent = list(dispatch_lines(card.dispatches, desk))
    if card.awaited and row.grade is not None:
        sent.append(line("· ", say("letter_page.awaited", names=list(card.awaited)), hang=2))
    lines += part(say("letter_page.leaves"), sent)
    lines += enclosed_lines(card.enclosed, desk)
    width = min(width, _WIDEST)
    return [*lines, line(Span("─" * width, "quiet")), *text_lines(card.text, width, desk, whole=whole)]


async def _released(desk: Desk, card: LetterCard) -> str | None:
    """Release a letter that was just read, or ask for approval where it offers more than one may."""
    done = await act_or_ask(desk, ReleaseLetter(card.row.letter_id, card.row.version))
    if done is None or isinstance(done.result, Asked):
        return None
    return desk.say("outbox.released", title=title(card.row, desk))


async def _sent(desk: Desk, card: LetterCard) -> str | None:
    """Let a letter leave by all its ways, or go to the post; say so only of the last, an errand tells of itself."""
    return desk.say("outbox.saved", title=title(card.row, desk)) if await letter_sending.send(desk, card) else None


async def _corrected(desk: Desk, card: LetterCard) -> str | None:
    """Write the letter that corrects one, and say so."""
    return desk.say("outbox.saved", title=title(card.row, desk)) if await correct(desk, card) else None


def _left(card: LetterCard) -> bool:
    return any(one.sent_on is not None for one in card.dispatches)


async def correct(desk: Desk, card: LetterCard) -> bool:
    """Write the letter that corrects one that was sent."""
    from casebook.ui.work.letters import write

    of = await desk.read(case.card, card.row.case_id)
    if of is None:
        return False
    which = [
        Entry(False, "s", desk.say("outbox.correct_same")),
        Entry(True, "v", desk.say("outbox.correct_other")),
    ]
    not_meant = await desk.ask(Pick(desk, f"{desk.say('outbox.correct')} · {title(card.row, desk)}", which))
    if not_meant is None:
        return False
    row, facts = card.row, card.text.facts
    extras: dict[str, Value] = {"corrected_on": row.sent_on}
    to = None if row.kind not in TO_OTHERS else card.addressee_id
    if not_meant:
        to = await _who_got_it(desk, card)
        if to is None:
            return False
        extras["not_meant"] = True
    else:
        extras |= {"corrected_kind": f"letter_kind_{row.kind}", "corrected_reference": facts.case_number}
    wanted = Wanted(
        claim_ids=tuple(one.claim_id for one in facts.claims),
        parties=(card.party_id,),
        to=to,
        language=row.language,
        extras=extras,
        corrects_id=row.letter_id,
    )
    return await write(desk, of, LetterKind.CORRECTIVE, wanted)


async def _who_got_it(desk: Desk, card: LetterCard) -> int | None:
    """Ask who got a letter that was not for him: whom it was addressed to, or somebody else."""
    entries = [
        Entry(card.addressee_id, "1", clean_line(card.row.addressee)),
        Entry(0, "n", desk.say("outbox.correct_another")),
    ]
    chosen = await desk.ask(Pick(desk, desk.say("outbox.correct_to"), entries))
    if chosen == 0:
        return await find_party(desk, desk.say("outbox.correct_to"))
    return chosen


async def _log(desk: Desk, card: LetterCard) -> bool:
    """Show all that happened to the letter, by whom and when."""
    found = await desk.read(letter_log.of_letter, card.row.letter_id)
    heading = f"{desk.say('outbox.log')} · {title(card.row, desk)}"
    await desk.ask(Reader(desk, heading, log_lines(card, found, desk)))
    return False
