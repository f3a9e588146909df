"""The debtor is told what will be collected: the letter is shown, and prepared; once it left he was told."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from casebook import format as form
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.kinds import LetterKind
from casebook.errors import CasebookError, Refused
from casebook.jobs import plan_letters
from casebook.jobs.letters import composed
from casebook.store.actions.letters import PrepareLetter
from casebook.store.database import Database
from casebook.store.debit_notices import Ahead
from casebook.store.queries import arrangement_standing, direct_debit, outbox
from casebook.store.queries.arrangement_standing import Standing
from casebook.store.queries.case import CaseCard
from casebook.store.queries.direct_debit import BatchCard, CollectionRow
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import line
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import letter_known
from casebook.ui.work.arrangement_seen import heading
from casebook.ui.work.letter_release import release_all


async def announce(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask which collections are announced, show the letter, and prepare it."""
    ahead = await desk.read(direct_debit.ahead, standing, desk.day)
    if not ahead:
        raise Refused("debit.nothing_to_tell", source=HOUSE_RULE)
    some = await _which(desk, card, ahead)
    if some is None:
        return False
    terms = [one.term for one in some]
    said = await desk.read(plan_letters.announced, standing, terms, desk.day)
    return await letter_known.of_plan(desk, card, standing.plan.id, LetterKind.PRE_NOTIFICATION, **said)


def untold_of(card: BatchCard) -> list[int]:
    """Return the ids of the collections of a batch of which nobody was told at all."""
    return [id_ for id_, told_on in card.untold.items() if told_on is None]


async def announce_all(desk: Desk, card: BatchCard) -> bool:
    """Prepare the letters for all collections of a batch of which nobody was told, and let them be released."""
    untold = [one for one in card.collections if one.id in untold_of(card)]
    found = await desk.meanwhile(desk.say("letter_page.composing"), desk.read(_announcements, desk, untold))
    outcomes = await desk.act_all(found.letters, lambda _: None)
    ids = [id_ for _, one in outcomes if not isinstance(one, CasebookError) for id_ in one.result]
    refused = [*found.refused, *(one for _, one in outcomes if isinstance(one, CasebookError))]
    if refused:
        said = [line("· ", desk.told(one), hang=2) for one in refused]
        await desk.ask(Reader(desk, desk.say("outbox.refused", count=len(refused)), said))
    if ids:
        await release_all(desk, list(await desk.read(outbox.of_ids, ids)))
    return bool(ids)


class _Announcements(NamedTuple):
    """The letters that announce collections, of each arrangement one, and why others cannot be written."""

    letters: tuple[PrepareLetter, ...]
    refused: tuple[Refused, ...]


def _announcements(database: Database, desk: Desk, untold: Sequence[CollectionRow]) -> _Announcements:
    letters: list[PrepareLetter] = []
    refused: list[Refused] = []
    for plan_id in dict.fromkeys(one.arrangement_id for one in untold):
        standing = arrangement_standing.standing(database, plan_id, desk.day)
        assert standing is not None, "it is collected"
        terms = [one.term for one in untold if one.arrangement_id == plan_id]
        wanted = letter_known.plan_wanted(database, desk, plan_id, LetterKind.PRE_NOTIFICATION)
        said = plan_letters.announced(database, standing, terms, desk.day)
        wanted = replace(wanted, extras={**wanted.extras, **said})
        case_id = standing.plan.case_id
        try:
            drafts = composed(database, desk.day, case_id, LetterKind.PRE_NOTIFICATION, wanted)
            letters.append(PrepareLetter(case_id, drafts))
        except Refused as error:
            refused.append(error)
    return _Announcements(tuple(letters), tuple(refused))


async def _which(desk: Desk, card: CaseCard, ahead: Sequence[Ahead]) -> Sequence[Ahead] | None:
    """Ask for the next collection or all of them, where there are more; each is shown with when it was announced."""
    if len(ahead) == 1:
        return ahead
    entries = [
        Entry[Sequence[Ahead]](ahead[:1], "n", desk.say("debits.tell_next", number=ahead[0].term)),
        Entry[Sequence[Ahead]](ahead, "a", desk.say("debits.tell_all", count=len(ahead))),
    ]
    about = "\n".join(_said(one, desk) for one in ahead)
    return await desk.ask(Pick(desk, heading("arrangements.announce", desk, card), entries, about=about))


def _said(one: Ahead, desk: Desk) -> str:
    parts = [form.day(one.collect_on, desk.language), form.money(one.cents, desk.language)]
    parts.append(desk.say("debits.of_term", number=one.term))
    if one.told_on is None:
        parts.append(desk.say("debits.tell_by", until=one.tell_by))
    else:
        parts.append(desk.say("debits.told_on", on=one.told_on))
    return " · ".join(parts)
