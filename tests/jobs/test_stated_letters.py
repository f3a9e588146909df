"""What letters state where it is not simply what is open today: to who is liable beside, and of another day."""

from datetime import date, timedelta

import pytest

from casebook.domain.capacity import Capacity
from casebook.domain.component import Component
from casebook.domain.default import Agreed
from casebook.domain.insolvency.facts import EndKind, Kind, Source
from casebook.domain.letters.extras import Value
from casebook.domain.letters.facts import LetterFacts
from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents
from casebook.domain.security.facts import SecurityKind
from casebook.errors import Refused
from casebook.jobs.letter_extras import Asked, proposed
from casebook.jobs.letters import Wanted, composed
from casebook.store.actions.insolvencies import EndInsolvency, RecordInsolvency
from casebook.store.actions.letters import Draft, PrepareLetter
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.receipts import ChosenLine
from casebook.store.actions.securities import RegisterSecurity, SecurityFacts
from casebook.store.database import Database
from casebook.store.models.claims import RateKind, Relation
from casebook.store.queries.payoff import payoff
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.outgoing import Post

K, R = LetterKind, Relation
# 938,45 at 10,15 percent and from 1 July 10,40 percent, from the day after it fell due: some interest has run.
SUM = 938_45


@pytest.fixture
def post(database: Database, actor: Actor) -> Post:
    return Post(Desk(database, actor), TODAY)


def liable(post: Post, claims: list[int], relation: Relation, **more: object) -> int:
    party = post.desk.party("Ander")
    for claim in claims:
        post.desk.act(AddLiability(claim, Liable(party, relation, **more)))  # type: ignore[arg-type]  # by their names
    return party


def to(post: Post, party: int, kind: LetterKind, **extras: object) -> tuple[Draft, LetterFacts]:
    wanted = Wanted(parties=(party,), last_day=TODAY + timedelta(10), extras=extras)  # type: ignore[arg-type]  # known
    (draft,) = composed(post.database, TODAY, post.desk.case, kind, wanted)
    return draft, facts_of(draft.facts)


def test_a_guarantor_is_asked_the_debt_without_the_interest_of_who_owes_it(post: Post) -> None:
    claim = post.desk.claim("F-1", SUM)
    guarantor = liable(post, [claim], R.GUARANTOR)
    draft, facts = to(post, guarantor, K.GUARANTOR_DEMAND)
    assert ([(one.principal, one.interest) for one in facts.claims], facts.per_day) == ([(SUM, 0)], 0)
    assert draft.asks_cents == SUM
    _, told = to(post, post.desk.debtor, K.DEMAND)
    assert told.claims[0].interest > 0


def test_a_guarantor_is_asked_no_more_than_his_maximum(post: Post) -> None:
    claims = [post.desk.claim(f"F-{at}", SUM) for at in (1, 2)]
    guarantor = liable(post, claims, R.GUARANTOR, most_cents=Cents(500_00))
    assert to(post, guarantor, K.GUARANTOR_DEMAND)[0].asks_cents == 500_00
    assert to(post, guarantor, K.GUARANTOR_DEMAND, at_most=Cents(600_00))[0].asks_cents == 500_00
    assert to(post, guarantor, K.GUARANTOR_DEMAND, at_most=Cents(400_00))[0].asks_cents == 400_00


@pytest.mark.parametrize(
    ("more", "paid", "asked", "said"),
    [
        ({}, 0, 1_500_00, "tot ten hoogste € 1.500,00."),
        ({}, 400_00, 1_100_00, "Daarvan hebt u al € 400,00 betaald."),
        # Of each claim apart he is good for all that is open.
        ({"most_each": 1}, 0, 2 * SUM, "tot ten hoogste € 3.000,00."),
        ({"most_each": 1}, 400_00, 2 * SUM - 400_00, "Daarvan hebt u al € 400,00 betaald."),
        # What he is asked for then is the other claim, of which he paid nothing.
        ({"most_each": 1}, SUM, SUM, "tot ten hoogste € 1.500,00."),
        ({"most_beside": 1}, 0, 1_500_00, "met rente en kosten daarboven."),
    ],
)
def test_a_maximum_is_of_all_claims_together_less_what_he_paid(
    post: Post, more: dict[str, int], paid: int, asked: int, said: str
) -> None:
    claims = [post.desk.claim(f"F-{at}", SUM) for at in (1, 2)]
    guarantor = liable(post, claims, R.GUARANTOR, most_cents=Cents(1_500_00), **more)
    if paid:
        lines = (ChosenLine(claims[0], Component.PRINCIPAL, Cents(paid)),)
        post.desk.pay(paid, payer_id=guarantor, lines=lines, reason="borg betaalt")
    draft, _ = to(post, guarantor, K.GUARANTOR_DEMAND)
    assert draft.asks_cents == asked
    assert said in draft.body.replace("\N{NO-BREAK SPACE}", " ").replace("\n", " ")


def test_two_guarantees_of_one_person_are_asked_together(post: Post) -> None:
    first, second = (post.desk.claim(f"F-{at}", SUM) for at in (1, 2))
    guarantor = liable(post, [first], R.GUARANTOR, most_cents=Cents(500_00))
    post.desk.act(AddLiability(second, Liable(guarantor, R.GUARANTOR, most_cents=Cents(2_000_00))))
    assert to(post, guarantor, K.GUARANTOR_DEMAND)[0].asks_cents == 500_00 + SUM


def test_who_stands_beside_a_debtor_with_a_clean_slate_is_asked_all_the_same(post: Post) -> None:
    """Fw 160; 300; 358: the slate is the debtor's alone. A guarantor hears when he was told of the default too."""
    claim = post.desk.claim("F-1", SUM, invoice_on=date(2024, 1, 2), due_on=date(2024, 1, 15))
    guarantor = liable(post, [claim], R.GUARANTOR, notified_on=date(2024, 2, 1))
    partner = liable(post, [claim], R.PARTNER)
    began = date(2024, 3, 15)
    id_ = post.desk.act(RecordInsolvency(post.desk.debtor, Kind.WSNP, began, Source.LETTER, started_on=began))
    end = EndInsolvency(id_, post.desk.version("insolvency", id_), date(2025, 9, 14), EndKind.CLEAN_SLATE)
    post.desk.act(end)
    for party, kind in ((guarantor, K.GUARANTOR_DEMAND), (partner, K.CO_DEBTOR_DEMAND)):
        known = proposed(post.database, Asked(post.desk.case, post.desk.debtor, kind, TODAY)).values
        draft, _ = to(post, party, kind, **{name: known[name] for name in known if name != "at_most"})
        assert "artikelen 160 en 300 van de Faillissementswet" in draft.body
        assert ("1 februari 2024" in draft.body) is (kind is K.GUARANTOR_DEMAND)
        assert draft.asks_cents >= SUM


@pytest.mark.parametrize("relation", [R.PART, R.HEIR])
def test_who_owes_a_part_is_asked_that_part_and_never_a_cent_more(post: Post, relation: Relation) -> None:
    claim = post.desk.claim("F-1", SUM)
    heir = liable(post, [claim], relation, share="33.33")
    draft, facts = to(post, heir, K.CO_DEBTOR_DEMAND)
    whole = facts.claims[0].open
    assert draft.asks_cents == facts.extras["at_most"] == whole * 3333 // 10000
    assert facts.extras["relation"] == relation.value


def test_who_owes_all_of_it_is_asked_all_of_it_whatever_his_share_among_them(post: Post) -> None:
    claim = post.desk.claim("F-1", SUM)
    joint = liable(post, [claim], R.JOINT, share="50")
    draft, facts = to(post, joint, K.CO_DEBTOR_DEMAND)
    assert (draft.asks_cents, facts.extras["at_most"]) == (facts.claims[0].open, None)


@pytest.mark.parametrize("kind", [K.BALANCE_CONFIRMATION, K.CLAIM_FILING])
def test_what_stood_open_on_a_day_is_stated_with_the_interest_to_that_day(post: Post, kind: LetterKind) -> None:
    """What came in later, and the interest since, is not in it."""
    desk = post.desk
    desk.claim("F-1", SUM)
    then = date(2026, 11, 10)
    on_that_day = payoff(post.database, desk.case, then)
    desk.pay(100_00, date(2026, 11, 16))
    name = {K.BALANCE_CONFIRMATION: "as_of", K.CLAIM_FILING: "opened_on"}[kind]
    trustee = desk.party("Mr. Curator")
    extras: dict[str, Value] = {name: then, **({"rank": "rank_ordinary"} if kind is K.CLAIM_FILING else {})}
    wanted = Wanted(to=trustee if kind is K.CLAIM_FILING else None, extras=extras)
    (draft,) = composed(post.database, TODAY, desk.case, kind, wanted)
    facts = facts_of(draft.facts)
    assert on_that_day is not None
    assert (facts.total, facts.on) == (on_that_day.total, TODAY)
    assert facts.claims[0].principal == SUM


@pytest.mark.parametrize("kind", [K.BALANCE_CONFIRMATION, K.TRUSTEE_ANSWER])
def test_no_letter_states_what_will_stand_open_on_a_day_to_come(post: Post, kind: LetterKind) -> None:
    post.desk.claim("F-1", SUM)
    name = {K.BALANCE_CONFIRMATION: "as_of", K.TRUSTEE_ANSWER: "balance_on"}[kind]
    said: dict[str, Value] = {"text": "-"} if kind is K.TRUSTEE_ANSWER else {}
    extras: dict[str, Value] = {name: TODAY + timedelta(1), **said}
    wanted = Wanted(to=post.desk.party("Mr. Curator"), extras=extras)
    with pytest.raises(Refused) as caught:
        composed(post.database, TODAY, post.desk.case, kind, wanted)
    assert (caught.value.code, caught.value.parameters) == ("letter.stated_ahead", {"on": TODAY + timedelta(1)})
    extras[name] = TODAY
    assert composed(post.database, TODAY, post.desk.case, kind, wanted)


BEGAN = date(2026, 11, 10)


def told(post: Post, kind: LetterKind, on: date) -> list[tuple[str, int]]:
    """Return what somebody who acts in a proceeding is told of each claim as interest."""
    name = {K.TRUSTEE_ANSWER: "balance_on", K.CLAIM_FILING: "opened_on"}[kind]
    extras: dict[str, Value] = {name: on, **({"rank": "rank_ordinary"} if kind is K.CLAIM_FILING else {"text": "-"})}
    wanted = Wanted(to=post.desk.party("Mr. Curator"), extras=extras)
    (draft,) = composed(post.database, TODAY, post.desk.case, kind, wanted)
    return [(one.number, one.interest) for one in facts_of(draft.facts).claims]


def interest(post: Post, day: date) -> list[tuple[str, int]]:
    """Return the interest to be paid on a day: of commercial interest the day itself counts, of statutory not."""
    found = payoff(post.database, post.desk.case, day)
    assert found is not None
    return [(line.number, line.interest_due) for line in found.lines]


@pytest.mark.parametrize("rate", [RateKind.STATUTORY, RateKind.COMMERCIAL])
@pytest.mark.parametrize("kind", [Kind.BANKRUPTCY, Kind.SUSPENSION])
def test_who_acts_is_told_interest_to_the_day_of_the_law_while_nobody_has_unwound(
    post: Post, kind: Kind, rate: RateKind
) -> None:
    """Fw 128: from the first day of a bankruptcy on none can be claimed; in a suspension of payments it runs on."""
    desk, asked = post.desk, date(2026, 11, 16)
    desk.claim("F-1", SUM, capacity=Capacity.BUSINESS, agreed=Agreed.CONTRACT, rate_kind=rate)
    desk.act(RecordInsolvency(desk.debtor, kind, BEGAN, Source.LETTER, started_on=BEGAN))
    before = interest(post, BEGAN - timedelta(rate is RateKind.COMMERCIAL))
    assert told(post, K.CLAIM_FILING, BEGAN) == before
    assert told(post, K.TRUSTEE_ANSWER, asked) == (before if kind is Kind.BANKRUPTCY else interest(post, asked))
    assert told(post, K.TRUSTEE_ANSWER, date(2026, 11, 3)) == interest(post, date(2026, 11, 3))


def test_interest_that_a_pledge_covers_runs_on(post: Post) -> None:
    """Fw 57; 128: security of before the bankruptcy covers it."""
    desk, asked = post.desk, date(2026, 11, 16)
    covered, _ = desk.claim("F-1", SUM), desk.claim("F-2", SUM)
    pledge = SecurityFacts("voorraad", claim_ids=(covered,), with_interest=True, since_on=date(2026, 1, 1))
    desk.act(RegisterSecurity(desk.debtor, desk.creditor, SecurityKind.PLEDGE, pledge))
    desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, BEGAN, Source.LETTER, started_on=BEGAN))
    assert told(post, K.TRUSTEE_ANSWER, asked) == [interest(post, asked)[0], interest(post, BEGAN)[1]]


def test_a_guarantor_hears_of_the_notice_of_default_at_the_same_time(post: Post) -> None:
    """BW 7:855 lid 2: in one bundle, so that the one is not sent without the other being there."""
    desk = post.desk
    claim = desk.claim("F-1", SUM, agreed=Agreed.NONE)
    guarantor, joint = liable(post, [claim], R.GUARANTOR), liable(post, [claim], R.JOINT)
    last_day = TODAY + timedelta(14)
    drafts = composed(post.database, TODAY, desk.case, K.NOTICE_OF_DEFAULT, Wanted(last_day=last_day))
    assert [(one.kind, one.party_id) for one in drafts] == [
        (K.NOTICE_OF_DEFAULT, desk.debtor),
        (K.GUARANTOR_NOTICE, guarantor),
    ]
    assert {one.last_day for one in drafts} == {last_day}
    assert joint not in {one.party_id for one in drafts}
    first, second = desk.act(PrepareLetter(desk.case, drafts))
    assert post.card(second).row.bundle_id == first
