"""Proceedings in the story in which every command is given."""

from datetime import timedelta
from typing import TYPE_CHECKING

from casebook.domain.insolvency.facts import EndKind, EventKind, Kind, Match, PersonRole, Source
from casebook.domain.limitation.facts import SlateException
from casebook.domain.money import Cents
from casebook.store.actions.beside import AnswerBeside
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts, ExceptFromSlate
from casebook.store.actions.insolvencies import (
    AnnulInsolvency,
    ChangeInsolvency,
    ConfirmInsolvency,
    ConvertInsolvency,
    DismissInsolvency,
    EndInsolvency,
    RecordInsolvency,
    TransferInsolvency,
)
from casebook.store.actions.insolvency_days import RenewInsolvencyDay
from casebook.store.actions.insolvency_events import (
    CorrectInsolvencyEvent,
    RecordInsolvencyEvent,
    VoidInsolvencyEvent,
)
from casebook.store.actions.insolvency_people import Appointed, AppointPerson, ReleasePerson
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.models.arrangements import Beside, RemissionAnswerKind
from casebook.store.models.claims import Relation
from tests.store.book import DUE, TODAY

if TYPE_CHECKING:
    from tests.store.queries.played import Play

_BEGAN, _WHEN = TODAY - timedelta(days=40), TODAY - timedelta(days=10)


def insolvencies(play: "Play") -> None:
    """Take a bankruptcy from its signal to a WSNP that ends; another is annulled, and one is somebody else's."""
    debtor = play(AddParty(PartyFacts("Bakker Insolvent")))
    case = play(OpenCase(debtor, TODAY, owner_person_id=play.book.actor.person))
    claim = play(
        AddClaim(case, play.book.creditor, Cents(50_000), ClaimFacts("I-1", "contract", None, None, due_on=DUE))
    )

    def seen(id_: int) -> tuple[int, int]:
        return id_, play.version("insolvency", id_)

    signal = RecordInsolvency(debtor, Kind.BANKRUPTCY, _WHEN, Source.REGISTER, confirmed=False, matched_by=Match.NAME)
    first = play(signal)
    play(ConfirmInsolvency(*seen(first), _BEGAN, "F.13/26/123"))
    play(ChangeInsolvency(*seen(first), "F.13/26/124", "Amsterdam", "postblokkade", "verkeerd overgenomen"))
    person = play(AppointPerson(first, Appointed(PersonRole.TRUSTEE, "mr. X. Curator")))
    play(ReleasePerson(person, play.version("insolvency_person", person), TODAY))
    # Securities were seen to: what is left undone would stay the next day to look at.
    play(RecordInsolvencyEvent(first, EventKind.ACKNOWLEDGED, TODAY))
    meeting = play(RecordInsolvencyEvent(first, EventKind.MEETING, TODAY + timedelta(days=60)))
    later = play(CorrectInsolvencyEvent(meeting, TODAY + timedelta(days=70), "verzet"))
    play.done(RenewInsolvencyDay(*seen(first)), day=TODAY + timedelta(days=71))
    play(VoidInsolvencyEvent(later, "gaat niet door"))
    play(TransferInsolvency(*seen(first), _WHEN, "F.40/26/9", ""))
    second = play(ConvertInsolvency(*seen(first), TODAY, Kind.WSNP, "R.40/26/10"))
    play(EndInsolvency(*seen(second), TODAY, EndKind.NO_CLEAN_SLATE))
    play(ExceptFromSlate(claim, play.version("claim", claim), SlateException.FINE, "strafbeschikking"))
    guarantor = play(AddParty(PartyFacts("Borg Insolvent")))
    liability = play(AddLiability(claim, Liable(guarantor, Relation.GUARANTOR)))
    play(AnswerBeside(case, Beside.GUARANTOR, liability, RemissionAnswerKind.RESERVED, "staat in de brief"))
    other = play(RecordInsolvency(debtor, Kind.SUSPENSION, _WHEN, Source.LETTER, _WHEN))
    play(AnnulInsolvency(*seen(other), TODAY, EndKind.ANNULLED, "hoger beroep"))
    nobody = play(RecordInsolvency(debtor, Kind.COUNSELLING, TODAY, Source.OTHER, confirmed=False))
    play(DismissInsolvency(*seen(nobody), "naamgenoot"))
