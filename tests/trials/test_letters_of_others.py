"""What touches letters of T1, T5 and T6: a counsellor, a claim at a bailiff, partners of a firm."""

from datetime import date

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.limitation.facts import Proof
from casebook.store.actions.holds import PlaceHold
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.representations import Acting, AddRepresentation, ChangeRepresentation
from casebook.store.models.claims import Relation
from casebook.store.models.limitation import Grade
from casebook.store.models.parties import PartyKind, RepresentativeRole
from casebook.store.queries.payoff import payoff
from tests.trials.office import EMAIL, ORDINARY, K, Office

LAST_DAY = date(2026, 12, 14)


def counselled(office: Office) -> tuple[int, int, int, int]:
    """Return the case of T1 with its debtor, his counsellor, and who acts."""
    office.day = date(2026, 11, 2)
    debtor, counsellor = office.party("K. Koper"), office.party("Kredietbank", PartyKind.LEGAL)
    case = office.case(debtor)
    for number, (cents, month) in enumerate(((61_280, 7), (24_000, 8), (18_640, 9), (9_500, 10)), 1):
        due_on, known = date(2026, month, 15), {"capacity": Capacity.CONSUMER, "agreed": Agreed.CONDITIONS}
        office.claim(case, f"W-{number}", cents, due_on, "consumer_sale", **known)
    office.until(date(2026, 11, 3))
    office.send(office.write(case, K.FOURTEEN_DAY, last_day=date(2026, 11, 20)))
    office.until(date(2026, 11, 16))
    acting = Acting(RepresentativeRole.DEBT_COUNSELLOR, from_on=office.day)
    representation = office.act(AddRepresentation(debtor, counsellor, acting))
    office.act(PlaceHold(case, "schuldhulpverlening", office.day, date(2027, 3, 30)))
    return case, debtor, counsellor, representation


def test_t1_the_14_day_letter_announces_one_fee_over_the_sum(office: Office) -> None:
    case, *_ = counselled(office)
    (letter,) = office.letters(case)
    assert office.card(letter).text.facts.extras["costs_after"] == 17_013
    found = payoff(office.database, case, office.day)
    assert found is not None
    assert found.total == 113_420 + 1_225
    assert [one.interest_due for one in found.lines] == [826, 242, 125, 32]


def test_t1_nobody_is_chased_while_a_counsellor_helps_and_no_letter_goes_to_the_debtor_alone(office: Office) -> None:
    case, *_ = counselled(office)
    for kind in (K.REMINDER, K.DEMAND, K.HANDING_OVER):
        said = " ".join(office.stops(case, kind, last_day=LAST_DAY))
        assert "schuldhulp" in said
    drafts = office.drafts(case, K.BALANCE_CONFIRMATION)
    assert [one.role for one in drafts] == [None, RepresentativeRole.DEBT_COUNSELLOR]


def test_t1_he_is_answered_once_his_authority_was_seen(office: Office) -> None:
    case, _, _, representation = counselled(office)
    letters = office.write(case, K.BALANCE_CONFIRMATION)
    to_counsellor = letters[1]
    (said,) = office.stopped(to_counsellor)
    assert "Kredietbank" in said
    seen = Acting(RepresentativeRole.DEBT_COUNSELLOR, authority_seen_on=office.day, from_on=office.day)
    office.act(ChangeRepresentation(representation, 1, seen))
    assert office.stopped(to_counsellor) == []
    office.send(letters)
    assert office.state(to_counsellor) == "sent"
    office.until(date(2027, 3, 31))
    assert office.database.fetch("SELECT lifted_on FROM hold") == [(None,)]
    assert any("schuldhulpverlening" in one for one in office.signals(case))


@pytest.mark.parametrize("on_hold", [False, True])
def test_t5_placing_stops_a_demand_and_never_an_interruption(office: Office, *, on_hold: bool) -> None:
    case = office.case(office.party("S. Stil"))
    claim = office.claim(case, "B-1", 348_000, date(2022, 1, 31))
    office.place(claim)
    if on_hold:
        office.act(PlaceHold(case, "bij deurwaarder", office.day))
    assert office.why(case)[:2] == (1, date(2027, 1, 31))
    assert any("B-1" in one for one in office.stops(case, K.DEMAND, last_day=LAST_DAY))
    (letter,) = office.interrupt([claim])
    office.send([letter])
    assert office.state(letter) == "sent"
    assert ("B-1", "S. Stil") in office.on_radar()


def test_t6_a_letter_to_the_firm_leaves_letters_to_the_partners_to_be_written(office: Office) -> None:
    firm = office.party("Vof De Waard", PartyKind.VOF)
    partners = [office.party("A. de Waard"), office.party("B. Hazelaar")]
    case = office.case(firm)
    claim = office.claim(case, "V-1", 846_025, date(2022, 12, 15))
    for partner, left_on in zip(partners, (None, date(2024, 6, 30)), strict=True):
        office.act(AddLiability(claim, Liable(partner, Relation.PARTNER, until_on=left_on)))
    received_on = date(2026, 11, 10)
    office.act(RecordEvent(case, EventFacts("demand", received_on, (Reached(firm),), received_on), Grade.STRONG))
    bankrupt = EventFacts("insolvency", date(2026, 11, 17), (Reached(firm),), regime="bankruptcy")
    office.act(RecordEvent(case, bankrupt))
    own, claimed = date(2027, 12, 15), date(2031, 11, 10)
    ends = office.ends(case)
    assert ends["A. de Waard"] == ends["B. Hazelaar"] == (own, claimed)
    letters = office.interrupt([claim])
    to = {office.card(letter).row.addressee: letter for letter in letters}
    assert set(to) >= {"A. de Waard", "B. Hazelaar"}
    # The firm is bankrupt: its letter wants a trustee. That of the partners leaves.
    assert office.stopped(to["Vof De Waard"]) != []
    office.send([to["A. de Waard"], to["B. Hazelaar"]])
    office.until(date(2026, 11, 26))
    office.signed_for(to["B. Hazelaar"], date(2026, 11, 25))
    ends = office.ends(case)
    assert (ends["A. de Waard"][0], ends["B. Hazelaar"][0]) == (own, date(2031, 11, 25))
    assert office.clocks(case)["V-1", "A. de Waard"].last_proof is Proof.ASSERTED


def test_who_does_not_owe_is_written_to_by_mail_where_there_is_nowhere_to_send_post_to(office: Office) -> None:
    debtor = office.party("K. Koper", home=False, mail="k@koper.example")
    case = office.case(debtor)
    office.claim(case, "W-1", 61_280, date(2026, 7, 15), capacity=Capacity.CONSUMER, agreed=Agreed.CONDITIONS)
    asked = {"extras": {"text": "Uw vraag"}}
    ways = {}
    for name, home, mail in (("mail", False, "a@b.example"), ("both", True, "c@d.example"), ("none", False, "")):
        other = office.party(name, PartyKind.LEGAL, home=home, mail=mail)
        (draft,) = office.drafts(case, K.TRUSTEE_ANSWER, to=other, **asked)
        ways[name] = draft.ways
    assert ways == {"mail": (EMAIL,), "both": (ORDINARY,), "none": (ORDINARY,)}
    # A debtor has to agree to it.
    assert [draft.ways for draft in office.drafts(case, K.REMINDER)] == [(ORDINARY,)]
