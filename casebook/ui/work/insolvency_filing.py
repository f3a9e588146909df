"""Filing claims in a proceeding: the letter, what was filed in another way, what was answered, and what was paid."""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from casebook import format as form
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import EVENTS, LASTING, REGISTERED, EventKind
from casebook.domain.insolvency.filing import ANSWERS, NAMED, WITH_ESTATE, Rank, file_by
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.standing import IN_THE_HOUSE
from casebook.errors import InputError, Refused
from casebook.jobs import filing_pack
from casebook.jobs.drafting import Wanted
from casebook.jobs.filing_pack import Filed
from casebook.store import filing_left, unwound
from casebook.store.actions.documents import AddDocument
from casebook.store.actions.enclosures import EncloseDocuments
from casebook.store.actions.filings import AnswerFiling, FileClaims, ReceiveDistribution
from casebook.store.database import Database
from casebook.store.insolvency_rows import ORIGIN
from casebook.store.queries import case, claim_evidence, outbox
from casebook.store.queries.claim_evidence import Evidence
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.store.queries.letter_card import LetterCard
from casebook.store.unwound import ApartRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import (
    AmountField,
    ChoiceField,
    DayField,
    Field,
    LongTextField,
    OptionalDayField,
    TextField,
)
from casebook.ui.work import letter_acts, letter_enclosing, letters
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.kinds import words_of

_K = EventKind
_EVENT = {one: f"insolvency_event_{one}" for one in EventKind}
_RANK = {one: f"rank_{one}" for one in Rank}
_PARTLY = (_K.PARTLY_RECOGNISED,)
# In hundredths of a percent.
_DECIMALS = 2
# Claims that are named by their numbers; of more it is said how many.
_NAMED = 3
Acts = Iterator[tuple[str, str, Callable[[], Awaitable[bool]]]]


def acts(desk: Desk, case_id: int, card: InsolvencyCard) -> Acts:
    """Yield what can be done about filing in a proceeding, by its key and the code of what it is called."""
    known = EVENTS[card.row.kind]
    if _K.FILED in known and card.standing.ended_on is None:
        if card.row.kind in REGISTERED:
            yield "f", "file", lambda: file(desk, case_id, card)
        if card.row.kind in WITH_ESTATE and not card.beside:
            yield "s", "estate", lambda: file(desk, case_id, card, estate=True)
        yield "b", "filed", lambda: filed(desk, case_id, card)
        if card.filing.positions:
            yield "a", "answer", lambda: answered(desk, card)
    if _K.DISTRIBUTED in known and any(row.case_id == case_id for row in card.filing.claims):
        yield "d", "distribute", lambda: distributed(desk, case_id, card)


async def file(desk: Desk, case_id: int, of: InsolvencyCard, *, estate: bool = False) -> bool:
    """Write the letter that files the claims of a case, to who acts in the proceeding, and ask to release it.

    `estate`: it claims what was supplied since the proceeding began, which the estate owes itself.
    """
    acting, about = of.acting(desk.day), await desk.read(case.card, case_id)
    if acting is None or acting.party_id is None:
        raise Refused("filing.nobody", source=HOUSE_RULE, kind=of.row.kind)
    if about is None:
        return False
    due = None if estate else file_by(of.row.kind, of.standing.dues)
    owes = (of.row.party_id,) if of.beside else ()
    by, ranked = due.on if due else None, {"rank": "rank_estate"} if estate else {}
    wanted = Wanted(parties=owes, to=acting.party_id, needed_by=by, extras=ranked, origin=ORIGIN, origin_id=of.row.id)
    before = {row.letter_id for row in await desk.read(outbox.of_case, case_id)}
    if not await letters.write(desk, about, LetterKind.CLAIM_FILING, wanted):
        return False
    for row in await desk.read(outbox.of_case, case_id):
        if row.letter_id not in before and row.state in IN_THE_HOUSE and row.released_on is None:
            missing = await _enclose(desk, row.letter_id)
            await letter_acts.release(desk, await letter_acts.card_of(desk, row.letter_id), missing)
    return True


async def _enclose(desk: Desk, letter_id: int) -> Sequence[Line]:
    """Let the specification and what proves the claims of a letter go along with it, but for what is left out.

    Returns what would prove them and is not there.
    """
    card = await letter_acts.card_of(desk, letter_id)
    claim_ids = [one.claim_id for one in card.text.facts.claims]
    found = await desk.read(claim_evidence.of_claims, card.row.case_id, claim_ids)
    if found.documents:
        await desk.act(EncloseDocuments(letter_id, card.row.version, found.documents))
        card = await letter_acts.card_of(desk, letter_id)
        await letter_enclosing.enclose(desk, card)
        card = await letter_acts.card_of(desk, letter_id)
    proving = tuple(one.document_id for one in card.enclosed)
    added = await desk.act(await desk.write(_specified, card, desk.day))
    await desk.act(EncloseDocuments(letter_id, card.row.version, (added.result, *proving), proving))
    return [line(Span(f"! {text}", "due"), hang=2) for text in _missing(found, desk)]


def _missing(found: Evidence, desk: Desk) -> Iterator[str]:
    """Yield what would prove claims: what is missing, and what is there but in no document of the case."""
    for code, lacks in (("missing", found.missing), ("no_document", found.elsewhere)):
        for what, numbers in lacks.items():
            yield desk.say(f"filing.evidence_{code}", what=what, numbers=_some(numbers))


def _specified(database: Database, card: LetterCard, day: date) -> AddDocument:
    facts = card.text.facts
    start = facts.extras.get("opened_on")
    estate = NAMED.get(str(facts.extras.get("rank"))) is Rank.ESTATE
    first, along = start if isinstance(start, date) else day, [one.document_id for one in card.enclosed]
    filed = Filed(card.row.case_id, first, facts.claims, estate, along)
    return filing_pack.kept(database, filed, day, facts.language)


def _some(numbers: Sequence[str]) -> str:
    more = len(numbers) - _NAMED
    return ", ".join(map(clean_line, numbers[:_NAMED])) + (f" +{more}" if more > 0 else "")


async def filed(desk: Desk, case_id: int, of: InsolvencyCard) -> bool:
    """Ask when the claims of a case were filed in another way, with which rank, and record it."""
    say = desk.say
    on = DayField(say("insolvency.on"), desk, desk.day, past=True)
    # What was supplied since it began is proposed once what was open before is filed, or where nothing was.
    supplied = await desk.read(filing_left.supplied_of, case_id, of.row.id)
    before = any(row.case_id == case_id and row.rank is not Rank.ESTATE for row in of.filing.claims)
    first = Rank.ESTATE if supplied.owed and (before or not supplied.before) else Rank.CONCURRENT
    rank = ChoiceField(say("filing.rank"), words_of(Rank, desk, _RANK), first)
    text = LongTextField(say("insolvency.text"))

    def command() -> FileClaims:
        return FileClaims(of.row.id, case_id, on.value, rank.value, text=text.value)

    return await _asked(desk, of, "filing.filed_heading", [on, rank, text], command)


async def answered(desk: Desk, of: InsolvencyCard) -> bool:
    """Ask what was answered to what was filed, or what a list of distribution says; only what that needs."""
    say, kinds = desk.say, [one for one in (*ANSWERS, _K.DISTRIBUTION_LIST) if one in EVENTS[of.row.kind]]
    kind = AnswerField[EventKind](desk, say("filing.answer"), words_of(kinds, desk, _EVENT))
    ranks = _ranks(one.rank for one in of.filing.positions)
    rank = ChoiceField(say("filing.rank"), words_of(ranks, desk, _RANK), ranks[0], when=lambda: len(ranks) > 1)
    on = DayField(say("insolvency.on"), desk, desk.day, past=True)
    cents = AmountField(say("filing.recognised"), desk, when=lambda: kind.value in _PARTLY)
    percent = PercentField(say("filing.percent"), when=lambda: kind.value is _K.DISTRIBUTION_LIST)
    until = OptionalDayField(say("filing.answer_until"), desk, when=lambda: kind.value in LASTING)
    text = LongTextField(say("insolvency.text"))

    def command() -> AnswerFiling:
        return AnswerFiling(
            of.row.id,
            kind.answer,
            on.value,
            rank.value,
            cents.value if kind.answer in _PARTLY else None,
            percent.hundredths if kind.answer is _K.DISTRIBUTION_LIST else None,
            until.value if kind.answer in LASTING else None,
            text.value,
        )

    return await _asked(desk, of, "filing.answer_heading", [kind, rank, on, cents, percent, until, text], command)


async def distributed(desk: Desk, case_id: int, of: InsolvencyCard) -> bool:
    """Ask what came out of the estate for the claims of a case, and book it over them."""
    say, acting = desk.say, of.acting(desk.day)
    of_case = {row.rank for row in of.filing.claims if row.case_id == case_id}
    positions = {one.rank: one for one in of.filing.positions if one.rank in of_case}
    ranks = _ranks(positions)
    since = of.standing.since or desk.day
    came = [one for one in await desk.read(unwound.apart, of.row.party_id, since) if one.case_id == case_id]
    # What came in and goes nowhere yet is most likely it.
    receipts = [*((one, _told(one, desk)) for one in came), (None, say("filing.other_receipt"))]
    receipt = ChoiceField(say("filing.receipt"), receipts, receipts[0][0], when=lambda: bool(came))

    def anew() -> bool:
        return receipt.value is None

    paid = "filing.estate_of" if ranks[0] is Rank.ESTATE else "filing.distribution_of"

    on = DayField(say("filing.received_on"), desk, desk.day, past=True, when=anew)
    cents = AmountField(say("filing.received"), desk, positions[ranks[0]].outstanding or None, when=anew)
    rank = ChoiceField(say("filing.rank"), words_of(ranks, desk, _RANK), ranks[0], when=lambda: len(ranks) > 1)
    reason = TextField(say("filing.reason"), say(paid, kind=of.row.kind), required=True)

    def command() -> ReceiveDistribution:
        payer, one = acting.party_id if acting is not None else None, receipt.value
        if one is not None:
            chosen = (reason.value, rank.value, payer, one.payment_id)
            return ReceiveDistribution(of.row.id, case_id, one.on_day, one.cents, *chosen)
        return ReceiveDistribution(of.row.id, case_id, on.value, cents.value, reason.value, rank.value, payer)

    return await _asked(desk, of, "filing.distribution_heading", [receipt, on, cents, rank, reason], command)


def _ranks(known: Iterable[Rank]) -> list[Rank]:
    """Return ranks as they are asked about: what was filed for verification before debts of the estate."""
    return sorted(known, key=lambda one: one is Rank.ESTATE)


class PercentField(TextField):
    """A percentage, with at most two decimals."""

    @property
    def hundredths(self) -> int:
        """The percentage in hundredths. Raises `InputError`."""
        whole, _, part = self.value.replace("%", "").replace(",", ".").strip().partition(".")
        digits = whole + part.ljust(_DECIMALS, "0")
        if not (whole.isascii() and digits.isdigit() and len(part) <= _DECIMALS):
            raise InputError("filing.no_percentage", place=self.label, value=self.value)
        return int(digits)

    def echo(self) -> str:
        """Check that it is one."""
        self.hundredths  # noqa: B018 reading it checks it
        return ""


def _told(one: ApartRow, desk: Desk) -> str:
    told = (form.day(one.on_day, desk.language), form.money(one.cents, desk.language), clean_line(one.payer_name))
    return " · ".join(part for part in told if part)


async def _asked(desk: Desk, of: InsolvencyCard, code: str, fields: list[Field[Any]], command: Any) -> bool:
    heading = desk.say(code, name=of.row.party, kind=of.row.kind)
    return await desk.ask(Form(desk, heading, fields, command)) is not None
