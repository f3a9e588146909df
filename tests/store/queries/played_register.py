"""Publications of the register in the story in which every command is given."""

from datetime import timedelta
from typing import TYPE_CHECKING

from casebook.domain.insolvency.facts import Kind, Match
from casebook.domain.insolvency.register import Publication, Registered
from casebook.domain.money import Cents
from casebook.store import register_copies
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.register import AcceptPublication, RefusePublication
from casebook.store.register_matching import Matched
from tests.store.book import DUE, TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

_BEGAN, _TOLD = TODAY - timedelta(days=40), TODAY - timedelta(days=38)
_REFERENCE = "13.ams.26.77.F.{}.1.26"


def registered(play: "Play") -> None:
    """Accept the start of a bankruptcy from the register, and refuse its end."""
    debtor = play(AddParty(PartyFacts("Publicatie BV", kvk="87654321")))
    case = play(OpenCase(debtor, TODAY, owner_person_id=play.book.actor.person))
    play(AddClaim(case, play.book.creditor, Cents(50_000), ClaimFacts("R-1", "contract", None, None, due_on=DUE)))
    told = [("1300", f"uitspraak faillissement op {_BEGAN}"), ("1316", f"opheffing op {TODAY}")]
    found = Registered(
        "F.13/26/77",
        Kind.BANKRUPTCY,
        "Amsterdam",
        natural=False,
        name="Publicatie BV",
        trades=(),
        birth_on=None,
        kvks=("87654321",),
        publications=tuple(Publication(_REFERENCE.format(code), code, _TOLD, text) for code, text in told),
    )
    database = play.database
    database.transact(lambda: register_copies.keep(database, Matched(debtor, Match.KVK), found, TODAY))
    play(AcceptPublication(debtor, _REFERENCE.format("1300")))
    play(RefusePublication(debtor, _REFERENCE.format("1316"), "niet juist"))
