"""Who acts in a proceeding: how he is reached, that he is kept once, and under which number his proceeding is known."""

from dataclasses import replace
from datetime import date

import pytest

from casebook.domain.insolvency.facts import EventKind, Kind, PersonRole, Source
from casebook.store import acting
from casebook.store.actions.addresses import Place
from casebook.store.actions.insolvencies import (
    ChangeInsolvency,
    ConvertInsolvency,
    RecordInsolvency,
    TransferInsolvency,
)
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent, VoidInsolvencyEvent
from casebook.store.actions.insolvency_people import Appointed, AppointPerson
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.models.parties import Party, PartyKind
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.refusal import refused

BEGAN = date(2026, 10, 5)
WHERE = Place("Kade", "5", "1011 AB", "Amsterdam")
TRUSTEE = Appointed(PersonRole.TRUSTEE, "mr. X. Curator", place=WHERE, mail="curator@voorbeeld.nl", phone="020-1234567")


def bankrupt(desk: Desk, debtor: int, *persons: Appointed, number: str = "") -> int:
    command = RecordInsolvency(debtor, Kind.BANKRUPTCY, BEGAN, Source.LETTER, BEGAN, number=number, persons=persons)
    id_: int = desk.act(command)
    return id_


def reached(desk: Desk) -> list[tuple[str, str]]:
    found = desk.database.fetch("SELECT kind, value FROM contact_point ORDER BY id")
    return [(kind, value) for kind, value in found]


def counted(desk: Desk, table: str) -> int:
    number: int = desk.database.value(f"SELECT count(*) FROM {table}")
    return number


def test_mail_and_telephone_of_who_acts_are_kept_and_checked_as_everywhere(desk: Desk) -> None:
    id_ = bankrupt(desk, desk.debtor)
    for wrong, code in ((replace(TRUSTEE, mail="curator"), "mail"), (replace(TRUSTEE, phone="12"), "phone")):
        refused(f"contact_point.{code}", desk.act, AppointPerson(id_, wrong))
    desk.act(AppointPerson(id_, TRUSTEE))
    assert reached(desk) == [("mail", "curator@voorbeeld.nl"), ("phone", "020-1234567")]
    sound(desk)


def test_a_trustee_of_another_debtor_is_found_by_name_or_mail_and_kept_once(desk: Desk) -> None:
    bankrupt(desk, desk.debtor, TRUSTEE)
    other = desk.party("Van Vliet")
    for name, mail in (("Mr X Curator", ""), ("X. Curator-De Wit", "Curator@voorbeeld.nl")):
        (known,) = acting.like(desk.database, other, name, mail)
        assert (known.name, known.address, known.debtors) == ("mr. X. Curator", "Kade 5, 1011 AB Amsterdam", 1)
    assert acting.like(desk.database, other, "mr. Y. Curator", "y@voorbeeld.nl") == []
    # Of the same debtor it is he, without asking.
    assert acting.like(desk.database, desk.debtor, "mr. X. Curator") == []
    parties = counted(desk, "party")
    again = Appointed(
        PersonRole.TRUSTEE, "mr. X. Curator", None, WHERE, known.party_id, "curator@voorbeeld.nl", "020 1234567"
    )
    bankrupt(desk, other, again)
    assert (counted(desk, "party"), counted(desk, "address"), len(reached(desk))) == (parties, 1, 2)
    sound(desk)


def tracks(desk: Desk) -> list[str]:
    found = desk.database.fetch("SELECT opened_because FROM track WHERE closed_on IS NULL ORDER BY id")
    return [because for (because,) in found]


def test_a_track_has_the_number_of_the_proceeding_that_runs(desk: Desk) -> None:
    """Fw 15b; the former number stays with what it was, and in the log."""
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        tx.change(tx.get(Party, desk.debtor), kind=PartyKind.NATURAL)
    id_ = bankrupt(desk, desk.debtor, number="F.13/26/122")
    desk.act(ChangeInsolvency(id_, desk.version("insolvency", id_), "F.13/26/123", "", "", "verkeerd gelezen"))
    assert tracks(desk) == ["F.13/26/123"]
    desk.act(TransferInsolvency(id_, desk.version("insolvency", id_), TODAY, "F.40/26/7", ""))
    assert tracks(desk) == ["F.40/26/7"]
    moved = desk.database.value("SELECT id FROM insolvency_event WHERE kind = 'transferred'")
    desk.act(VoidInsolvencyEvent(moved, "ging niet door"))
    assert tracks(desk) == ["F.13/26/123"]
    desk.act(ConvertInsolvency(id_, desk.version("insolvency", id_), TODAY, Kind.WSNP, "R.13/26/8"))
    assert tracks(desk) == ["R.13/26/8"]
    assert desk.database.value("SELECT number FROM insolvency WHERE id = ?", (id_,)) == "F.13/26/123"
    desk.act(UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))
    assert tracks(desk) == ["F.13/26/123"]
    sound(desk)


@pytest.mark.parametrize("kind", [Kind.COUNSELLING, Kind.MORATORIUM])
def test_that_a_counsellor_may_act_is_recorded_wherever_he_does(desk: Desk, kind: Kind) -> None:
    acts = (Appointed(PersonRole.COUNSELLOR, "Kredietbank"),)
    id_ = desk.act(RecordInsolvency(desk.debtor, kind, BEGAN, Source.LETTER, BEGAN, persons=acts))
    desk.act(RecordInsolvencyEvent(id_, EventKind.AUTHORITY_SEEN, TODAY))
    seen = desk.database.fetch("SELECT authority_seen_on FROM representation WHERE party_id = ?", (desk.debtor,))
    assert [str(on) for (on,) in seen] == [str(TODAY)]
