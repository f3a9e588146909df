"""Arrangements on the case screen: made with what they come to shown, offered, agreed, behind, ended and kept."""

from datetime import date

from casebook.domain.arrangement.standing import PlanState
from casebook.domain.arrangement.terms import AgreedHow, PlanInterest, PlanTerms, Rhythm
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents
from casebook.store.actions.approvals import DecideApproval
from casebook.store.actions.arrangement_end import ChooseVat, CompleteArrangement
from casebook.store.actions.arrangements import ChangeArrangement, DraftArrangement, SupersedeArrangement
from casebook.store.actions.finances import RequireFinances, WaiveFinance
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.payments import RecordPayment, ReversePayment
from casebook.store.actions.people import AddPerson
from casebook.store.actions.receipts import Receipt
from casebook.store.models.arrangements import RemissionAnswerKind, VatRoute
from casebook.store.models.assessment import FinanceKind, Supports
from casebook.store.models.cases import Channel
from casebook.store.models.claims import Relation
from casebook.store.models.people import Role
from casebook.store.queries import approvals, arrangement_standing, outbox
from casebook.store.transaction import Actor
from tests.sample import Office
from tests.store.actions.desk import TODAY, Desk
from tests.store.actions.test_court import begun, judged
from tests.ui.screen import SMALL
from tests.ui.screens.case_desk import turned
from tests.ui.work.leaving import last, leave, lives
from tests.ui.work.plans import STARTED, Plan
from tests.ui.work.test_dispute import case_screen


async def test_what_the_terms_come_to_is_shown_while_one_types(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    desk.claim("2026-001", 300_000)
    async with case_screen(desk, size=SMALL) as screen:
        await screen.press("R")
        await screen.fill("250")
        await screen.is_as("arrangement-draft-80")


async def test_a_right_that_ends_before_the_last_term_is_warned_of(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    desk.claim("2022-001", 100_000, invoice_on=date(2021, 12, 13), due_on=date(2022, 1, 12))
    async with case_screen(desk, size=SMALL) as screen:
        await screen.press("R", "tab")
        await screen.fill("2")
        assert not screen.shows("vóór de laatste termijn")
        await screen.press("shift+tab")
        await screen.fill("3")
        assert screen.shows("veilig t/m 12-01-2027, vóór de laatste termijn op 05-02-2027: stuit eerst")


async def test_what_a_title_took_the_place_of_is_not_warned_of(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim = desk.claim("2022-001", 100_000, invoice_on=date(2021, 12, 13), due_on=date(2022, 1, 12))
    judged(desk, begun(desk, claim), claim, 100_000)
    async with case_screen(desk, size=SMALL) as screen:
        await screen.press("R")
        await screen.fill("50")
        assert screen.shows("Waarvan hoofdsom")
        assert not screen.shows("veilig t/m")


async def test_of_an_amount_a_number_and_a_last_day_the_one_typed_last_is_given(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    desk.claim("2026-001", 300_000)
    async with case_screen(desk, language="en") as screen:
        await screen.press("R")
        await screen.fill("250", "6")
        await screen.to("Interest")
        await screen.press("right")
        await screen.is_as("arrangement-draft-120")
        await screen.to("Last no later than")
        await screen.fill("5-9-2027")
        await screen.press("enter")
    (plan,) = arrangement_standing.of_case(desk.database, desk.case, TODAY)
    assert (plan.plan.term_count, plan.plan.interest) == (10, PlanInterest.FROZEN)
    assert plan.now.terms[-1].due_on == date(2027, 9, 5)


async def test_an_offer_is_read_first_and_agreed_with_its_confirmation(office: Office) -> None:
    made = Plan(office)
    lives(made.desk)
    async with case_screen(made.desk, size=SMALL) as screen:
        await screen.press("R", "o")
        await screen.is_as("arrangement-offer-80")
        await screen.press("enter")
        await screen.is_as("arrangement-proposal-80")
        # What closes a page and saves a form does neither here.
        await screen.press("enter")
        assert screen.shows("De brief is nog niet opgesteld: + stelt hem op, Esc gaat terug zonder.")
        await screen.press("plus")
        assert made.standing.plan.offered_on is None
        leave(made.desk)
        assert made.standing.now.state is PlanState.OFFERED
        await screen.press("f5")
        await screen.press("R", "a")
        await screen.to("Wijze van akkoord")
        await screen.type("ond")
        await screen.press("enter")
        await screen.press("enter")
        await screen.press("plus")
    assert last(made.desk).row.kind is LetterKind.PLAN_CONFIRMATION
    assert (made.standing.plan.agreed_on, made.standing.plan.agreed_how) == (TODAY, AgreedHow.SIGNED)


async def test_who_is_behind_gets_notice_and_only_after_its_time_the_arrangement_ends(office: Office) -> None:
    made = Plan(office)
    made.agree()
    made.pay(28_733, date(2026, 8, 28))
    lives(made.desk)
    async with case_screen(made.desk) as screen:
        await turned(screen, "arrangement")
        await screen.is_as("arrangement-tab-120")
        await screen.press("enter")
        assert screen.shows("regeling beëindigen · eerst een aanschrijving")
        # What cannot be done now only says why.
        await screen.press("B")
        await screen.press("R", "n")
        await screen.is_as("arrangement-notice-120")
        await screen.press("plus")
    assert not made.standing.notices
    leave(made.desk)
    (notice,) = made.standing.notices
    assert (notice.sent_on, notice.channel, notice.behind_cents) == (TODAY, Channel.LETTER, 57_466)
    assert made.standing.now.state is PlanState.IN_NOTICE


async def test_the_end_shows_what_it_does_before_it_is_done(office: Office) -> None:
    made = Plan(office)
    made.agree()
    made.give_notice(date(2026, 10, 5), date(2026, 10, 19))
    assert made.standing.now.state is PlanState.BREAK_PROPOSED
    async with case_screen(made.desk, size=SMALL, language="en") as screen:
        await screen.press("R", "B", "enter")
        await screen.is_as("arrangement-break-80")
        assert made.standing.now.state is PlanState.BREAK_PROPOSED
        await screen.press("enter")
        await screen.press("plus")
    assert made.standing.plan.broken_on == TODAY
    ended = last(made.desk)
    assert (ended.row.kind, ended.origin_id) == (LetterKind.PLAN_ENDED, made.id)
    assert ended.text.facts.extras["behind"] == 86_199


async def test_a_kept_arrangement_is_completed_and_thanked_for(office: Office) -> None:
    made = Plan(office, each_cents=None, terms=2)
    made.agree()
    total = made.standing.plan.total_cents
    made.pay(total, date(2026, 9, 20))
    lives(made.desk)
    async with case_screen(made.desk) as screen:
        await screen.press("R", "f", "enter")

        await screen.press("enter")
        assert made.standing.plan.completed_on == TODAY
        await screen.press("R", "t")
        assert screen.shows("Dank u wel voor uw betaling")
        await screen.press("plus")
    assert made.standing.plan.thanked_on is None
    leave(made.desk)
    assert made.standing.plan.thanked_on == TODAY


async def test_an_arrangement_is_suspended_and_goes_on(office: Office) -> None:
    made = Plan(office)
    made.agree()
    async with case_screen(made.desk) as screen:
        await screen.press("R", "s")
        await screen.fill("dispuut over de levering")
        await screen.press("enter")
        await screen.press("enter")
        assert made.standing.now.state is PlanState.SUSPENDED
        await screen.press("R", "s")
        await screen.fill("dispuut is opgelost")
        await screen.press("enter")
        await screen.press("enter")
    assert made.standing.plan.resumed_on == TODAY


async def test_whom_a_remission_reaches_is_answered_before_it_is_booked(office: Office) -> None:
    made = Plan(office, each_cents=None, terms=2, remission_cents=Cents(10_000))
    guarantor = made.desk.party("Bouwbeheer Van Dam")
    made.desk.act(AddLiability(made.claim, Liable(guarantor, Relation.GUARANTOR)))
    made.agree(override="inkomen bekend uit het vorige dossier")
    made.pay(made.standing.plan.total_cents, date(2026, 9, 20))
    async with case_screen(made.desk, size=SMALL) as screen:
        await screen.press("R", "f")
        assert made.standing.plan.completed_on is None
        await screen.press("R", "r")
        await screen.type("vo")
        await screen.to("Btw-route")
        await screen.type("c")
        await screen.is_as("arrangement-remission-80")
        await screen.press("enter")
        await screen.press("R", "f", "enter")
        assert screen.shows("€ 100,00 kwijtgescholden")
        await screen.press("enter")
    (beside,) = made.standing.beside
    assert (beside.answer, made.standing.plan.vat_route) == (RemissionAnswerKind.RESERVED, VatRoute.CREDIT_NOTE)
    assert made.standing.plan.completed_on == TODAY
    assert made.desk.total(made.claim) == 0


async def test_who_stands_surety_for_several_claims_is_asked_for_by_claim(office: Office) -> None:
    made = Plan(office)
    other = made.desk.claim("2026-002", 50_000)
    guarantor = made.desk.party("Bouwbeheer Van Dam")
    for claim in (made.claim, other):
        made.desk.act(AddLiability(claim, Liable(guarantor, Relation.GUARANTOR)))
    version = made.desk.version("arrangement", made.id)
    terms = PlanTerms(
        made.desk.debtor, (made.claim, other), Rhythm.MONTHLY, TODAY, terms=2, remission_cents=Cents(10_000)
    )
    made.desk.act(ChangeArrangement(made.id, version, terms))
    async with case_screen(made.desk, size=SMALL) as screen:
        await screen.press("R", "r")
        assert screen.shows("Bouwbeheer… 2026-001", "Bouwbeheer… 2026-002")


async def test_what_is_still_to_be_paid_is_neither_thanked_for_nor_discharged(office: Office) -> None:
    made = Plan(office, each_cents=None, terms=2, total_cents=Cents(100_000))
    made.agree()
    made.pay(100_000, date(2026, 9, 20))
    version = made.desk.version("arrangement", made.id)
    made.desk.act(CompleteArrangement(made.id, version))
    async with case_screen(made.desk) as screen:
        await screen.press("R", "t")
        assert screen.shows("een bedankbrief zegt dat alles is betaald")
        await screen.press("R", "d")
        assert screen.shows("kwijting kan niet")
    assert not outbox.of_case(made.desk.database, made.desk.case)


async def test_what_comes_back_with_a_kept_arrangement_is_shown_first(office: Office) -> None:
    made = Plan(office, each_cents=None, terms=2, remission_cents=Cents(10_000))
    made.agree(override="inkomen bekend uit het vorige dossier")
    booked = made.on(
        date(2026, 9, 20),
        RecordPayment(made.desk.case, Receipt(date(2026, 9, 20), made.standing.plan.total_cents), accrue=True),
    )
    made.desk.act(ChooseVat(made.id, made.desk.version("arrangement", made.id), VatRoute.CREDIT_NOTE))
    made.desk.act(CompleteArrangement(made.id, made.desk.version("arrangement", made.id)))
    assert made.desk.total(made.claim) == 0
    made.desk.act(ReversePayment(booked.payment_id, "gestorneerd", TODAY))
    async with case_screen(made.desk, size=SMALL) as screen:
        await screen.press("R", "v")
        await screen.fill("gestorneerd")
        await screen.press("enter")
        assert screen.shows("2026-001: € 100,00 kwijtschelding vervalt")
        await screen.press("enter")
    assert (made.standing.plan.completed_on, made.desk.total(made.claim)) == (None, 150_707)


async def test_what_is_let_go_of_a_term_is_said_and_said_again_where_other_terms_ask_it(office: Office) -> None:
    made = Plan(office)
    made.agree()
    async with case_screen(made.desk, size=SMALL) as screen:
        await screen.press("R", "x", "1")
        assert screen.shows("van termijn 1 wordt € 287,33 niet meer gevraagd")
        await screen.fill("coulance")
        await screen.press("enter")
        await screen.press("enter")
        await screen.press("R", "o")
        assert screen.shows("was € 287,33 losgelaten; dat zit weer")


async def test_terms_that_are_to_replace_those_that_run_say_so(office: Office) -> None:
    made = Plan(office)
    made.agree()
    version = made.desk.version("arrangement", made.id)
    terms = PlanTerms(made.desk.debtor, (made.claim,), Rhythm.MONTHLY, TODAY, terms=2)
    made.desk.act(SupersedeArrangement(made.id, version, terms, "minder inkomen"))
    async with case_screen(made.desk, size=SMALL, language="en") as screen:
        await turned(screen, "arrangement")
        assert screen.shows("the running arrangement of 14 Aug 2026, once the debtor agrees")
        assert [one.plan.replaces_on for one in made.standings if one.plan.agreed_on is None] == [STARTED]


async def test_a_co_debtor_pays_under_other_terms_that_take_the_place_of_his_first(office: Office) -> None:
    made = Plan(office)
    brother = made.desk.party("J. van Dam")
    made.desk.act(AddLiability(made.claim, Liable(brother, Relation.JOINT)))
    made.agree()
    async with case_screen(made.desk) as screen:
        await screen.press("R", "o")
        await screen.fill("500")
        await screen.to("Wie betaalt")
        await screen.press("right")
        await screen.to("Waarom zo")
        await screen.fill("zijn broer betaalt voor hem")
        await screen.press("enter")
        assert screen.shows("J. van Dam")
    new, old = made.standings
    assert (new.plan.party_id, new.plan.term_count, old.plan.superseded_by_id) == (brother, 4, new.plan.id)


async def test_each_step_to_where_an_arrangement_stands_is_explained(office: Office) -> None:
    made = Plan(office)
    made.agree()
    async with case_screen(made.desk, language="en") as screen:
        await screen.press("=", "r")
        await screen.is_as("arrangement-why-120")


async def test_a_handler_without_evidence_asks_a_lead_who_sees_what_lacks(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    colleague = desk.act(AddPerson("h.hol", "Hanna Hol", (Role.HANDLER,)))
    claim = desk.claim("2026-001", 300_000)
    draft = DraftArrangement(desk.case, PlanTerms(desk.debtor, (claim,), Rhythm.MONTHLY, date(2026, 12, 1), terms=10))
    desk.act(draft)
    plan = desk.database.value("SELECT max(id) FROM arrangement")
    lead, desk.actor = desk.actor, Actor(colleague, frozenset({Role.HANDLER}))
    async with case_screen(desk) as screen:
        await screen.press("R")
        assert screen.shows("bewijs ontbreekt")
        await screen.press("a")
        await screen.to("Wijze van akkoord")
        await screen.type("ond")
        await screen.press("enter")
        assert screen.shows("ontbreekt nog goedgekeurd bewijs")
        await screen.to("Toch, omdat (leiding)")
        await screen.type("cijfers volgen")
        await screen.press("enter")
        await screen.press("enter")
        assert screen.shows("Goedkeuring vragen", "ontbreekt nog goedgekeurd bewijs", "cijfers volgen")
        await screen.is_as("arrangement-ask-120")
        await screen.press("enter")
    agreed = "SELECT agreed_on, overridden_because FROM arrangement WHERE id = ?"
    assert desk.database.fetch(agreed, (plan,)) == [(None, "")]
    (waiting,) = approvals.waiting(desk.database)
    card = approvals.request(desk.database, waiting.approval_id, TODAY)
    assert card is not None
    assert [gate.code for gate in card.lacks] == ["gate.evidence_missing"]
    desk.actor = lead
    desk.act(DecideApproval(waiting.approval_id, waiting.version, approve=True, reason="akkoord"))
    ((on, why),) = desk.database.fetch(agreed, (plan,))
    assert (str(on), why) == (str(TODAY), "cijfers volgen")


async def test_beyond_the_mandate_approval_is_asked_from_the_offer(office: Office) -> None:
    desk = Desk(office.database, office.actor)
    claim = desk.claim("2026-001", 600_000)
    desk.act(RequireFinances(desk.case, (FinanceKind.INTERIM_FIGURES,), Supports.PLAN, TODAY))
    piece = office.database.value("SELECT max(id) FROM finance_evidence")
    desk.act(WaiveFinance(piece, 1, "cijfers bekend"))
    terms = PlanTerms(desk.debtor, (claim,), Rhythm.MONTHLY, date(2026, 12, 1), terms=6)
    desk.act(DraftArrangement(desk.case, terms))
    desk.actor = office.actor._replace(roles=frozenset({Role.HANDLER}))
    lives(desk)
    async with case_screen(desk) as screen:
        await screen.press("R", "o", "enter", "plus")
        await turned(screen, "letters")
        await screen.press("enter", "plus")
        await screen.type("vaste klant")
        await screen.press("enter")
        assert screen.shows("Hierover beslist")
        await screen.press("enter")
    asked = desk.database.value("SELECT command FROM approval ORDER BY id DESC LIMIT 1")
    assert (asked, last(desk).row.released_on) == ("letter.release", None)
