"""Set-off: what is set off is shown with its conditions first, then the declaration; once it left it is booked."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from casebook import format as form
from casebook.domain.letters.extras import NamedAmount, Value
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents
from casebook.domain.set_off import Verdict
from casebook.errors import InputError
from casebook.jobs.drafting import Wanted
from casebook.store.actions.set_off_letters import ORIGIN
from casebook.store.actions.set_offs import SetOffBooked, SetOffClaim, SetOffShare, TakeBackSetOff
from casebook.store.contra import ContraRow
from casebook.store.database import Database
from casebook.store.models.cases import Channel
from casebook.store.perform import Done
from casebook.store.queries import bookings, received, set_offs
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.case import CaseCard
from casebook.store.queries.set_offs import Candidate, SetOffRow
from casebook.text import clean_line
from casebook.ui.case_tabs.about.contra import item_line
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, Span, head, labelled, line
from casebook.ui.widgets.fields import AmountField, Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import letter_known
from casebook.ui.work.claim_fields import ClaimsField
from casebook.ui.work.closed_month import late_lines
from casebook.ui.work.contra import pick_item
from casebook.ui.work.letter_settings import letter_settings
from casebook.words import LANGUAGES, say


async def declare(desk: Desk, card: CaseCard, sheets: Sequence[ClaimSheet], owed: Sequence[ContraRow]) -> bool:
    """Ask what is set off against which claims, show the declaration, and prepare it."""
    item = await pick_item(desk, card, owed)
    if item is None:
        return False
    found = await desk.read(set_offs.candidates, card.case_id, item, desk.day)
    possible = [one for one in found if one.possible]
    if not possible:
        desk.tell(_why_none(desk, item, found), trouble=True)
        return False
    planned = await _plan(desk, card, item, sheets, found)
    if planned is None:
        return False
    wanted = await desk.rehearse(planned, partial(_wanted, desk, card, item, planned))
    return await letter_known.prepare(desk, card, LetterKind.SET_OFF, wanted)


async def take_back(desk: Desk, card: CaseCard, found: Sequence[SetOffRow]) -> bool:
    """Ask which set-off was declared wrongly and why, and take it back."""
    heading = _heading(desk, card, "set_off_form.take_back")
    entries = [Entry(one, "", _name(one, desk)) for one in found]
    chosen = found[0] if len(found) == 1 else await desk.ask(Pick(desk, heading, entries, search=True))
    if chosen is None:
        return False
    last_entry = await desk.read(received.last_entry)

    def look(database: Database, _done: Done) -> list[Line]:
        return [*late_lines(database, desk, card.case_id, last_entry), _open_then(desk, database, card)]

    reason = TextField(desk.say("money.reason"), required=True)
    dialog = Form(
        desk,
        heading,
        [reason],
        lambda: TakeBackSetOff(chosen.set_off_id, chosen.version, reason.value),
        about=[line(_name(chosen, desk)), line(Span(desk.say("set_off_form.as_if_never"), "quiet"))],
        foresee=look,
        whole=True,
    )
    return await desk.ask(dialog) is not None


async def _plan(
    desk: Desk, card: CaseCard, item: ContraRow, sheets: Sequence[ClaimSheet], found: Sequence[Candidate]
) -> SetOffClaim | None:
    """Ask how much of an item goes to which claims, with the conditions; nothing is booked yet."""
    possible = [one for one in found if one.possible]
    named = {one.claim_id for one in possible}
    some = [sheet for sheet in sheets if sheet.claim_id in named]
    most = Cents(min(item.left, sum(one.most for one in possible)))
    needs = any(one.finding.value.verdict is Verdict.WITH_REASON for one in possible)
    claims = ClaimsField(
        desk.say("set_off_form.claims"), some, ", ".join(_in_order(possible, some, most)), required=True
    )
    cents = AmountField(desk.say("money.amount"), desk, most)
    reason = TextField(desk.say("money.reason"), required=needs)
    last_entry = await desk.read(received.last_entry)

    def command() -> SetOffClaim:
        shares = _shares(possible, claims.value, cents.value, desk)
        return SetOffClaim(card.case_id, item.item_id, shares, desk.day, Channel.LETTER, reason.value)

    def look(database: Database, done: Done) -> list[Line]:
        late = late_lines(database, desk, card.case_id, last_entry)
        return [*late, *_foreseen(desk, database, card, done.result, found)]

    async def keep(planned: SetOffClaim) -> Done:
        return Done(None, None, planned)

    fields: list[Field[Any]] = [claims, cents, reason]
    dialog = Form(
        desk,
        _heading(desk, card, "set_off_form.heading"),
        fields,
        command,
        about=[item_line(item, desk)],
        foresee=look,
        act=keep,
    )
    done = await desk.ask(dialog)
    return None if done is None else done.result


def _in_order(possible: Sequence[Candidate], sheets: Sequence[ClaimSheet], most: Cents) -> Iterator[str]:
    """Yield the numbers of the claims that so much is enough for, the oldest due first."""
    numbers = {sheet.claim_id: sheet.number for sheet in sheets}
    left = int(most)
    for one in possible:
        if left > 0 and one.claim_id in numbers:
            yield numbers[one.claim_id]
            left -= one.most


def _shares(
    possible: Sequence[Candidate], claim_ids: Sequence[int], cents: Cents, desk: Desk
) -> tuple[SetOffShare, ...]:
    """Divide an amount over claims in the order given. Raises `InputError` where they take less."""
    most = {one.claim_id: one.most for one in possible}
    left, shares = int(cents), list[SetOffShare]()
    for claim_id in claim_ids:
        share = min(left, most[claim_id])
        left -= share
        if share:
            shares.append(SetOffShare(claim_id, Cents(share)))
    if left:
        taken = Cents(cents - left)
        raise InputError("set_off_form.too_much", place=desk.say("money.amount"), amount=cents, most=taken)
    return tuple(shares)


def _foreseen(
    desk: Desk, database: Database, card: CaseCard, booked: Sequence[SetOffBooked], found: Sequence[Candidate]
) -> Iterator[Line]:
    """Yield what would be booked on which claim, what is open then, and why it may be."""
    rows = {one.set_off_id: one for one in set_offs.of_case(database, card.case_id)}
    parts = set_offs.parts(database, card.case_id)
    for one in booked:
        yield head(desk.say("set_off_form.works_from", number=rows[one.set_off_id].claim_number, on=one.effective_on))
        for part in parts:
            if part.set_off_id == one.set_off_id:
                amount = form.amount(part.cents, desk.language).rjust(12)
                yield line(f"  {amount}  {desk.say(f'word.{part.component}')}")
    yield _open_then(desk, database, card)
    reached = {one.claim_id for one in booked}
    yield from conditions(desk, [one for one in found if one.claim_id in reached])
    said = dict.fromkeys((say(c.code, c.parameters, desk.language), c.source) for one in booked for c in one.cautions)
    for told, source in said:
        yield line(Span(f"! {told}", "due"), Span(f"  {source}", "quiet"), hang=2)


def conditions(desk: Desk, found: Sequence[Candidate]) -> Iterator[Line]:
    """Yield why claims may be set off against, step by step with the article, each step once."""
    said: dict[tuple[str, str], list[str]] = {}
    for one in found:
        for step in one.finding.steps:
            key = say(step.code, step.parameters, desk.language), step.source
            said.setdefault(key, []).append(clean_line(one.number))
    if said:
        yield head(desk.say("set_off_form.conditions"))
    for (told, source), numbers in said.items():
        about = "" if len(numbers) == len(found) else f"{', '.join(numbers)}: "
        yield line(f"  {about}{told}", Span(f"  {source}", "quiet"), hang=2)


def _why_none(desk: Desk, item: ContraRow, found: Sequence[Candidate]) -> str:
    """Return why nothing can be set off: the first reason there is."""
    if not found:
        return desk.say("set_off_form.no_claims", number=item.number, code=item.code)
    why = next((one.finding.value.why for one in found if one.finding.value.why is not None), None)
    if why is None:
        return desk.say("set_off_form.nothing_open", number=item.number)
    return desk.say("set_off_form.not", number=item.number, why=(why.code, why.parameters))


def _open_then(desk: Desk, database: Database, card: CaseCard) -> Line:
    total = Cents(sum(sheet.open.total for sheet in bookings.sheets(database, card.case_id, desk.day)))
    return labelled(desk.say("money.open_then"), form.money(total, desk.language))


def _wanted(
    desk: Desk, card: CaseCard, item: ContraRow, planned: SetOffClaim, database: Database, _done: Done
) -> Wanted:
    """Return what the declaration says, with what is left then on either side."""
    ids = [one.claim_id for one in planned.shares]
    sheets = {one.claim_id: one for one in bookings.sheets(database, card.case_id, desk.day)}
    left = Cents(sum(sheets[id_].open.total for id_ in ids))
    set_off = Cents(sum(one.cents for one in planned.shares))
    language = card.language if card.language in LANGUAGES else LANGUAGES[0]
    name = f"{say(f'word.{item.kind}', {}, language)} {clean_line(item.number)}"
    extras: dict[str, Value] = {
        "ours": (NamedAmount(name, item.left),),
        "set_off": set_off,
        "shares": tuple(NamedAmount(sheets[one.claim_id].number, one.cents) for one in planned.shares),
        "left": left,
        "we_owe": Cents(item.left - set_off),
        "reason": planned.reason,
    }
    return Wanted(
        claim_ids=tuple(ids),
        extras=extras,
        origin=ORIGIN,
        origin_id=item.item_id,
        settings=letter_settings(desk),
    )


def _name(one: SetOffRow, desk: Desk) -> str:
    about = {"number": one.item_number, "claim": one.claim_number, "cents": one.cents}
    return f"{desk.say('contra.set_off', **about, on=one.effective_on)} · {day(one.declared_on, desk)}"


def _heading(desk: Desk, card: CaseCard, code: str) -> str:
    return f"{desk.say(code)} · {card.number} {clean_line(card.name)}"
