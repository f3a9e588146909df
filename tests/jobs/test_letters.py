"""Letters are written from what is stored: to whom, about what, by when, and many as quickly as one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.jobs.letter_offer import fits
from casebook.jobs.letters import Settings, Wanted, composed, composed_all, interruptions
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.parties import AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.database import Database
from casebook.store.models.claims import Relation
from casebook.store.models.parties import Party, PartyKind
from casebook.store.queries.payoff import payoff
from casebook.store.transaction import Actor
from tests.store.actions.desk import FACTS, TODAY, Desk
from tests.store.actions.outgoing import Post
from tests.store.actions.test_court import begun, judged, titled

K = LetterKind
ENDS = date(2026, 12, 10)
OLD: dict[str, Any] = {"due_on": date(2021, 12, 10), "invoice_on": date(2021, 11, 10)}


@pytest.fixture
def post(database: Database, actor: Actor) -> Post:
    post = Post(Desk(database, actor), TODAY)
    post.lives(post.desk.debtor)
    return post


def test_a_reminder_asks_what_the_payoff_does(post: Post) -> None:
    desk = post.desk
    desk.claim("F-1", 125_000)
    desk.claim("F-2", 10_000)
    desk.pay(30_000)
    (draft,) = composed(post.database, TODAY, desk.case, K.REMINDER, Wanted(last_day=TODAY + timedelta(10)))
    found = payoff(post.database, desk.case, TODAY)
    assert found is not None
    assert (draft.asks_cents, draft.needed_by) == (found.total, None)
    facts = facts_of(draft.facts)
    assert (facts.per_day, facts.case_number) == (found.per_day, found.reference)
    assert facts.addressee.lines == ("Van Dam Bouw", "Dorpsstraat 1", "1234 AB  Ons Dorp")


def test_each_creditor_writes_its_own_letter(post: Post) -> None:
    desk = post.desk
    party = desk.act(AddParty(PartyFacts("Tweede B.V.", kvk="12345678")))
    facts = CreditorFacts("TWEE", letterhead="Postbus 1; 1000 AA Stad", signatories="J. Vos;K. Bos", mail="b@b.nl")
    second = desk.act(AddCreditor(party, facts))
    desk.claim("F-1", 10_000, **OLD)
    desk.act(AddClaim(desk.case, second, Cents(20_000), FACTS))
    drafts = composed(post.database, TODAY, desk.case, K.BALANCE_CONFIRMATION, Wanted())
    senders = [facts_of(draft.facts).sender for draft in drafts]
    assert [draft.creditor_id for draft in drafts] == [desk.creditor, second]
    assert (senders[1].lines, senders[1].signatories) == (("Postbus 1", "1000 AA Stad"), ("J. Vos", "K. Bos"))
    assert (senders[1].kvk, senders[1].mail) == ("12345678", "b@b.nl")


def test_an_interruption_goes_to_everybody_whose_clock_runs(post: Post) -> None:
    desk = post.desk
    partner, guarantor, stranger = (desk.party(name) for name in ("Partner", "Borg", "Ander"))
    claim = desk.claim("F-1", 125_000, **OLD)
    other = desk.claim("F-2", 10_000, **OLD)
    desk.act(AddLiability(claim, Liable(partner, Relation.JOINT)))
    desk.act(AddLiability(claim, Liable(guarantor, Relation.GUARANTOR)))
    desk.act(AddLiability(other, Liable(stranger, Relation.JOINT)))
    found = interruptions(post.database, TODAY, [claim])
    drafts = [draft for command in found.prepare for draft in command.letters]
    assert {draft.party_id for draft in drafts} == {desk.debtor, partner, guarantor}
    assert {tuple(one.claim_id for one in draft.claims) for draft in drafts} == {(claim,)}
    assert {draft.needed_by for draft in drafts} == {ENDS}
    assert (found.late, found.without) == ((), ())
    # One whose address nobody knows is prepared all the same: the gate says so, where everybody sees it.
    assert {draft.address_id is None for draft in drafts if draft.party_id == partner} == {True}


def test_a_letter_is_needed_by_the_day_on_which_interest_begins_to_lapse(post: Post) -> None:
    desk = post.desk
    claim = desk.claim("F-1", 125_000, due_on=date(2011, 3, 1), invoice_on=date(2011, 2, 1))
    title = judged(desk, begun(desk, claim), claim, 125_000, 125_000, on=date(2012, 5, 18))
    (draft,) = composed(post.database, TODAY, desk.case, K.INTERRUPTION, Wanted())
    (command,) = interruptions(post.database, TODAY, [titled(desk, title)]).prepare
    assert [one.needed_by for one in (draft, *command.letters)] == [TODAY, TODAY]


def test_what_a_title_took_the_place_of_asks_for_no_letter(post: Post) -> None:
    claim = post.desk.claim("F-1", 125_000, **OLD)
    judged(post.desk, begun(post.desk, claim), claim, 125_000, 125_000)
    (draft,) = composed(post.database, TODAY, post.desk.case, K.INTERRUPTION, Wanted())
    assert draft.needed_by is not None
    assert draft.needed_by > ENDS


def test_one_that_comes_too_late_goes_by_writ(post: Post) -> None:
    claim = post.desk.claim("F-1", 125_000, **OLD)
    day = ENDS - timedelta(1)
    found = interruptions(post.database, day, [claim])
    assert [(one.numbers, one.needed_by, one.arrives_on > ENDS) for one in found.late] == [(("F-1",), ENDS, True)]
    assert DispatchWay.BAILIFF not in found.prepare[0].letters[0].ways
    by_writ = interruptions(post.database, day, [claim], by_writ=True)
    assert by_writ.prepare[0].letters[0].ways[0] is DispatchWay.BAILIFF


def test_what_no_clock_runs_of_is_named(post: Post) -> None:
    claim = post.desk.claim("F-1", 125_000, **OLD)
    post.desk.pay(200_000)
    assert interruptions(post.database, TODAY, [claim]).without == (claim,)
    with pytest.raises(Refused, match=r"letter\.no_claims"):
        composed(post.database, TODAY, post.desk.case, K.REMINDER, Wanted(last_day=TODAY))


def test_a_payment_link_names_what_is_paid(post: Post) -> None:
    post.desk.claim("F-1", 125_005)
    settings = Settings(pay_link="https://b.nl/{reference}?e={amount}")
    wanted = Wanted(last_day=TODAY + timedelta(10), settings=settings)
    (draft,) = composed(post.database, TODAY, post.desk.case, K.REMINDER, wanted)
    facts = facts_of(draft.facts)
    amount = f"{draft.asks_cents // 100}.{draft.asks_cents % 100:02d}"
    assert facts.pay_link == f"https://b.nl/{facts.reference}?e={amount}"


def test_many_are_written_in_as_many_statements_as_one(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = post.desk
    cases = []
    for at in range(8):
        debtor = desk.act(AddParty(PartyFacts(f"Debiteur {at}")))
        case = desk.act(OpenCase(debtor, TODAY, owner_person_id=desk.actor.person))
        desk.act(AddClaim(case, desk.creditor, Cents(10_000 + at), replace(FACTS, number=f"F-{at}")))
        cases.append(case)
    run: list[str] = []
    execute = type(post.database).execute

    def counted(database: Any, text: str, parameters: Iterable[Any] = ()) -> Any:
        run.append(text)
        return execute(database, text, tuple(parameters))

    monkeypatch.setattr(type(post.database), "execute", counted)
    wanted = {case: Wanted(last_day=TODAY + timedelta(10)) for case in cases}
    composed_all(post.database, TODAY, {cases[0]: wanted[cases[0]]}, K.REMINDER)
    one = len(run)
    found = composed_all(post.database, TODAY, wanted, K.REMINDER)
    assert len(run) - one == one
    assert all(isinstance(drafts, tuple) and len(drafts) == 1 for drafts in found.values())


def test_an_estate_that_was_imported_is_not_reminded(post: Post) -> None:
    post.desk.claim("F-1", 10_000)
    assert K.REMINDER in [one.kind for one in fits(post.database, TODAY, post.desk.case)]
    with post.database.peewee.atomic():
        tx = post.desk.transaction()
        tx.change(tx.get(Party, post.desk.debtor), kind=PartyKind.ESTATE)
    kinds = [one.kind for one in fits(post.database, TODAY, post.desk.case)]
    assert K.HEIRS in kinds
    assert K.REMINDER not in kinds
