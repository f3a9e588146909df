"""T17: no default without an agreed term, and a baker who is a business for his flour and a consumer at home."""

from datetime import date, timedelta

from casebook.domain.capacity import Capacity
from casebook.domain.component import Component
from casebook.domain.default import Agreed
from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.proof import ReturnedAs
from casebook.domain.money import Cents
from casebook.jobs import letter_offer
from casebook.store.actions.ledger import ChargeCosts
from casebook.store.models.claims import RateKind
from casebook.store.models.parties import PartyKind
from casebook.store.queries.payoff import PayoffLine, payoff
from tests.trials.office import ORDINARY, SATURDAY, K, Office

LAST_DAY = date(2026, 12, 10)
NOT_YET = (
    "Nog niet in verzuim: K-1; deze brief komt te vroeg, stuur eerst een ingebrekestelling met een redelijke termijn, "
    "of leg de afgesproken termijn vast."
)


def consumer(office: Office) -> int:
    case = office.case(office.party("C. Consument"))
    known = {"capacity": Capacity.CONSUMER, "agreed": Agreed.INVOICE, "invoice_on": date(2026, 9, 1)}
    office.claim(case, "K-1", 10_000, date(2026, 9, 30), "consumer_sale", **known)
    return case


def baker(office: Office) -> tuple[int, int, int]:
    """Return the case of the baker with his two claims: flour, and energy at home."""
    case = office.case(office.party("Bakker Bol", PartyKind.SOLE_TRADER))
    due_on = date(2026, 10, 1)
    flour = office.claim(case, "M-1", 93_845, due_on, rate_kind=RateKind.COMMERCIAL)
    energy = office.claim(case, "S-1", 28_000, due_on, "consumer_energy", capacity=Capacity.CONSUMER)
    return case, flour, energy


def line(office: Office, case: int, number: str) -> PayoffLine:
    found = payoff(office.database, case, office.day)
    assert found is not None
    return next(one for one in found.lines if one.number == number)


def test_without_an_agreed_term_interest_and_costs_abstain(office: Office) -> None:
    case = consumer(office)
    found = line(office, case, "K-1")
    assert (found.open.total, found.interest.run_up, found.interest.per_day) == (10_000, 0, 0)
    reason = found.interest.reason
    assert reason is not None
    assert (reason.code, reason.source) == ("default.no_fatal_term", "BW 6:82 lid 1")
    (reminder,) = office.drafts(case, K.REMINDER, last_day=LAST_DAY)
    assert reminder.asks_cents == 10_000
    for kind in (K.FOURTEEN_DAY, K.DEMAND):
        assert office.stops(case, kind, last_day=LAST_DAY) == [NOT_YET]
    assert office.clocks(case)["K-1", "C. Consument"].safe_until == date(2028, 9, 30)


def test_a_notice_of_default_that_left_begins_it_and_then_the_14_day_letter_may(office: Office) -> None:
    case = consumer(office)
    (notice,) = office.write(case, K.NOTICE_OF_DEFAULT, last_day=LAST_DAY)
    assert "Wij geven u nog tot en met 10 december 2026 de tijd" in office.text(notice)
    assert office.stops(case, K.FOURTEEN_DAY, last_day=LAST_DAY) == [NOT_YET]
    office.send([notice])
    assert office.stops(case, K.FOURTEEN_DAY, last_day=LAST_DAY) == [NOT_YET]
    office.until(LAST_DAY)
    assert office.stops(case, K.FOURTEEN_DAY, last_day=date(2026, 12, 31)) == [NOT_YET]
    office.until(LAST_DAY + timedelta(1))
    assert office.stops(case, K.FOURTEEN_DAY, last_day=date(2026, 12, 31)) == []
    assert line(office, case, "K-1").interest.per_day == 1
    (letter,) = office.drafts(case, K.FOURTEEN_DAY, last_day=date(2026, 12, 31))
    assert facts_of(letter.facts).extras["costs_after"] == 4_000
    kinds = [one.kind for one in letter_offer.fits(office.database, office.day, case)]
    assert K.NOTICE_OF_DEFAULT not in kinds


def test_a_notice_that_came_back_begins_nothing(office: Office) -> None:
    case = consumer(office)
    (notice,) = office.write(case, K.NOTICE_OF_DEFAULT, last_day=LAST_DAY)
    office.send([notice])
    office.until(SATURDAY + timedelta(5))
    office.returned(office.comes_back("Retour: vertrokken"), office.dispatch(notice, ORDINARY), ReturnedAs.MOVED)
    office.until(LAST_DAY + timedelta(1))
    assert NOT_YET in office.stops(case, K.FOURTEEN_DAY, last_day=date(2026, 12, 31))
    assert line(office, case, "K-1").interest.per_day == 0


def test_a_notice_without_a_term_after_its_receipt_begins_nothing(office: Office) -> None:
    case = consumer(office)
    (notice,) = office.write(case, K.NOTICE_OF_DEFAULT, last_day=SATURDAY + timedelta(2))
    office.send([notice])
    office.until(LAST_DAY)
    assert line(office, case, "K-1").interest.per_day == 0


def test_flour_bears_commercial_interest_and_costs_without_a_14_day_letter(office: Office) -> None:
    case, flour, _ = baker(office)
    found = line(office, case, "M-1").interest.finding
    assert found is not None
    (row,) = found.value.rows
    assert (row.start, str(row.rate), found.value.interest) == (date(2026, 10, 2), "10.40", 1_364)
    charge = ChargeCosts(flour, Component.COLLECTION_COSTS, Cents(14_077), office.day, "staffel")
    office.act(charge)
    assert office.stops(case, K.DEMAND, last_day=LAST_DAY, claim_ids=(flour,)) == []
    (demand,) = office.drafts(case, K.DEMAND, last_day=LAST_DAY, claim_ids=(flour,))
    assert demand.asks_cents == 93_845 + 1_364 + 14_077


def test_energy_at_home_is_of_a_consumer(office: Office) -> None:
    case, flour, energy = baker(office)
    found = line(office, case, "S-1").interest.finding
    assert found is not None
    assert [str(row.rate) for row in found.value.rows] == ["4.00"]
    ends = {number: row.safe_until for (number, _), row in office.clocks(case).items()}
    assert ends == {"M-1": date(2031, 10, 1), "S-1": date(2028, 10, 1)}
    office.act(ChargeCosts(energy, Component.COLLECTION_COSTS, Cents(4_200), office.day, "staffel"))
    (said,) = office.stops(case, K.DEMAND, last_day=LAST_DAY, claim_ids=(energy,))
    assert "veertiendagenbrief" in said
    # Not one capacity for the whole debtor: the letter is of what he owes at home, with the costs over that alone.
    (letter,) = office.drafts(case, K.FOURTEEN_DAY, last_day=LAST_DAY)
    facts = facts_of(letter.facts)
    assert [(one.number, one.principal) for one in facts.claims] == [("S-1", 28_000)]
    assert facts.extras["costs_after"] == 4_200
    (business,) = office.stops(case, K.FOURTEEN_DAY, last_day=LAST_DAY, claim_ids=(flour,))
    assert business.startswith("M-1 is een vordering op een bedrijf")


def test_the_scale_is_not_for_damages(office: Office) -> None:
    case = office.case(office.party("S. Schade"))
    claim = office.claim(case, "D-1", 50_000, date(2026, 10, 1), "damages", capacity=Capacity.CONSUMER)
    (said, *_) = office.stops(case, K.FOURTEEN_DAY, last_day=LAST_DAY)
    assert "geen incassokosten volgens de staffel" in said
    office.act(ChargeCosts(claim, Component.COLLECTION_COSTS, Cents(7_500), office.day, "staffel"))
    stops = office.stops(case, K.DEMAND, last_day=LAST_DAY)
    assert any("D-1" in one and "incassokosten" in one for one in stops)
