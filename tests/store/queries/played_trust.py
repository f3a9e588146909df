"""The part of the story about trust: figures per person, data that are erased, and readings that are removed."""

from datetime import timedelta
from typing import TYPE_CHECKING

from casebook.domain.reading import ReadKind
from casebook.store.actions.erasures import EraseAgain, ErasePerson, MarkErasure, WithdrawErasure
from casebook.store.actions.figures_agreements import AgreeFigures, EndFigures
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.readings import RemoveReadings
from casebook.store.actions.sight import GiveSight, WithdrawSight
from casebook.store.models.people import Role
from casebook.store.models.trust import AgreedWith, ErasureGround
from casebook.store.readings import Read, write
from casebook.store.transaction import Actor
from tests.store.book import TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

LONG_AGO = TODAY - timedelta(days=1500)


def trust(play: "Play") -> None:
    """Agree on figures and end that, mark and erase, and remove what was read long ago."""
    agreed = play(AgreeFigures(AgreedWith.WORKS_COUNCIL, TODAY, "verslag OR, punt 4", TODAY))
    play(EndFigures(agreed, 1, TODAY))
    party = play(AddParty(PartyFacts("Vergeten B.V.")))
    mark = play(MarkErasure(party, ErasureGround.TERM, "termijn voorbij"))
    play(WithdrawErasure(mark, 1, "toch niet"))
    second = Actor(play.colleague.person, frozenset({Role.LEAD}))
    play(ErasePerson(play(MarkErasure(party, ErasureGround.TERM, "termijn voorbij")), 1), second)
    play(EraseAgain(party, ErasureGround.TERM, True, TODAY))
    write(play.database, play.book.actor.person, LONG_AGO, [Read(ReadKind.CASE, play.book.case)])
    given = play(GiveSight(play.book.creditor, None, play.book.actor.person, TODAY, "vertrouwelijk"))
    play(WithdrawSight(given, 1, "toch niet"))
    play(RemoveReadings(LONG_AGO + timedelta(days=1)))
