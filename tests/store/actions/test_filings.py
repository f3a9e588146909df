"""Filing on both engines: what stood open at the start, by letter or otherwise, answered, and paid to the cent."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from casebook.domain.insolvency.dues import DateKind
from casebook.domain.insolvency.facts import EndKind, EventKind, Kind, PersonRole, Source
from casebook.domain.insolvency.filing import Rank
from casebook.domain.insolvency.standing import Stage
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents
from casebook.store.actions.filings import AnswerFiling, FileClaims, ReceiveDistribution
from casebook.store.actions.insolvencies import AnnulInsolvency, EndInsolvency, RecordInsolvency
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.queries import case, insolvencies, letter_card
from casebook.store.queries.insolvencies import InsolvencyCard
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.outgoing import HERE, Post
from tests.store.actions.refusal import refused

E, R = EventKind, Rank
BEGAN, KNOWN = date(2026, 11, 3), date(2026, 11, 9)
TRUSTEE = Appointed(PersonRole.TRUSTEE, "mr. X. Curator", place=HERE)


def bankrupt(desk: Desk, kind: Kind = Kind.BANKRUPTCY, **more: Any) -> int:
    values: dict[str, Any] = {"number": "F.13/26/123", "persons": (TRUSTEE,), "started_on": BEGAN} | more
    id_: int = desk.act(RecordInsolvency(desk.debtor, kind, KNOWN, Source.LETTER, **values))
    return id_


def card(desk: Desk, id_: int) -> InsolvencyCard:
    found = insolvencies.card(desk.database, id_)
    assert found is not None
    return found


def position(desk: Desk, id_: int) -> tuple[Any, ...]:
    (one,) = card(desk, id_).filing.positions
    return (one.filed, one.recognised, one.contested, one.expected, one.received)


def filed(desk: Desk, id_: int) -> list[tuple[int, ...]]:
    return [(row.principal, row.interest, row.costs) for row in card(desk, id_).filing.claims]


def test_the_letter_that_leaves_files_what_stood_open_at_the_start(desk: Desk) -> None:
    """Not what came in on the day itself, with the interest to the day before (Fw 23; 128)."""
    post = Post(desk, TODAY)
    desk.claim("F-1", 1_000_00)
    id_ = bankrupt(desk)
    desk.pay(400_00, BEGAN, insolvency_choice="naar de boedel")
    trustee = card(desk, id_).acting(TODAY)
    assert trustee is not None
    extras = {"opened_on": BEGAN, "rank": "rank_preferential", "insolvency_number": "F.13/26/123"}
    wanted = {"to": trustee.party_id, "extras": extras, "origin": "insolvency", "origin_id": id_}
    (letter,) = post.prepare(LetterKind.CLAIM_FILING, **wanted)
    told = letter_card.letter(desk.database, letter, TODAY)
    assert told is not None
    assert told.row.role == "curator_bankruptcy"
    assert card(desk, id_).standing.stage is Stage.CONFIRMED
    post.release(letter)
    post.send_all(letter)
    found = card(desk, id_)
    assert found.standing.stage is Stage.FILED
    # 1.000,00 from 02-10-2026 up to and including 02-11-2026: 32 days of interest at 4 percent.
    assert filed(desk, id_) == [(1_000_00, 3_51, 0)]
    assert [one.rank for one in found.filing.positions] == [R.PREFERENTIAL]
    receipt = found.standing.due(DateKind.RECEIPT)
    assert receipt is not None
    assert receipt.on == date(2026, 12, 11)


def test_what_was_supplied_before_and_since_is_cut_by_days(desk: Desk) -> None:
    """30 days of November, of which two before the third: 2/30 of 600,00, though it was charged after the start."""
    november = {"supplied_from": date(2026, 11, 1), "supplied_until": date(2026, 11, 30)}
    desk.claim("F-1", 600_00, invoice_on=date(2026, 11, 15), due_on=date(2026, 12, 15), **november)
    later = {"supplied_from": date(2026, 11, 5), "supplied_until": date(2026, 11, 20)}
    desk.claim("F-2", 100_00, invoice_on=date(2026, 11, 20), due_on=date(2026, 12, 20), **later)
    id_ = bankrupt(desk)
    desk.act(FileClaims(id_, desk.case, TODAY))
    assert filed(desk, id_) == [(40_00, 0, 0)]
    # The rest, and what was supplied since, is a debt of the estate.
    desk.act(FileClaims(id_, desk.case, TODAY, R.ESTATE))
    assert sorted(filed(desk, id_)) == [(40_00, 0, 0), (100_00, 0, 0), (560_00, 0, 0)]
    assert [(one.rank, one.filed) for one in card(desk, id_).filing.positions] == [
        (R.ESTATE, 660_00), (R.CONCURRENT, 40_00),
    ]  # fmt: skip


def test_partly_recognised_contested_verified_and_paid_to_the_cent(desk: Desk) -> None:
    first, second = desk.claim("F-1", 600_00), desk.claim("F-2", 400_00)
    freeze(desk)
    id_ = bankrupt(desk)
    desk.act(FileClaims(id_, desk.case, TODAY))
    total = position(desk, id_)[0]
    desk.act(AnswerFiling(id_, E.CONTESTED, TODAY, until_on=TODAY + timedelta(10)))
    assert position(desk, id_) == (total, 0, total, None, 0)
    assert card(desk, id_).standing.stage is Stage.CONTESTED
    desk.act(AnswerFiling(id_, E.PARTLY_RECOGNISED, TODAY, cents=Cents(total - 10_00)))
    assert position(desk, id_)[1:3] == (total - 10_00, 10_00)
    desk.act(AnswerFiling(id_, E.DISTRIBUTION_LIST, TODAY, hundredths=1_000))
    expected = position(desk, id_)[3]
    booked = desk.act(ReceiveDistribution(id_, desk.case, TODAY, Cents(expected), "slotuitdeling"))
    assert booked.unallocated == 0
    assert position(desk, id_)[3:] == (expected, expected)
    paid = dict.fromkeys((first, second), 0)
    for claim, cents, _ in desk.allocated(booked.payment_id):
        assert claim is not None
        paid[claim] += cents
    # In proportion to what was filed: three fifths and two fifths, to the cent.
    assert sum(paid.values()) == expected
    assert abs(paid[first] * 2 - paid[second] * 3) <= 3
    assert card(desk, id_).standing.stage is Stage.DISTRIBUTED


def freeze(desk: Desk) -> None:
    """Stop the interest, so that only what ran before is owed beside the principal."""
    desk.database.execute("UPDATE claim SET interest_frozen_on = ?, version = version + 1", (BEGAN,))


def test_what_is_taken_back_was_never_filed(desk: Desk) -> None:
    desk.claim("F-1", 600_00)
    id_ = bankrupt(desk)
    desk.act(FileClaims(id_, desk.case, TODAY))
    desk.act(UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))
    assert card(desk, id_).filing.positions == ()
    assert card(desk, id_).standing.stage is Stage.CONFIRMED


def test_what_is_filed_for_one_case_leaves_the_reminder_of_another(desk: Desk) -> None:
    """Each case has its own claims: only what was filed needs no filing any more, in whatever case it is."""
    first, other = desk.case, desk.second_case()
    desk.claim("F-1", 600_00)
    desk.case = other
    desk.claim("F-2", 300_00)
    id_ = bankrupt(desk)

    def told(case_id: int) -> list[str]:
        some = ("signal.insolvency_file", "signal.insolvency_file_house", "signal.insolvency_file_passed")
        return [one.code for one in case.signals(desk.database, case_id) if one.code in some]

    assert told(first) == told(other) == ["signal.insolvency_file_house"]
    desk.act(FileClaims(id_, first, TODAY))
    assert (told(first), told(other)) == ([], ["signal.insolvency_file_house"])
    # A claim of before that is brought in later is still to be filed; one of after it is not.
    desk.case = first
    late = desk.claim("F-3", 50_00)
    desk.claim("F-4", 50_00, supplied_from=BEGAN, supplied_until=TODAY, invoice_on=TODAY, due_on=date(2026, 12, 20))
    assert told(first) == ["signal.insolvency_file_house"]
    desk.act(FileClaims(id_, first, TODAY, claim_ids=(late,)))
    assert told(first) == []
    # The judge's day goes before the house's own.
    desk.act(RecordInsolvencyEvent(id_, E.BAR_DATE, TODAY + timedelta(5)))
    assert (told(first), told(other)) == ([], ["signal.insolvency_file"])
    # That claims were filed without saying which means all of them.
    desk.act(RecordInsolvencyEvent(id_, E.FILED, TODAY))
    assert told(first) == told(other) == []


def test_what_is_supplied_since_is_proposed_as_a_debt_of_the_estate_until_it_is_filed(desk: Desk) -> None:
    """By the supply, not by the day of the invoice: 28 of 30 days of November, and what the estate ordered."""
    november = {"supplied_from": date(2026, 11, 1), "supplied_until": date(2026, 11, 30)}
    desk.claim("F-1", 600_00, invoice_on=date(2026, 11, 15), due_on=date(2026, 12, 15), **november)
    id_ = bankrupt(desk)

    def told() -> list[object]:
        found = case.signals(desk.database, desk.case)
        return [one.parameters["cents"] for one in found if one.code == "signal.insolvency_estate"]

    assert told() == [560_00]
    ordered = {"supplied_from": date(2026, 11, 5), "supplied_until": date(2026, 11, 20)}
    late = desk.claim("F-2", 100_00, invoice_on=date(2026, 11, 20), due_on=date(2026, 12, 20), **ordered)
    assert told() == [660_00]
    # What was filed of before is another debt; each is filed once.
    desk.act(FileClaims(id_, desk.case, TODAY))
    assert told() == [660_00]
    desk.act(FileClaims(id_, desk.case, TODAY, R.ESTATE, claim_ids=(late,)))
    assert told() == [560_00]
    desk.act(FileClaims(id_, desk.case, TODAY, R.ESTATE))
    assert told() == []


def test_where_nothing_is_from_before_nothing_is_to_be_filed(desk: Desk) -> None:
    """It would be asked for by a day, and refused: nothing stood open at the start. A claim from before asks again."""
    since = {"supplied_from": date(2026, 11, 5), "supplied_until": date(2026, 11, 20)}
    desk.claim("F-1", 100_00, invoice_on=date(2026, 11, 20), due_on=date(2026, 12, 20), **since)
    bankrupt(desk)

    def told() -> set[str]:
        return {one.code for one in case.signals(desk.database, desk.case)}

    assert "signal.insolvency_estate" in told()
    assert "signal.insolvency_file_house" not in told()
    desk.claim("F-2", 50_00, due_on=date(2026, 10, 1))
    assert "signal.insolvency_file_house" in told()


def test_in_a_suspension_nothing_is_proposed_as_a_debt_of_the_estate(desk: Desk) -> None:
    """Fw 232: it stands outside it, and is simply paid."""
    since = {"supplied_from": date(2026, 11, 5), "supplied_until": date(2026, 11, 20)}
    desk.claim("F-1", 100_00, invoice_on=date(2026, 11, 20), due_on=date(2026, 12, 20), **since)
    bankrupt(desk, Kind.SUSPENSION, number="S.13/26/7", persons=())
    assert "signal.insolvency_estate" not in [one.code for one in case.signals(desk.database, desk.case)]


def test_what_cannot_be_is_refused_with_what_to_do(desk: Desk) -> None:
    id_ = bankrupt(desk)
    command = FileClaims(id_, desk.case, TODAY)
    refused("filing.nothing_open", desk.act, command)
    refused("filing.nothing_filed", desk.act, AnswerFiling(id_, E.VERIFIED, TODAY))
    desk.claim("F-1", 600_00)
    desk.act(command)
    refused("filing.nothing_filed", desk.act, AnswerFiling(id_, E.VERIFIED, TODAY, R.SECURED))
    refused("filing.not_partly", desk.act, AnswerFiling(id_, E.PARTLY_RECOGNISED, TODAY, cents=Cents(0)))
    refused("filing.more_than_filed", desk.act, AnswerFiling(id_, E.RECOGNISED, TODAY, cents=Cents(9_999_00)))
    refused("filing.percentage", desk.act, AnswerFiling(id_, E.DISTRIBUTION_LIST, TODAY))
    refused("given.no_reason", desk.act, ReceiveDistribution(id_, desk.case, TODAY, Cents(1), " "))
    seen = (id_, desk.version("insolvency", id_))
    desk.act(EndInsolvency(*seen, TODAY, EndKind.DISTRIBUTION))
    refused("insolvency.not_live", desk.act, replace(command, text="te laat"))
    # What is paid after the end is still booked; after an annulment there is nothing to pay.
    desk.act(ReceiveDistribution(id_, desk.case, TODAY, Cents(1_00), "nagekomen bate"))
    desk.act(AnnulInsolvency(id_, desk.version("insolvency", id_), TODAY, EndKind.ANNULLED, "hoger beroep"))
    refused("insolvency.not_live", desk.act, ReceiveDistribution(id_, desk.case, TODAY, Cents(1_00), "x"))


def test_in_a_suspension_nobody_gives_up_his_rank_by_filing(desk: Desk) -> None:
    """Fw 232; 257: a suspension does not work against what goes before."""
    desk.claim("F-1", 600_00)
    id_ = bankrupt(desk, Kind.SUSPENSION, number="S.13/26/7", persons=())
    command = FileClaims(id_, desk.case, TODAY, R.PREFERENTIAL)
    assert refused("filing.priority_lost", desk.act, command)["rank"] == "rank_preferential"
    desk.act(replace(command, rank=R.CONCURRENT))
    assert [one.rank for one in card(desk, id_).filing.positions] == [R.CONCURRENT]


def test_what_came_in_and_was_kept_apart_is_booked_as_the_distribution_it_is(desk: Desk) -> None:
    """Invariant 17: it goes to a claim of before only by the choice of a person."""
    claim = desk.claim("F-1", 600_00, due_on=date(2026, 12, 1))
    id_ = bankrupt(desk)
    desk.act(FileClaims(id_, desk.case, TODAY))
    apart = desk.pay(60_00)
    assert (apart.unallocated, desk.balance(claim).principal) == (60_00, 600_00)
    command = ReceiveDistribution(id_, desk.case, TODAY, Cents(60_00), "tussentijds", payment_id=apart.payment_id)
    refused("filing.other_payment", desk.act, replace(command, cents=Cents(50_00)))
    booked = desk.act(command)
    assert [part[:2] for part in desk.allocated(booked.payment_id)] == [(claim, 60_00)]
    assert (desk.balance(claim).principal, position(desk, id_)[4]) == (540_00, 60_00)
