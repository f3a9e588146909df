"""Where a party is to be found: asked, chased, and what the answer does to the addresses."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casebook.store.actions.addresses import AddAddress, Place
from casebook.store.actions.enquiries import AnswerAddress, AskAddress
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.models.claims import Relation
from casebook.store.models.parties import EnquiryAt, EnquiryResult
from casebook.store.queries import case
from casebook.store.queries.debtor import party
from casebook.store.queries.enquiries import enquiries, open_enquiries
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.refusal import refused

ASKED, DUE = TODAY - timedelta(days=20), TODAY - timedelta(days=1)
OLD, NEW = Place("Oudeweg", "1", "1234 AB", "Delft"), Place("Nieuweweg", "2", "5678 CD", "Breda")


def asked(desk: Desk, party_id: int, address_id: int | None = None, due: date = DUE) -> int:
    enquiry: int = desk.act(AskAddress(party_id, EnquiryAt.BRP, ASKED, due, address_id, "via de deurwaarder"))
    return enquiry


def addresses(desk: Desk) -> list[tuple[str, str, str, date | None]]:
    found = party(desk.database, desk.debtor)
    assert found is not None
    return [(one.street, one.status, one.source, one.until_on) for one in found.addresses]


def signals(desk: Desk) -> list[str]:
    return [one.code for one in case.signals(desk.database, desk.case)]


def test_an_answer_that_is_overdue_is_chased_until_it_comes(desk: Desk) -> None:
    enquiry = asked(desk, desk.debtor)
    assert "signal.address_enquiry" in signals(desk)
    assert [one.enquiry_id for one in open_enquiries(desk.database, desk.case)] == [enquiry]
    desk.act(AnswerAddress(enquiry, 1, TODAY, EnquiryResult.NOT_FOUND, "BRP"))
    assert "signal.address_enquiry" not in signals(desk)
    assert open_enquiries(desk.database, desk.case) == []
    (row,) = enquiries(desk.database, desk.debtor)
    assert (row.result, row.answered_on, row.note) == (EnquiryResult.NOT_FOUND, TODAY, "via de deurwaarder")


def test_an_answer_that_is_not_due_yet_is_not_chased(desk: Desk) -> None:
    asked(desk, desk.debtor, due=TODAY)
    assert "signal.address_enquiry" not in signals(desk)


def test_an_enquiry_about_a_guarantor_is_chased_in_the_case_he_is_liable_in(desk: Desk) -> None:
    guarantor = desk.party("Borg")
    desk.act(AddLiability(desk.claim("1", 500), Liable(guarantor, Relation.GUARANTOR)))
    asked(desk, guarantor)
    assert "signal.address_enquiry" in signals(desk)


def test_a_new_address_is_verified_and_the_old_one_ends_the_day_before(desk: Desk) -> None:
    old = desk.act(AddAddress(desk.debtor, OLD))
    enquiry = asked(desk, desk.debtor, old)
    since = date(2026, 10, 5)
    desk.act(AnswerAddress(enquiry, 1, TODAY, EnquiryResult.NEW_ADDRESS, "BRP", NEW, since))
    assert addresses(desk) == [("Nieuweweg", "verified", "BRP", None), ("Oudeweg", "presumed", "", date(2026, 10, 4))]


@pytest.mark.parametrize(
    ("result", "status"),
    [
        (EnquiryResult.CONFIRMED, "verified"),
        (EnquiryResult.LEFT, "dead"),
        (EnquiryResult.MOVED_ABROAD, "dead"),
        (EnquiryResult.NOT_FOUND, "presumed"),
        (EnquiryResult.DECEASED, "presumed"),
    ],
)
def test_what_an_answer_says_of_the_doubted_address(desk: Desk, result: EnquiryResult, status: str) -> None:
    enquiry = asked(desk, desk.debtor, desk.act(AddAddress(desk.debtor, OLD)))
    desk.act(AnswerAddress(enquiry, 1, TODAY, result, "BRP"))
    ((_, now, source, until),) = addresses(desk)
    assert (now, source, until) == (status, "" if status == "presumed" else "BRP", None)


def test_what_cannot_be_asked(desk: Desk) -> None:
    other = desk.act(AddAddress(desk.party("Ander"), OLD))
    good = AskAddress(desk.debtor, EnquiryAt.BRP, ASKED, DUE)
    refused("address_enquiry.of_another", desk.act, replace(good, address_id=other))
    refused("given.day_ahead", desk.act, replace(good, asked_on=TODAY + timedelta(days=1), answer_due_on=date.max))
    refused("given.days_order", desk.act, replace(good, answer_due_on=ASKED - timedelta(days=1)))
    desk.act(good)
    refused("address_enquiry.open_already", desk.act, good)
    desk.act(replace(good, asked_at=EnquiryAt.TRADE_REGISTER))


def test_what_cannot_be_the_answer(desk: Desk) -> None:
    enquiry = asked(desk, desk.debtor)
    good = AnswerAddress(enquiry, 1, TODAY, EnquiryResult.NOT_FOUND, "BRP")
    refused("address_enquiry.place", desk.act, replace(good, place=NEW))
    refused("address_enquiry.place", desk.act, replace(good, result=EnquiryResult.NEW_ADDRESS))
    refused("address_enquiry.none_doubted", desk.act, replace(good, result=EnquiryResult.CONFIRMED))
    refused("given.days_order", desk.act, replace(good, answered_on=ASKED - timedelta(days=1)))
    desk.act(good)
    refused("address_enquiry.answered", desk.act, replace(good, version=2))
