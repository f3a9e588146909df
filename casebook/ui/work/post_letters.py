"""What came in about a letter of ours: it is answered, it came back, or something came back from an address."""

from collections.abc import Iterator, Sequence

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.proof import NOT_ARRIVED, NOT_THERE, ReturnedAs
from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.domain.post.nature import PostNature
from casebook.errors import Refused
from casebook.store.actions.post_outcomes import DeadAddressByPost, ReplyByPost, ReturnedByPost
from casebook.store.database import Database
from casebook.store.models.post import PostDecision
from casebook.store.perform import Done
from casebook.store.queries import case, leaving, outbox, sent_letters
from casebook.store.queries.letter_clocks import LetterClocks, letter_clocks
from casebook.store.queries.post_item import PostCard
from casebook.store.queries.sent_letters import SentLetter
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import DayField, LongTextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.debtor import party_of
from casebook.ui.work.debtor_places import address_told
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.letter_clocks import clocks_after
from casebook.ui.work.letter_lines import said_of
from casebook.ui.work.others_back import OthersBack
from casebook.ui.work.post_case import ask_card, ask_case
from casebook.ui.work.post_lines import letter_told, titled, told

_BY_MAIL = (ReturnedAs.BOUNCED,)
_BY_POST = tuple(one for one in ReturnedAs if one is not ReturnedAs.BOUNCED)


async def reply(desk: Desk, card: PostCard) -> bool:
    """Ask which letter an item answers and how strong a proof that is, and record that the letter arrived.

    Raises `Refused` for what no person wrote.
    """
    if card.row.nature is not None:
        raise Refused("post.no_answer", source=HOUSE_RULE)
    letter = await _letter(desk, card, PostDecision.REPLY, "in_tray.which_answered")
    if letter is None:
        return False
    # That he answers proves of a letter on paper only what he says of it.
    grades = (Grade.MEDIUM, Grade.STRONG) if letter.way is DispatchWay.EMAIL else (Grade.STRONG,)
    grade = AnswerField[Grade](
        desk, desk.say("in_tray.proof"), [(one, desk.say(f"in_tray.proof_{one}")) for one in grades]
    )
    why = LongTextField(desk.say("in_tray.proof_what"), required=True)
    on = DayField(desk.say("in_tray.answered_on"), desk, card.row.received_on, past=True)

    def command() -> ReplyByPost:
        return ReplyByPost(
            card.row.item_id,
            card.row.version,
            letter.dispatch_id,
            letter.version,
            grade.answer,
            on.value,
            why.value,
        )

    before = await desk.read(letter_clocks, letter.letter_id)

    def look(database: Database, done: Done) -> Sequence[Line]:
        asked = [line("→ ", Span(desk.say("in_tray.asks_lead"), "due"), hang=2)] if done.result is not None else []
        return [*_stands(database, letter, before, desk), *asked]

    about = [*told(card, desk), line("→ ", letter_told(letter, desk), hang=2)]
    dialog = Form(desk, titled("in_tray.reply", desk), [grade, why, on], command, about=about, foresee=look)
    return await desk.ask(dialog) is not None


async def returned(desk: Desk, card: PostCard) -> bool:
    """Ask which letter came back and as what, show what follows from it, and record it.

    Raises `Refused` for what tells of a mail that may still arrive.
    """
    if card.row.nature is PostNature.DELAYED:
        raise Refused("post.may_arrive", source=HOUSE_RULE)
    letter = await _letter(desk, card, PostDecision.RETURNED, "in_tray.which_returned")
    if letter is None:
        return False
    kinds = _BY_MAIL if letter.way is DispatchWay.EMAIL else _BY_POST
    options = [(one, desk.say(f"word.returned_{one}")) for one in kinds]
    read = card.proposal.returned_as if card.proposal is not None else None
    known = kinds[0] if len(kinds) == 1 else read if read in kinds else None
    as_what = AnswerField[ReturnedAs](desk, desk.say("in_tray.returned_as"), options, known)
    on = DayField(desk.say("in_tray.returned_on"), desk, card.row.received_on, past=True)
    dispatches = await desk.read(leaving.dispatches_of, [letter.letter_id])
    this = next(one for one in dispatches if one.dispatch_id == letter.dispatch_id)
    others = OthersBack(desk, this, dispatches, lambda: as_what.value)
    before = await desk.read(letter_clocks, letter.letter_id)

    def command() -> ReturnedByPost:
        return ReturnedByPost(
            card.row.item_id,
            card.row.version,
            letter.dispatch_id,
            letter.version,
            as_what.answer,
            on.value,
            others.dispatch_ids,
        )

    def look(database: Database, _done: Done) -> Sequence[Line]:
        (row,) = outbox.of_ids(database, [letter.letter_id])
        nowhere = row.state is LetterState.RETURNED_UNDELIVERABLE
        follows = [line("→ ", desk.say(code), hang=2) for code in _follows(as_what.answer, nowhere=nowhere)]
        return [*_stands(database, letter, before, desk), *follows]

    about = [*told(card, desk), line("→ ", letter_told(letter, desk), hang=2)]
    dialog = Form(
        desk, titled("in_tray.returned", desk), [as_what, others.field, on], command, about=about, foresee=look
    )
    return await desk.ask(dialog) is not None


async def dead_address(desk: Desk, card: PostCard, case_id: int | None = None) -> bool:
    """Ask from which address of a debtor something came back, and mark it as dead; of a case where that is known."""
    if case_id is None:
        case_id = await ask_case(desk, card, desk.say("in_tray.whose_address"))
    of = None if case_id is None else await desk.read(case.card, case_id)
    if of is None:
        return False
    party = await party_of(desk, of.debtor_id)
    rows = [one for one in party.addresses if one.until_on is None]
    if not rows:
        raise Refused("in_tray.no_address", source=HOUSE_RULE, name=party.card.name)
    entries = [Entry(row, key_at(at), address_told(row, desk)) for at, row in enumerate(rows)]
    row = await desk.ask(Pick(desk, desk.say("in_tray.which_address"), entries))
    if row is None:
        return False
    on = DayField(desk.say("in_tray.returned_on"), desk, card.row.received_on, past=True)
    about = [
        *told(card, desk),
        line("→ ", address_told(row, desk), hang=2),
        line("→ ", desk.say("in_tray.then_address_dead"), hang=2),
    ]
    dialog = Form(
        desk,
        titled("in_tray.dead_address", desk),
        [on],
        lambda: DeadAddressByPost(
            card.row.item_id, card.row.version, of.case_id, row.address_id, row.version, on.value
        ),
        about=about,
    )
    return await desk.ask(dialog) is not None


async def _letter(desk: Desk, card: PostCard, decision: PostDecision, code: str) -> SentLetter | None:
    """Return the letter an item is about: one that is proposed, that it names, or of a case. Raises `Refused` without.

    Where it is sure which one is proposed, nobody is asked.
    """
    proposal = card.proposal if card.proposal is not None and card.proposal.decision is decision else None
    if proposal is not None and proposal.sure:
        return proposal.letters[0]
    found = (proposal.letters if proposal is not None else ()) or card.answers
    if not found:
        of = await ask_card(desk, card, desk.say("in_tray.whose_letter"))
        if of is None:
            return None
        found = await desk.read(sent_letters.in_case, of.case_id)
        if not found:
            raise Refused("in_tray.no_letter", source=HOUSE_RULE, number=of.number)
    entries = [Entry(one, key_at(at), letter_told(one, desk)) for at, one in enumerate(found)]
    return await desk.ask(Pick(desk, desk.say(code), entries))


def _stands(database: Database, letter: SentLetter, before: LetterClocks, desk: Desk) -> Iterator[Line]:
    """Yield how a letter stands then, how strong the proof is that it arrived, and what becomes of its clocks."""
    row = outbox.of_ids(database, [letter.letter_id])[0]
    grade = desk.say("in_tray.grade", grade=row.grade) if row.grade else ""
    yield line("→ ", " · ".join(filter(None, (said_of(row, desk), grade))), hang=2)
    yield from clocks_after(database, letter.letter_id, before, desk)


def _follows(as_what: ReturnedAs, *, nowhere: bool) -> Iterator[str]:
    """Yield what follows from a letter that came back, as codes; `nowhere`: it arrived in no other way either."""
    if as_what in NOT_THERE:
        yield "in_tray.then_address_dead"
    if as_what is ReturnedAs.BOUNCED:
        yield "in_tray.then_mail_ended"
    if as_what in NOT_ARRIVED:
        yield "in_tray.then_void" if nowhere else "in_tray.then_other_ways"
    else:
        yield "in_tray.then_own_risk"
