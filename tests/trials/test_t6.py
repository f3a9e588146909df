"""T6: a firm goes bankrupt, and its partners, of whom one had left, are not bankrupt by that (HR 2015:251)."""

from datetime import date
from typing import NamedTuple

import pytest

from casebook.domain.insolvency.facts import Kind, Source
from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.store import beside
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.unwinding import UnwindInsolvency
from casebook.store.models.claims import Relation
from casebook.store.models.limitation import Grade
from casebook.store.models.parties import PartyKind
from casebook.store.queries import bookings, liabilities, unwinding
from tests.trials.office import K, Office

FIRM, STAYED, LEFT = "Vof De Waard", "A. de Waard", "B. Hazelaar"
LEFT_ON = date(2024, 6, 30)
RECEIVED, BANKRUPT = date(2026, 11, 10), date(2026, 11, 17)
LAST_DAY = date(2026, 12, 14)
OWN, CLAIMED = date(2027, 12, 15), date(2031, 11, 10)


class Firm(NamedTuple):
    """A firm that owes since 2022, and was written to in November, and its partners."""

    office: Office
    case: int
    claim: int
    debtor: int
    partners: dict[str, int]

    def unwound(self) -> int:
        """Let the firm be bankrupt and its case go by that; return the id of the proceeding."""
        office = self.office
        id_: int = office.act(
            RecordInsolvency(self.debtor, Kind.BANKRUPTCY, office.day, Source.LETTER, started_on=BANKRUPT)
        )
        version = office.database.value("SELECT version FROM insolvency WHERE id = ?", (id_,))
        office.act(UnwindInsolvency(id_, version, "faillissement van de vof"))
        return id_


@pytest.fixture
def firm(office: Office) -> Firm:
    debtor = office.party(FIRM, PartyKind.VOF)
    partners = {name: office.party(name) for name in (STAYED, LEFT)}
    case = office.case(debtor)
    claim = office.claim(case, "V-1", 846_025, date(2022, 12, 15))
    for name, until_on in ((STAYED, None), (LEFT, LEFT_ON)):
        office.act(AddLiability(claim, Liable(partners[name], Relation.PARTNER, until_on=until_on)))
    office.act(RecordEvent(case, EventFacts("demand", RECEIVED, (Reached(debtor),), RECEIVED), Grade.STRONG))
    return Firm(office, case, claim, debtor, partners)


def test_there_are_three_clocks_and_the_letter_to_the_firm_moved_only_its_own(firm: Firm) -> None:
    assert firm.office.ends(firm.case) == {FIRM: (CLAIMED, CLAIMED), STAYED: (OWN, CLAIMED), LEFT: (OWN, CLAIMED)}


def test_unwinding_the_firm_leaves_its_partners_alone(firm: Firm) -> None:
    office = firm.office
    before = {name: ends for name, ends in office.ends(firm.case).items() if name != FIRM}
    letters = {office.card(one).row.addressee: one for one in office.interrupt([firm.claim])}
    proceeding = firm.unwound()
    assert {name: ends for name, ends in office.ends(firm.case).items() if name != FIRM} == before
    found = unwinding.of_proceeding(office.database, proceeding)
    assert found is not None
    live = [one for one in found.items if one.kind is ItemKind.LIABILITY]
    assert [(one.name, one.outcome) for one in live] == [
        (STAYED, ItemOutcome.KEPT_LIVE),
        (LEFT, ItemOutcome.KEPT_LIVE),
    ]
    (sheet,) = bookings.sheets(office.database, firm.case, office.day)
    assert (sheet.number, sheet.not_pursued, sheet.open.principal) == ("V-1", False, 846_025)
    partners = [letters[STAYED], letters[LEFT]]
    assert [office.state(one) for one in partners] == ["ready", "ready"]
    office.send(partners)
    assert [office.state(one) for one in partners] == ["sent", "sent"]


def test_both_partners_are_asked_to_pay_what_the_firm_owes(firm: Firm) -> None:
    office = firm.office
    firm.unwound()
    for name, party in firm.partners.items():
        assert office.stops(firm.case, K.CO_DEBTOR_DEMAND, parties=(party,), last_day=LAST_DAY) == [], name


def test_who_left_owes_only_what_is_from_his_time(firm: Firm) -> None:
    office = firm.office
    later = office.claim(firm.case, "V-2", 100_000, date(2025, 1, 15), invoice_on=date(2024, 12, 16))
    for name, until_on in ((STAYED, None), (LEFT, LEFT_ON)):
        office.act(AddLiability(later, Liable(firm.partners[name], Relation.PARTNER, until_on=until_on)))
    found = beside.of_case(office.database, firm.case, office.day)
    assert [(one.name, one.number) for one in found] == [(STAYED, "V-1"), (LEFT, "V-1"), (STAYED, "V-2")]
    assert [name for _, name in liabilities.parties(office.database, firm.case, office.day)] == [STAYED, LEFT]
    asked = {}
    for name, party in firm.partners.items():
        (draft,) = office.drafts(firm.case, K.CO_DEBTOR_DEMAND, parties=(party,), last_day=LAST_DAY)
        asked[name] = [one.claim_id for one in draft.claims]
    assert asked == {STAYED: [firm.claim, later], LEFT: [firm.claim]}


def test_a_partner_who_goes_bankrupt_himself_does_so_for_what_he_owes(firm: Firm) -> None:
    office, left = firm.office, firm.partners[LEFT]
    firm.unwound()
    office.act(RecordInsolvency(left, Kind.BANKRUPTCY, office.day, Source.LETTER, started_on=office.day))
    assert [one for one in office.signals(firm.case) if LEFT in one] != []
    assert [one for one in office.signals(firm.case) if STAYED in one] == []
