"""Letters of which everything is known: shown as they will read, and prepared; nobody is asked for anything."""

from dataclasses import replace
from typing import Any, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.kinds import LetterKind
from casebook.errors import Refused
from casebook.jobs import letter_offer, plan_letters
from casebook.jobs.drafting import Wanted
from casebook.jobs.letter_offer import Offer
from casebook.jobs.letters import composed
from casebook.store.actions.letters import PrepareLetter
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import arrangement_standing
from casebook.store.queries.case import CaseCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.work.letter_lines import kind_word
from casebook.ui.work.letter_prepared import Composed, PreparedPage, prepare_read
from casebook.ui.work.letter_settings import letter_settings


class Offered(NamedTuple):
    """A letter as it is proposed: what it is wanted about, how it reads, and what is offered for its kind."""

    kind: LetterKind
    wanted: Wanted
    composed: Composed
    offer: Offer


async def prepare(desk: Desk, card: CaseCard, kind: LetterKind, wanted: Wanted) -> bool:
    """Show a letter as it will read, and prepare it. Raises `Refused` for one that may not leave as things stand."""
    return await show(desk, card, await offered(desk, card, kind, wanted))


async def offered(desk: Desk, card: CaseCard, kind: LetterKind, wanted: Wanted) -> Offered:
    """Return a letter as it will read. Raises `Refused` for one that may not leave as things stand: it is not read."""
    found = await desk.meanwhile(desk.say("letter_page.composing"), desk.read(_offered, desk, card, kind, wanted))
    await desk.rehearse(found.composed.command, _nothing)
    return found


async def show(desk: Desk, card: CaseCard, one: Offered) -> bool:
    """Show a letter, and prepare it if that is wanted."""

    async def compose(asked: Wanted) -> Composed:
        return await desk.read(composed_for, desk, card.case_id, one.kind, asked)

    said = kind_word(one.kind, desk)
    page = PreparedPage(
        desk,
        f"{said[:1].upper()}{said[1:]} · {card.number} {clean_line(card.name)}",
        one.wanted,
        one.composed,
        compose,
        offer=one.offer,
    )
    await desk.ask(page)
    if page.prepares:
        await prepare_read(desk, card, page)
    return page.prepares


async def of_plan(desk: Desk, card: CaseCard, arrangement_id: int, kind: LetterKind, **more: Any) -> bool:
    """Show a letter of an arrangement as it stands now, and prepare it; `more` are fields that are said otherwise."""
    wanted = await desk.read(plan_wanted, desk, arrangement_id, kind)
    return await prepare(desk, card, kind, replace(wanted, extras={**wanted.extras, **more}))


def plan_wanted(database: Database, desk: Desk, arrangement_id: int, kind: LetterKind) -> Wanted:
    """Return what a letter of an arrangement is wanted about, as it stands now."""
    standing = arrangement_standing.standing(database, arrangement_id, desk.day)
    if standing is None:
        raise Refused("case.gone", source=HOUSE_RULE)
    return plan_letters.wanted(database, standing, kind, desk.day, letter_settings(desk))


def _offered(database: Database, desk: Desk, card: CaseCard, kind: LetterKind, wanted: Wanted) -> Offered:
    offer = letter_offer.offer(database, desk.day, card.case_id, kind, wanted.settings)
    reads = composed_for(database, desk, card.case_id, kind, wanted)
    return Offered(kind, wanted, reads, offer)


def composed_for(database: Database, desk: Desk, case_id: int, kind: LetterKind, wanted: Wanted) -> Composed:
    """Return the letters as they would be prepared; where the database is read."""
    with database.snapshot():
        command = PrepareLetter(case_id, composed(database, desk.day, case_id, kind, wanted))
        return Composed(command, letter_offer.previewed(database, desk.day, [command]))


def _nothing(_: Database, _done: Done) -> None:
    """Look at nothing: only whether it could be done is asked."""
