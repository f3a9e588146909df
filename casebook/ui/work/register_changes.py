"""Publications of the insolvency register that wait: what one says, and accepting or refusing one or several."""

from collections.abc import Iterator, Sequence
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import Match
from casebook.domain.insolvency.register_codes import BY_DAY, MEANINGS, Does
from casebook.domain.insolvency.register_match import CONFIDENCE
from casebook.errors import Refused
from casebook.store.actions.register import AcceptPublication, RefusePublication
from casebook.store.queries.register import ChangeCard, ChangeRow
from casebook.store.register_copies import CopiedPublication
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import EMPTY, Line, Span, head, labelled, line
from casebook.ui.widgets.fields import DayField, Field, LongTextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.together import Decided, Work, together

_LABEL = 26
_ACCEPT, _REFUSE = "accept", "refuse"
_NOT_DONE, _OTHER = "register.not_done", "register.other_count"


async def decide(desk: Desk, chosen: Sequence[ChangeRow]) -> Decided | None:
    """Ask whether publications are accepted or refused, and do it as one step; None where one turned back.

    Of several those that are matched by a name alone, need a day, or have a code that we do not know are left: each of
    these is read and judged by itself.
    """
    one = chosen[0] if len(chosen) == 1 else None
    heading = told(one) if one else desk.say("register.many", count=len(chosen))
    entries = [
        Entry(_ACCEPT, "+", desk.say("register.accept_do")),
        Entry(_REFUSE, "-", desk.say("register.refuse_do")),
    ]
    found = await desk.ask(Pick(desk, heading, entries, about=sure(one, desk) if one else ""))
    if found == _REFUSE:
        return await _refuse(desk, chosen)
    return None if found is None else await _accept(desk, chosen)


def told(row: ChangeRow) -> str:
    """Return what a publication says in a line: of whom, of which proceeding, and what."""
    return f"{clean_line(row.name)} · {row.register_number} · {clean_line(row.text) or row.meaning}"


def sure(row: ChangeRow, desk: Desk) -> str:
    """Return by what a publication is taken for one of this debtor, and how sure that is, in words."""
    by = desk.say(f"word.insolvency_match_{row.matched_by}")
    said = desk.say("register.matched", by=by, sure=CONFIDENCE[row.matched_by], registered=row.registered_name)
    return f"{said} {desk.say('register.never_sure')}" if row.matched_by is Match.NAME else said


def change_lines(card: ChangeCard, desk: Desk) -> list[Line]:
    """Return all there is to say of a publication: what it does, how it was matched, and the others beside it."""
    row = card.row
    lines = [
        Line((Span(clean_line(row.name), "head"),), right=(Span(row.register_number, "strong"),)),
        line(Span(clean_line(row.text, 600) or row.meaning, "strong"), hang=2),
        labelled("  " + desk.say("register.does"), does(row, desk), _LABEL),
        labelled(
            "  " + desk.say("register.whose"),
            Span(sure(row, desk), "due" if row.matched_by is Match.NAME else ""),
            _LABEL,
        ),
        labelled("  " + desk.say("register.published"), day(row.published_on, desk), _LABEL),
        labelled("  " + desk.say("register.reference"), row.reference, _LABEL),
    ]
    if card.copy.court:
        lines.append(labelled("  " + desk.say("register.court"), clean_line(card.copy.court), _LABEL))
    acting = desk.say("register.acting")
    lines += [labelled("  " + acting, clean_line(one.name), _LABEL) for one in card.copy.acting]
    if row.lacks_day:
        lines.append(line(Span("  " + desk.say("register.needs_day"), "due"), hang=2))
    lines += _to_read(row, desk)
    return [*lines, EMPTY, *_all(card, desk)]


def does(row: ChangeRow, desk: Desk) -> str:
    """Return in words what accepting a publication does."""
    meaning = MEANINGS.get(row.code)
    known = meaning if meaning is not None and meaning.kind is row.kind else None
    said = desk.say(f"word.register_does_{known.does if known else Does.NOTE}")
    if known is not None and known.outcome is not None:
        said += f": {desk.say(f'word.insolvency_end_{known.outcome}')}"
    days = row.publication.days
    by_day = known is not None and known.does in BY_DAY and days
    return f"{said} · {day(days[0], desk)}" if by_day else said


def _to_read(row: ChangeRow, desk: Desk) -> list[Line]:
    """Return that nothing follows from a publication until somebody read it, where we do not know its code."""
    if not row.is_unknown:
        return []
    return [line(Span("  ! " + desk.say("register.unknown_code", code=clean_line(row.code)), "due"), hang=4)]


def _all(card: ChangeCard, desk: Desk) -> Iterator[Line]:
    if len(card.publications) > 1:
        yield head(desk.say("register.all"))
        for one in card.publications:
            yield _publication(one, desk)


def _publication(one: CopiedPublication, desk: Desk) -> Line:
    state = {None: "", 1: desk.say("register.accepted"), 0: desk.say("register.refused")}[one.accepted]
    said = clean_line(one.text, 300) + (f" ({state})" if state else "")
    return line(f"  {day(one.published_on, desk)}  ", Span(said, "" if one.accepted is None else "quiet"), hang=4)


async def _accept(desk: Desk, chosen: Sequence[ChangeRow]) -> Decided | None:
    if len(chosen) == 1:
        row = chosen[0]
        fields: list[Field[Any]] = []
        on = DayField(desk.say("register.on_day"), desk, desk.day, past=True)
        if row.lacks_day:
            fields.append(on)
        about = [
            line(Span(clean_line(row.text, 600) or row.meaning, "strong"), hang=2),
            labelled(desk.say("register.does"), does(row, desk), _LABEL),
            line(sure(row, desk), hang=2),
            *_to_read(row, desk),
            EMPTY,
        ]
        form = Form(
            desk,
            desk.say("register.accept_heading", name=row.name, number=row.register_number),
            fields,
            lambda: AcceptPublication(row.party_id, row.reference, on.value if row.lacks_day else None),
            about=about,
        )
        return None if await desk.ask(form) is None else Decided([row.id], desk.say("register.accepted_count", count=1))
    sure_ones = [row for row in chosen if not (row.matched_by is Match.NAME or row.lacks_day or row.is_unknown)]
    if not sure_ones:
        raise Refused("register.none_together", source=HOUSE_RULE)
    work = Work("register.accept_many", "register.accepted_count", _NOT_DONE, _OTHER, _accepting, told)
    left = len(chosen) - len(sure_ones)
    about = [line(Span(desk.say("register.left_out", count=left), "due"), hang=2)] if left else []
    return await together(desk, work, _in_order(sure_ones), about)


def _accepting(row: ChangeRow) -> AcceptPublication:
    return AcceptPublication(row.party_id, row.reference)


async def _refuse(desk: Desk, chosen: Sequence[ChangeRow]) -> Decided | None:
    reason = LongTextField(desk.say("register.reason"), required=True)

    def refusing(row: ChangeRow) -> RefusePublication:
        return RefusePublication(row.party_id, row.reference, reason.value)

    work = Work("register.refuse_many", "register.refused_count", _NOT_DONE, _OTHER, refusing, told, [reason])
    return await together(desk, work, _in_order(chosen))


def _in_order(rows: Sequence[ChangeRow]) -> list[ChangeRow]:
    """Return publications in the order of their days: a start comes before its end."""
    return sorted(rows, key=lambda row: (row.published_on, row.reference))
