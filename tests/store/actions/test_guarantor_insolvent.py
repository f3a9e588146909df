"""A guarantor who is bankrupt: what he owes is cut and filed in his estate, and the case of the debtor runs on."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.arrangement.terms import AgreedHow, PlanInterest, PlanTerms, Rhythm
from casebook.domain.insolvency.facts import EndKind, Kind, PersonRole, Source
from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents
from casebook.store.actions.arrangements import AgreeArrangement, DraftArrangement
from casebook.store.actions.filings import FileClaims
from casebook.store.actions.insolvencies import AnnulInsolvency, RecordInsolvency
from casebook.store.actions.insolvency_people import Appointed
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.unwinding import ChooseReceipt, UnwindInsolvency
from casebook.store.models.claims import Relation
from casebook.store.queries import case, insolvencies, unwinding
from casebook.store.queries.insolvencies import Listed
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.outgoing import HERE, Post
from tests.store.actions.refusal import refused

_K, _O = ItemKind, ItemOutcome
SINCE = date(2026, 10, 16)
TRUSTEE = Appointed(PersonRole.TRUSTEE, "mr. X. Curator", place=HERE)


def guarantor(desk: Desk, *claims: int, **more: Any) -> int:
    party = desk.party("Borg Beheer B.V.")
    for claim in claims:
        desk.act(AddLiability(claim, Liable(party, Relation.GUARANTOR, **more)))
    return party


def bankrupt(desk: Desk, party: int, **more: Any) -> int:
    values: dict[str, Any] = {"number": "F.13/26/9", "started_on": SINCE, "persons": (TRUSTEE,)} | more
    id_: int = desk.act(RecordInsolvency(party, Kind.BANKRUPTCY, TODAY, Source.LETTER, **values))
    return id_


def unwind(desk: Desk, id_: int) -> None:
    desk.act(UnwindInsolvency(id_, desk.version("insolvency", id_), "faillissement borg"))


def items(desk: Desk, id_: int) -> list[tuple[ItemKind, str | None, ItemOutcome]]:
    found = unwinding.of_proceeding(desk.database, id_)
    assert found is not None
    return [(one.kind, one.name, one.outcome) for one in found.items]


def plan(desk: Desk, party: int, claim: int) -> int:
    terms = PlanTerms(
        party_id=party,
        claim_ids=(claim,),
        rhythm=Rhythm.MONTHLY,
        first_on=TODAY + timedelta(20),
        total_cents=Cents(10_000),
        terms=5,
        interest=PlanInterest.RUNNING,
    )
    id_: int = desk.act(DraftArrangement(desk.case, terms))
    desk.act(AgreeArrangement(id_, desk.version("arrangement", id_), TODAY, AgreedHow.MAIL, override="bekend"))
    return id_


def test_his_debts_are_cut_and_the_debtor_goes_on(desk: Desk) -> None:
    """Invariant 9; Fw 136: each owes the whole in his own estate, and nothing of the debtor stands still for it."""
    claim = desk.claim("V-1", 50_000)
    later = desk.claim("L-1", 20_000, supplied_from=SINCE, supplied_until=TODAY)
    party = guarantor(desk, claim, later)
    own, his = plan(desk, desk.debtor, claim), plan(desk, party, later)
    post = Post(desk, TODAY)
    post.lives(desk.debtor)
    post.lives(party)
    (kept,) = post.prepare(LetterKind.UPDATED_STATEMENT)
    (asked,) = post.prepare(
        LetterKind.GUARANTOR_DEMAND, parties=(party,), claim_ids=(claim,), last_day=TODAY + timedelta(20)
    )
    paid = desk.pay(1_000, TODAY)
    id_ = bankrupt(desk, party)
    unwind(desk, id_)
    told = items(desk, id_)
    assert [one for one in told if one[0] is _K.LIABILITY] == [
        (_K.LIABILITY, "V-1", _O.COVERED), (_K.LIABILITY, "L-1", _O.LATER),
    ]  # fmt: skip
    assert [(kind, outcome) for kind, _, outcome in told if kind is not _K.LIABILITY] == [
        (_K.ARRANGEMENT, _O.SUSPENDED), (_K.LETTER, _O.WITHDRAWN),
    ]  # fmt: skip

    def gone(table: str, column: str, id_: int) -> bool:
        return desk.database.value(f"SELECT {column} FROM {table} WHERE id = ?", (id_,)) is not None

    assert (gone("arrangement", "suspended_on", own), gone("arrangement", "suspended_on", his)) == (False, True)
    assert (gone("letter", "withdrawn_on", kept), gone("letter", "withdrawn_on", asked)) == (False, True)
    none_held = "SELECT count(*) FROM hold"
    assert desk.database.value(none_held) == 0
    assert not gone("claim", "interest_frozen_on", claim)
    # What the debtor pays goes where it always went.
    assert paid.unallocated == 0
    assert desk.pay(500, TODAY).unallocated == 0
    desk.act(AnnulInsolvency(id_, desk.version("insolvency", id_), TODAY, EndKind.ANNULLED, "hoger beroep"))
    assert not gone("arrangement", "resumed_on", own)
    assert gone("arrangement", "resumed_on", his)
    sound(desk)


@pytest.mark.parametrize(
    ("more", "filed"),
    [
        # 500,00 with the interest from 02-10-2026 up to and including 15-10-2026: 14 days at 4 percent.
        ({}, (500_00, 77, 0)),
        ({"most_cents": Cents(500_50)}, (500_00, 50, 0)),
        ({"most_cents": Cents(200_00)}, (200_00, 0, 0)),
    ],
)
def test_what_he_is_good_for_is_filed_in_his_estate(desk: Desk, more: dict[str, Any], filed: tuple[int, ...]) -> None:
    party = guarantor(desk, desk.claim("V-1", 500_00), **more)
    desk.claim("V-2", 70_00)
    id_ = bankrupt(desk, party)
    desk.act(FileClaims(id_, desk.case, TODAY))
    (card,) = insolvencies.of_case(desk.database, desk.case)
    assert card.beside
    assert [(row.principal, row.interest, row.costs) for row in card.filing.claims] == [filed]
    trustee = card.acting(TODAY)
    assert trustee is not None
    # The letter files the same.
    post = Post(desk, TODAY)
    extras = {"opened_on": SINCE, "rank": "rank_ordinary", "insolvency_number": "F.13/26/9"}
    wanted = {"parties": (party,), "to": trustee.party_id, "extras": extras, "origin": "insolvency", "origin_id": id_}
    (letter,) = post.prepare(LetterKind.CLAIM_FILING, **wanted)
    post.release(letter)
    post.send_all(letter)
    stated = "SELECT principal_cents, interest_cents, costs_cents FROM filed_claim WHERE letter_id = ?"
    assert desk.database.fetch(stated, (letter,)) == [filed]
    sound(desk)


def test_his_proceeding_is_in_the_queue_and_the_list_by_the_case_in_which_he_owes(desk: Desk) -> None:
    party = guarantor(desk, desk.claim("V-1", 500_00))
    id_ = bankrupt(desk, party)

    def told() -> set[str]:
        found = case.signals(desk.database, desk.case)
        return {one.code.removeprefix("signal.insolvency_") for one in found if "insolvency" in one.code}

    assert told() == {"unwind_beside", "file_beside_house"}
    listed = insolvencies.insolvencies(desk.database, Listed.RUNNING, TODAY).after(desk.database).rows
    assert [(row.id, row.case_id, row.name) for row in listed] == [(id_, desk.case, "Borg Beheer B.V.")]
    unwind(desk, id_)
    desk.act(FileClaims(id_, desk.case, TODAY))
    assert told() == set()
    refused("insolvency.unwound", lambda _: unwind(desk, id_), None)
    sound(desk)


def test_what_he_pays_since_his_own_first_day_is_kept_apart(desk: Desk) -> None:
    """Invariant 17; Fw 23: what left his account belongs to his estate, though the debtor himself is not insolvent."""
    claim, other = desk.claim("V-1", 50_000), desk.claim("V-2", 30_000)
    party = guarantor(desk, claim)
    before = desk.pay(1_000, SINCE - timedelta(1), payer_id=party)
    unknown = desk.pay(2_000, SINCE, payer_id=party)
    own = desk.pay(4_000, SINCE)
    assert (before.unallocated, unknown.unallocated, own.unallocated) == (0, 0, 0)
    owed = desk.total(claim) + desk.total(other)
    id_ = bankrupt(desk, party)
    unwind(desk, id_)
    told = [(kind, outcome) for kind, _, outcome in items(desk, id_) if "receipt" in kind]
    assert told == [(_K.RECEIPT, _O.APART), (_K.EARLIER_RECEIPT, _O.LISTED)]
    assert desk.total(claim) + desk.total(other) == owed + 2_000
    # One that is reported only now waits as well.
    assert desk.pay(500, TODAY, payer_id=party).unallocated == 500
    found = unwinding.of_proceeding(desk.database, id_)
    assert found is not None
    first, second = found.apart
    assert [(one.case_id, one.cents) for one in found.apart] == [(desk.case, 2_000), (desk.case, 500)]
    # What a person keeps of it goes to what he is liable for, and to nothing else.
    desk.act(ChooseReceipt(id_, first.payment_id, _O.KEPT, "rekening stond rood"))
    assert [claim_id for claim_id, cents, _ in desk.allocated(first.payment_id) if claim_id and cents > 0] == [claim]
    desk.act(ChooseReceipt(id_, second.payment_id, _O.HANDED_OVER, "curator vraagt terug", TODAY))
    found = unwinding.of_proceeding(desk.database, id_)
    assert found is not None
    assert found.apart == []
    refused("insolvency.other_receipt", desk.act, ChooseReceipt(id_, own.payment_id, _O.KEPT, "niet van hem"))
    sound(desk)
