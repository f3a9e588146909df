"""The placements of a case: a menu of what can be done about them now."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import date

from casebook import words
from casebook.domain.letters.extras import Value
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.placements.facts import AgencyKind, PlacementEventKind
from casebook.domain.placements.standing import POSSIBLE
from casebook.jobs import placement_letters
from casebook.jobs.drafting import Wanted
from casebook.store.actions.enclosures import EncloseDocuments
from casebook.store.placement_rows import ORIGIN
from casebook.store.queries import placements
from casebook.store.queries.case import CaseCard
from casebook.store.queries.placements import CasePlacements, PlacementCard
from casebook.ui.case_tabs.placement_lines import short
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import fee_invoices, placement_course, placement_form
from casebook.ui.work.debtor_rows import key_at

Act = Callable[[], Awaitable[bool]]
_E = PlacementEventKind
# Those that have a key of their own, the others are one form.
_APART = frozenset({_E.RECALL_ANNOUNCED, _E.DIRECT_PAYMENT, _E.INSTRUCTED, _E.CARRIED_OUT, _E.CHASED})


async def placement(desk: Desk, card: CaseCard) -> bool:
    """Ask what is done about the placements of a case, and do it."""
    page = await desk.read(placements.of_case, card.case_id, desk.day)
    say = desk.say
    live = [one for one in page.cards if not _is_settled(one)]
    others = list(_others(desk, card, page))
    heading = say("placement.menu", number=card.number, name=card.name)
    if len(live) == 1:
        return await _about(desk, card, live[0], heading, others)
    several = [
        Entry[Act](_of_one(desk, card, one, heading), key_at(at), _told(one, desk)) for at, one in enumerate(live)
    ]
    return await _chosen(desk, Pick(desk, heading, [*several, *others]))


def _others(desk: Desk, card: CaseCard, page: CasePlacements) -> Iterator[Entry[Act]]:
    say = desk.say
    before = bool(page.before) or page.track_since is not None
    complete = Entry[Act](lambda: placement_form.record(desk, card, page), "k", say("placement.do_complete"))
    if before:
        yield complete
    yield Entry[Act](lambda: placement_form.prepare(desk, card), "n", say("placement.do_prepare"))
    if not before:
        yield complete
    if settled := [one for one in page.cards if _is_settled(one) and one.was_sent]:
        yield Entry[Act](lambda: _settled(desk, card, settled), "o", say("placement.do_settled"))


async def _settled(desk: Desk, card: CaseCard, settled: Sequence[PlacementCard]) -> bool:
    """Ask which of the placements that are over and done with, and what is done about it after all."""
    heading = desk.say("placement.menu", number=card.number, name=card.name)
    if len(settled) == 1:
        return await _about(desk, card, settled[0], heading, [])
    entries = [
        Entry[Act](_of_one(desk, card, one, heading), key_at(at), _told(one, desk)) for at, one in enumerate(settled)
    ]
    return await _chosen(desk, Pick(desk, heading, entries))


def _is_settled(one: PlacementCard) -> bool:
    return not any(one.standing.stage in stages for stages in POSSIBLE.values())


def _of_one(desk: Desk, card: CaseCard, one: PlacementCard, heading: str) -> Act:
    async def act() -> bool:
        return await _about(desk, card, one, heading, [])

    return act


async def _about(desk: Desk, card: CaseCard, one: PlacementCard, heading: str, others: list[Entry[Act]]) -> bool:
    return await _chosen(desk, Pick(desk, heading, [*_entries(desk, card, one), *others], about=_told(one, desk)))


async def _chosen(desk: Desk, menu: Pick[Act]) -> bool:
    act = await desk.ask(menu)
    return act is not None and await act()


def _told(one: PlacementCard, desk: Desk) -> str:
    return f"{short(one, desk)} · {desk.say(f'word.placement_stage_{one.standing.stage}')}"


def _entries(desk: Desk, card: CaseCard, one: PlacementCard) -> Iterator[Entry[Act]]:
    """Yield what can be done at the stage it is at."""
    say, stage = desk.say, one.standing.stage
    if stage in POSSIBLE[_E.SENT]:
        yield Entry[Act](lambda: transfer(desk, card, one), "b", say("placement.do_transfer"))
    if one.standing.with_agency:
        yield from _there(desk, card, one)
    if one.untold and stage in POSSIBLE[_E.DIRECT_PAYMENT]:
        yield Entry[Act](lambda: _direct(desk, card, one), "d", say("placement.do_direct"))
        yield Entry[Act](lambda: placement_course.told(desk, one), "m", say("placement.do_told"))
    if any(stage in stages for kind, stages in POSSIBLE.items() if kind not in _APART):
        yield Entry[Act](lambda: placement_course.happened(desk, one), "g", say("placement.do_event"))
    if one.was_sent:
        yield Entry[Act](lambda: fee_invoices.invoices(desk, one), "f", say("placement.do_invoices"))
    if not one.standing.over:
        yield Entry[Act](lambda: placement_course.change(desk, one), "w", say("placement.do_change"))
    if any(event.kind not in (_E.PREPARED, _E.APPROVED) for event in one.events if event.id in one.stands):
        yield Entry[Act](lambda: placement_course.void(desk, one), "v", say("placement.do_void"))


def _there(desk: Desk, card: CaseCard, one: PlacementCard) -> Iterator[Entry[Act]]:
    """Yield what can be done while the claims lie with the agency; a right can be kept in two ways."""
    say, stage = desk.say, one.standing.stage
    yield Entry[Act](lambda: placement_course.report(desk, one), "r", say("placement.do_report"))
    if stage in POSSIBLE[_E.CHASED]:
        yield Entry[Act](lambda: _chase(desk, card, one), "c", say("placement.do_chase"))
    yield Entry[Act](lambda: _writ(desk, card, one), "e", say("placement.do_writ"))
    yield Entry[Act](lambda: _interrupt(desk, card), "s", say("placement.do_interrupt"))
    yield Entry[Act](lambda: placement_course.served(desk, card, one), "p", say("placement.do_served"))
    yield Entry[Act](lambda: placement_course.instruct(desk, one), "i", say("placement.do_instruct"))
    if stage in POSSIBLE[_E.RECALL_ANNOUNCED]:
        yield Entry[Act](lambda: placement_course.recall(desk, one), "t", say("placement.do_recall"))
    yield Entry[Act](lambda: _recall_letter(desk, card, one), "l", say("placement.do_recall_letter"))


async def transfer(desk: Desk, card: CaseCard, one: PlacementCard) -> bool:
    """Write the letter by which claims are handed over, with the dossier; who guards limitation stands in it."""
    text = words.say(f"placement.letter_guard_{one.row.guard}", {}, one.row.agency_language)
    wanted = _wanted(one, {"text": text})
    if not await _write(desk, card, LetterKind.AGENCY_TRANSFER, wanted):
        return False
    documents = await desk.read(placement_letters.dossier, card.case_id)
    for letter in await desk.read(placements.letters_waiting, one.row.id) if documents else ():
        await desk.act(EncloseDocuments(letter.letter_id, letter.version, documents, ()))
    return True


async def _chase(desk: Desk, card: CaseCard, one: PlacementCard) -> bool:
    due = one.standing.update
    since = due.due_on if due is not None else desk.day
    extras: dict[str, Value] = {"overdue_since": since, "their_reference": one.row.reference}
    if due is not None and due.reported_on is not None:
        extras["reported_on"] = due.reported_on
    return await _write(desk, card, LetterKind.AGENCY_MESSAGE, _wanted(one, extras))


async def _writ(desk: Desk, card: CaseCard, one: PlacementCard) -> bool:
    """Write the instruction to serve a writ of interruption, before the first safe end; to a bailiff only."""
    kind = LetterKind.BAILIFF_INSTRUCTION if one.row.agency_kind is AgencyKind.BAILIFF else LetterKind.AGENCY_MESSAGE
    before = one.safe_until
    spoken = one.row.agency_language
    task = words.say("placement.letter_writ", {"reference": one.row.reference or one.row.number}, spoken)
    extras: dict[str, Value] = {"task": task, "interruption": True}
    if before is not None:
        extras["before"] = before
    if kind is LetterKind.AGENCY_MESSAGE:
        extras = {"text": _asked(task, before, spoken), "their_reference": one.row.reference}
    return await _write(desk, card, kind, _wanted(one, extras))


def _asked(task: str, before: date | None, language: str) -> str:
    by = "" if before is None else words.say("placement.letter_writ_before", {"by": before}, language)
    return f"{task}\n\n{by}".rstrip()


async def _interrupt(desk: Desk, card: CaseCard) -> bool:
    """Interrupt ourselves, with what the letter says of every right that is kept."""
    from casebook.ui.work.letters import write

    return await write(desk, card, LetterKind.INTERRUPTION, Wanted())


async def _direct(desk: Desk, card: CaseCard, one: PlacementCard) -> bool:
    last = one.untold[-1]
    extras: dict[str, Value] = {
        "received": sum(paid.cents for paid in one.untold),
        "received_on": last.on_day,
        "their_reference": one.row.reference,
    }
    return await _write(desk, card, LetterKind.AGENCY_MESSAGE, _wanted(one, extras))


async def _recall_letter(desk: Desk, card: CaseCard, one: PlacementCard) -> bool:
    text = words.say("placement.letter_recall", {}, one.row.agency_language)
    extras: dict[str, Value] = {"their_reference": one.row.reference, "text": text}
    return await _write(desk, card, LetterKind.RECALL, _wanted(one, extras))


def _wanted(one: PlacementCard, extras: dict[str, Value]) -> Wanted:
    claims = tuple(claim.claim_id for claim in one.claims if claim.ended_on is None)
    return Wanted(claim_ids=claims, to=one.row.agency_party_id, extras=extras, origin=ORIGIN, origin_id=one.row.id)


async def _write(desk: Desk, card: CaseCard, kind: LetterKind, wanted: Wanted) -> bool:
    from casebook.ui.work.letters import write

    return await write(desk, card, kind, wanted)
