"""How a letter is told: to whom and by which ways, what the gate says of it, and what became of each dispatch."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from casebook.domain.finding import HOUSE_RULE, Finding
from casebook.domain.gate import Severity, Stop
from casebook.domain.letters.facts import LetterText
from casebook.domain.letters.kinds import LetterKind, Tone
from casebook.domain.letters.proof import Doubt
from casebook.domain.letters.standing import OVER, LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.letters import plain
from casebook.store.queries.leaving import DispatchRow
from casebook.store.queries.letter_card import OverrideRow
from casebook.store.queries.outbox import OutboxRow, WaitingRow
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, labelled, line
from casebook.ui.widgets.columns import cut

LABEL = 16
# So many claims of a letter that waits are named, and so many such letters.
_NAMED = 3
_NO_REASONS: Mapping[str, OverrideRow] = {}
SIGNS = {
    LetterState.REFUSED: "✗",
    LetterState.PREPARED: "·",
    LetterState.READY: "+",
    LetterState.RELEASED: "→",
    LetterState.SENDING: "→",
    LetterState.IN_DOUBT: "!!",
    LetterState.SENT: "?",
    LetterState.PROVEN: "✓",
    LetterState.RETURNED_UNDELIVERABLE: "!",
    LetterState.WITHDRAWN: "",
    LetterState.CORRECTED: "",
}
STYLES = {
    LetterState.REFUSED: "due",
    LetterState.IN_DOUBT: "urgent",
    LetterState.RETURNED_UNDELIVERABLE: "due",
    LetterState.WITHDRAWN: "quiet",
    LetterState.CORRECTED: "quiet",
}


def kind_word(kind: LetterKind, desk: Desk) -> str:
    """Return what a kind of letter is called."""
    return desk.say(f"word.letter_kind_{kind}")


def ways_said(ways: Iterable[DispatchWay], desk: Desk) -> str:
    """Return ways in which a letter leaves, one after the other."""
    return ", ".join(desk.say(f"word.way_{way}") for way in ways)


def ways_short(ways: Iterable[DispatchWay], desk: Desk) -> str:
    """Return ways in which a letter leaves, as short as they are clear."""
    return "+".join(desk.say(f"word.way_short_{way}") for way in ways)


def partly_gone(row: OutboxRow) -> bool:
    """Tell whether a letter left by some of its ways, and is still to leave by others."""
    return bool(row.gone and row.left) and row.state not in OVER


def gone_said(row: OutboxRow, desk: Desk) -> str:
    """Return by which ways a letter left."""
    return desk.say("outbox.gone", ways=_media(row.gone, desk))


def partly_said(row: OutboxRow, desk: Desk) -> str:
    """Return by which ways a letter left, and by which not."""
    gone, left = _media(row.gone, desk), _media(row.left, desk)
    if gone == left:
        gone, left = ways_short(row.gone, desk), ways_short(row.left, desk)
    return desk.say("outbox.partly_gone", gone=gone, left=left)


def _media(ways: Sequence[DispatchWay], desk: Desk) -> str:
    """Return ways, those of post together as paper."""
    on_paper = (DispatchWay.ORDINARY, DispatchWay.REGISTERED)
    words = (desk.say("outbox.paper" if way in on_paper else f"word.way_short_{way}") for way in ways)
    return "+".join(dict.fromkeys(words))


def state_word(state: LetterState, desk: Desk) -> str:
    """Return how a letter stands."""
    return desk.say(f"word.letter_{state}")


def tone_said(tone: Tone, desk: Desk) -> str:
    """Return how a letter speaks."""
    return desk.say(f"word.tone_{tone}")


def tone_why(found: Finding[Tone], desk: Desk) -> str:
    """Return why a tone is proposed: the last of the reasons."""
    last = found.steps[-1]
    return desk.say(last.code, **last.parameters)


def waiting_lines(waiting: Sequence[WaitingRow], desk: Desk) -> Iterator[Line]:
    """Yield which letters of the kind that is written wait in the outbox already, since when, and about what."""
    for row in waiting[:_NAMED]:
        since, state = row.prepared_on, f"letter_{row.state}"
        said = desk.say("letters.waits", name=clean_line(row.addressee), since=since, state=state)
        numbers = [clean_line(number) for number in row.numbers[:_NAMED]]
        more = len(row.numbers) - len(numbers)
        about = desk.say("letters.waits_about", claims=numbers) if numbers else ""
        rest = desk.say("letters.waits_more", count=more) if more else ""
        yield line(Span(f"! {said}{about}{rest}", "due"), hang=2)
    if len(waiting) > _NAMED:
        yield line(Span(desk.say("letters.waits_more", count=len(waiting) - _NAMED).strip(), "due"))


def title(row: OutboxRow, desk: Desk) -> str:
    """Return which letter it is: what, to whom, and in which case."""
    return f"{row.number} · {kind_word(row.kind, desk)} · {clean_line(row.addressee)}"


def said_of(row: OutboxRow, desk: Desk) -> str:
    """Return how a letter stands, with the day that matters."""
    state = state_word(row.state, desk)
    if partly_gone(row):
        return partly_said(row, desk)
    match row.state:
        case LetterState.PROVEN if row.proven_on is not None:
            return f"{state} {day(row.proven_on, desk)}"
        case LetterState.SENT if row.sent_on is not None:
            return f"{state} {day(row.sent_on, desk)}"
        case LetterState.RELEASED if row.released_on is not None:
            return f"{state} {day(row.released_on, desk)}"
        case _:
            return state


def stop_lines(stops: Sequence[Stop], desk: Desk, overrides: Mapping[str, OverrideRow] = _NO_REASONS) -> Iterator[Line]:
    """Yield what the gate says of a letter: what refuses it and who may let it pass, then what to know."""
    for stop in stops:
        passed = overrides.get(stop.rule)
        source = Span("" if stop.source == HOUSE_RULE else f" ({stop.source})", "quiet")
        said = desk.say(stop.rule, **stop.parameters)
        if passed is not None:
            yield line(Span("~ "), said, source, hang=2)
            person = clean_line(passed.person)
            if passed.role is not None:
                person = f"{person} ({desk.say(f'word.{passed.role}')})"
            told = desk.say("letter_page.overridden", person=person, on=passed.on_day, reason=clean_line(passed.reason))
            yield line("  ", Span(told, "quiet"), hang=2)
        elif stop.severity is Severity.WARNS:
            yield line(Span("! ", "due"), said, source, hang=2)
        else:
            yield line(Span("✗ ", "urgent"), said, source, hang=2)
            if stop.override is not None:
                told = desk.say("letter_page.may_override", role=stop.override.value)
                yield line("  ", Span(told, "quiet"), hang=2)
    if not stops:
        yield line(Span("✓ "), desk.say("letter_page.nothing_stops"))


def print_lines(text: LetterText, desk: Desk) -> Iterator[Line]:
    """Yield which signs of a letter no font has: on paper they are lost."""
    from casebook.letters.typeset import not_printable

    signs = not_printable(text)
    if signs:
        said = desk.say("letter_page.not_printable", signs=" ".join(signs))
        yield line(Span("! ", "due"), said, hang=2)


def text_lines(text: LetterText, width: int, desk: Desk, *, whole: bool = False) -> list[Line]:
    """Return a letter as it reads, for pages of so many cells; all above its subject in one line, or the `whole`."""
    if whole:
        return [line(clean(one)) for one in plain.lines(text, width)]
    to = text.facts.addressee
    where = ", ".join(map(clean_line, to.lines)) or clean_line(to.name)
    above = desk.say("letter_page.above", sender=text.facts.sender.name, to=where)
    return [
        line(Span(cut(above, width).rstrip(), "quiet")),
        *map(line, map(clean, plain.body_lines(text, width))),
    ]


def dispatch_lines(rows: Sequence[DispatchRow], desk: Desk) -> Iterator[Line]:
    """Yield each way in which a letter leaves, and what became of it."""
    for row in rows:
        way = desk.say(f"word.way_{row.way}")
        to = f" {clean_line(row.to)}" if row.to else ""
        yield line(f"  {way}{to}", Span(" · ", "quiet"), *_became(row, desk), hang=4)


def became(row: DispatchRow, desk: Desk) -> str:
    """Return what became of a dispatch."""
    return "".join(span.text for span in _became(row, desk))


def _became(row: DispatchRow, desk: Desk) -> Iterator[Span]:
    say = desk.say
    if row.doubt is Doubt.OPEN:
        yield Span(say("dispatch_line.in_doubt"), "urgent")
    elif row.failed_on is not None:
        yield Span(say("dispatch_line.failed", on=row.failed_on, reason=row.failed_because), "due")
    elif row.sent_on is None:
        code = "printed" if row.batch_id is not None else "sending" if row.sending_at is not None else "waits"
        yield Span(say(f"dispatch_line.{code}"), "quiet")
    else:
        yield Span(say("dispatch_line.sent", on=row.sent_on))
        if row.tracking:
            yield Span(f", {say('told.tracking', number=row.tracking)}", "quiet")
    if row.returned_as is not None and row.returned_on is not None:
        why = f"returned_{row.returned_as}"
        yield Span(f", {say('dispatch_line.returned', on=row.returned_on, why=why)}", "due")
    if row.received_on is not None:
        yield Span(f", {say('dispatch_line.received', on=row.received_on)}")
    if row.answered_on is not None:
        yield Span(f", {say('dispatch_line.answered', on=row.answered_on)}")
    if row.grade is not None:
        yield Span(f", {say('dispatch_line.grade', grade=row.grade)}")


def facts_lines(row: OutboxRow, desk: Desk) -> Iterator[Line]:
    """Yield how a letter stands, and the days of its life so far."""
    say = desk.say
    sign = SIGNS[row.state]
    yield labelled(
        say("letter_page.state"), Span(f"{sign} {said_of(row, desk)}".strip(), STYLES.get(row.state, "")), LABEL
    )
    role = f" ({say(f'word.{row.role}')})" if row.role is not None else ""
    yield labelled(say("letter_page.to"), clean_line(row.addressee) + role, LABEL)
    yield labelled(say("letter_page.ways"), ways_said(row.ways, desk), LABEL)
    yield labelled(say("letter_page.prepared"), day(row.prepared_on, desk), LABEL)
    if row.needed_by is not None:
        yield labelled(say("letter_page.needed_by"), day(row.needed_by, desk), LABEL)


def part(heading: str, lines: Iterable[Line]) -> list[Line]:
    """Return lines under their heading, with room below."""
    return [head(heading), *lines, EMPTY]
