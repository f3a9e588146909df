"""Debts of an estate on both engines: presented by letter, answered and paid, beside what is filed for verification."""

from datetime import date
from typing import Any

from casebook.domain.insolvency.dues import DateKind
from casebook.domain.insolvency.facts import EventKind, Kind, PersonRole
from casebook.domain.insolvency.filing import Rank
from casebook.domain.insolvency.items import ItemOutcome
from casebook.domain.insolvency.standing import Stage
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents
from casebook.store.actions.filings import AnswerFiling, FileClaims, ReceiveDistribution
from casebook.store.actions.insolvency_events import CorrectInsolvencyEvent
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.actions.unwinding import ChooseReceipt
from casebook.store.queries import case, letter_card
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.outgoing import HERE, Post
from tests.store.actions.refusal import refused
from tests.store.actions.test_filings import BEGAN, bankrupt, card

E, R = EventKind, Rank
NOVEMBER = {"supplied_from": date(2026, 11, 1), "supplied_until": date(2026, 11, 30), "invoice_on": date(2026, 11, 15)}
SINCE = {"supplied_from": date(2026, 11, 5), "supplied_until": date(2026, 11, 20), "invoice_on": date(2026, 11, 20)}
LATE = date(2026, 12, 20)
ADMINISTRATOR = Appointed(PersonRole.ADMINISTRATOR, "mr. B. Bewind", place=HERE)


def supplied(desk: Desk) -> tuple[int, int, int]:
    """Claim what is from before a bankruptcy, what is from before and after it, and what is from after."""
    before = desk.claim("F-1", 1_000_00)
    return before, desk.claim("F-2", 600_00, due_on=LATE, **NOVEMBER), desk.claim("F-3", 100_00, due_on=LATE, **SINCE)


def presented(desk: Desk, id_: int, **more: Any) -> int:
    """Send the letter that claims the debts of the estate."""
    post, trustee = Post(desk, TODAY), card(desk, id_).acting(TODAY)
    assert trustee is not None
    extras = {"opened_on": BEGAN, "rank": "rank_estate", "insolvency_number": "F.13/26/123"}
    (letter,) = post.prepare(
        LetterKind.CLAIM_FILING, to=trustee.party_id, extras=extras, origin="insolvency", origin_id=id_, **more
    )
    post.release(letter)
    post.send_all(letter)
    return letter


def due(desk: Desk, id_: int, kind: DateKind) -> date | None:
    found = card(desk, id_).standing.due(kind)
    return found.on if found else None


def told(desk: Desk) -> set[str]:
    found = case.signals(desk.database, desk.case)
    return {one.code.removeprefix("signal.insolvency_") for one in found if one.code.startswith("signal.insolvency_")}


def estate(desk: Desk, id_: int) -> tuple[Any, ...]:
    one = card(desk, id_).filing.of_rank(R.ESTATE)
    assert one is not None
    return one.filed, one.recognised, one.received


def test_the_letter_states_what_was_supplied_since_and_files_nothing_of_before(desk: Desk) -> None:
    """28 of 30 days of November, and all of what the estate ordered (Fw 26: the estate pays it, unverified)."""
    supplied(desk)
    id_ = bankrupt(desk)
    assert {"estate", "file_house"} <= told(desk)
    letter = presented(desk, id_)
    told_by = letter_card.letter(desk.database, letter, TODAY)
    assert told_by is not None
    text = told_by.text
    assert [(one.number, one.principal, one.interest) for one in text.facts.claims] == [
        ("F-2", 560_00, 0), ("F-3", 100_00, 0),
    ]  # fmt: skip
    body = " ".join(text.body.split())
    assert text.subject.startswith("Boedelschuld: Van Dam Bouw")
    for said in ("betaling uit de boedel", "Rang: boedelschuld", "niet ter verificatie te worden ingediend"):
        assert said in body
    for other in ("dienen onze vordering bij u ter verificatie in", "Rang: concurrent"):
        assert other not in body
    assert estate(desk, id_) == (660_00, None, 0)
    # What is from before is to be filed as it was, and who is asked after the debt is asked by a day.
    found = card(desk, id_)
    assert found.standing.stage is Stage.CONFIRMED
    assert due(desk, id_, DateKind.FILE) is not None
    assert due(desk, id_, DateKind.ESTATE) == date(2026, 12, 11)
    assert "file_house" in told(desk)
    assert "estate" not in told(desk)
    desk.act(FileClaims(id_, desk.case, TODAY))
    assert "file_house" not in told(desk)
    assert card(desk, id_).standing.stage is Stage.FILED
    sound(desk)


def test_who_presents_a_debt_of_the_estate_has_not_filed_the_part_of_before(desk: Desk) -> None:
    """A claim that is cut is filed for its part of before, also where the other part was presented first."""
    before, split, _ = supplied(desk)
    id_ = bankrupt(desk)
    desk.act(FileClaims(id_, desk.case, TODAY, R.ESTATE))
    desk.act(FileClaims(id_, desk.case, TODAY, claim_ids=(before,)))
    assert "file_house" in told(desk)
    desk.act(FileClaims(id_, desk.case, TODAY, claim_ids=(split,)))
    assert "file_house" not in told(desk)


def test_a_debt_of_the_estate_is_answered_and_paid_out_of_it(desk: Desk) -> None:
    supplied(desk)
    id_ = bankrupt(desk)
    desk.act(FileClaims(id_, desk.case, TODAY))
    presented(desk, id_)
    refused("filing.estate_not_verified", desk.act, AnswerFiling(id_, E.VERIFIED, TODAY, R.ESTATE))
    desk.act(AnswerFiling(id_, E.ACKNOWLEDGED, TODAY, R.ESTATE))
    # That is no answer to what was filed.
    assert card(desk, id_).standing.stage is Stage.FILED
    assert due(desk, id_, DateKind.RECEIPT) == due(desk, id_, DateKind.ESTATE) == date(2026, 12, 11)
    desk.act(AnswerFiling(id_, E.RECOGNISED, TODAY, R.ESTATE))
    assert estate(desk, id_) == (660_00, 660_00, 0)
    booked = desk.act(ReceiveDistribution(id_, desk.case, TODAY, Cents(660_00), "boedelschuld", R.ESTATE))
    assert booked.unallocated == 0
    assert estate(desk, id_) == (660_00, 660_00, 660_00)
    found = card(desk, id_)
    assert (found.standing.stage, found.standing.due(DateKind.ESTATE)) == (Stage.FILED, None)
    sound(desk)


def test_money_that_a_person_says_pays_the_estates_debts_is_told_with_them(desk: Desk) -> None:
    """Invariant 17: it goes to what is from after only because a person chose so."""
    _, split, since = supplied(desk)
    id_ = bankrupt(desk)
    presented(desk, id_)
    paid = desk.pay(660_00)
    desk.act(ChooseReceipt(id_, paid.payment_id, ItemOutcome.ESTATE_PAYMENT, "betaling door curator"))
    assert estate(desk, id_) == (660_00, None, 660_00)
    # Only the part of before is left.
    assert desk.balance(split).principal + desk.balance(since).principal == 40_00
    assert due(desk, id_, DateKind.ESTATE) is None


def test_a_day_that_is_corrected_keeps_what_was_filed_and_answered(desk: Desk) -> None:
    supplied(desk)
    id_ = bankrupt(desk)
    desk.act(FileClaims(id_, desk.case, TODAY))
    presented(desk, id_)
    desk.act(AnswerFiling(id_, E.RECOGNISED, TODAY, R.ESTATE))
    before = card(desk, id_).filing.positions
    for one in card(desk, id_).events:
        if one.kind in (E.FILED, E.RECOGNISED):
            desk.act(CorrectInsolvencyEvent(one.id, date(2026, 11, 20), "een dag eerder"))
    found = card(desk, id_)
    assert found.filing.positions == before
    assert found.standing.stage is Stage.FILED
    assert due(desk, id_, DateKind.RECEIPT) == date(2026, 12, 11)
    sound(desk)


def test_in_a_suspension_no_debt_of_an_estate_is_presented(desk: Desk) -> None:
    supplied(desk)
    id_ = bankrupt(desk, Kind.SUSPENSION, number="S.13/26/7", persons=(ADMINISTRATOR,))
    assert refused("filing.priority_lost", lambda at: presented(desk, at), id_)["rank"] == "rank_estate"
