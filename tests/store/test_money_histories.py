"""Whatever comes in, goes back and is agreed on: each euro stands once, and what is told follows from the facts."""

import json
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from casebook.domain.arrangement.standing import LIVE, RUNNING, PlanState
from casebook.domain.arrangement.terms import AgreedHow, PlanInterest, PlanTerms, Rhythm
from casebook.domain.bank import BankLine
from casebook.domain.calendar import add_working_days
from casebook.domain.component import Component
from casebook.domain.ledger import Entry
from casebook.domain.ledger import balance as balance_of
from casebook.domain.money import Cents
from casebook.domain.parameters import encode
from casebook.errors import Refused, Stale
from casebook.jobs import daily
from casebook.store import balances, bank_freshness, bank_parts
from casebook.store.actions import arrangement_course as course
from casebook.store.actions import arrangement_end as end
from casebook.store.actions import arrangements as plans
from casebook.store.actions.bank_acceptance import AcceptMatch
from casebook.store.actions.bank_assignments import AssignEntry, ConfirmEntry
from casebook.store.actions.bank_gaps import AcceptGap, WithdrawGap
from casebook.store.actions.bank_refunds import DismissEntry, HandToEstate, RefundEntry
from casebook.store.actions.bank_remittances import AcceptRemittance
from casebook.store.actions.bank_returns import ReturnEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.bank_undo import UndoUse
from casebook.store.actions.contra_items import AddContraItem
from casebook.store.actions.ledger import ChargeCosts, CorrectEntry, CreditClaim, ReverseEntry
from casebook.store.actions.payments import AllocateRest, CorrectPayment, RecordPayment, ReversePayment
from casebook.store.actions.proposals import AcceptProposal
from casebook.store.actions.rebooking import ReallocatePayments
from casebook.store.actions.receipts import Receipt
from casebook.store.actions.set_offs import SetOffClaim, SetOffShare, TakeBackSetOff
from casebook.store.actions.undo import RedoStep, UndoStep
from casebook.store.actions.write_offs import ReverseWriteOff, WriteOff
from casebook.store.models.arrangements import RemissionAnswerKind, VatRoute
from casebook.store.models.books import ContraKind
from casebook.store.models.cases import Channel
from casebook.store.models.imports import ImportRun, Proposal
from casebook.store.perform import Done, finish, perform, perform_all
from casebook.store.queries import arrangement_standing, bank_entry, bank_inbox
from casebook.store.replay import replay
from casebook.store.rows import rows
from casebook.store.transaction import Transaction
from casebook.store.verify import verify
from tests.jobs.statements import OURS
from tests.store.book import office
from tests.store.conftest import Databases
from tests.store.money_world import ONE_DAY, Days, Debtor, World, line, reference
from tests.store.test_replay import facts

BEGINS = date(2026, 10, 5)
# One number for a whole step: hypothesis would else draw the same few again and again.
RANDOM = st.integers(0, 2**32).map(Random)
_ENTRIES = "SELECT id, on_day, kind, component, cents, reverses_id FROM ledger_entry WHERE claim_id = ? ORDER BY id"
_STANDING = """
    SELECT p.id, p.case_id, p.cents, p.on_day FROM payment p WHERE p.reverses_id IS NULL {and_}
      AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id) ORDER BY p.id
"""
# What must be nothing after every step.
NEVER = {
    "a payment is not divided to the cent": """
        SELECT p.id FROM payment p LEFT JOIN allocation a ON a.payment_id = p.id
        GROUP BY p.id, p.cents HAVING coalesce(sum(a.cents), 0) <> p.cents
    """,
    "a component is below zero": """
        SELECT claim_id, component, sum(cents) FROM ledger_entry GROUP BY claim_id, component HAVING sum(cents) < 0
    """,
    "an entry is used for more than it is": """
        SELECT e.key FROM bank_entry e JOIN bank_use u ON u.entry_id = e.id AND u.undone_on IS NULL
        GROUP BY e.key, e.cents HAVING abs(sum(u.cents)) > abs(e.cents) OR sum(u.cents) * e.cents < 0
    """,
    "a payment of the bank that stands is no entry's": """
        SELECT p.id FROM payment p WHERE p.source = 'bank' AND p.reverses_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
          AND NOT EXISTS (SELECT 1 FROM bank_use u JOIN payment f ON f.id = u.payment_id
                          WHERE u.undone_on IS NULL AND u.kind = 'booked'
                            AND coalesce(f.anew_of_id, f.id) = coalesce(p.anew_of_id, p.id))
    """,
    "one receipt stands as two payments": """
        SELECT coalesce(p.anew_of_id, p.id) FROM payment p WHERE p.reverses_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id)
        GROUP BY coalesce(p.anew_of_id, p.id) HAVING count(*) > 1
    """,
    "two entries are one payment": """
        SELECT coalesce(p.anew_of_id, p.id) FROM bank_use u JOIN payment p ON p.id = u.payment_id
        WHERE u.undone_on IS NULL AND u.kind IN ('booked', 'confirmed')
        GROUP BY coalesce(p.anew_of_id, p.id) HAVING count(*) > 1
    """,
}


class Taken(NamedTuple):
    """A step with what was shown before and after it."""

    step: int
    before: object
    after: object


class Money(RuleBasedStateMachine):
    """Three debtors who pay as people do, a bank that tells of it late and twice, and people who work with that."""

    def __init__(self, databases: Databases, performed: Counter[str]) -> None:
        super().__init__()
        self.databases, self.performed = databases, performed
        self.database = databases.empty()
        self.world = World(self.database, office(self.database), BEGINS)
        self.days = Days()
        self.told: list[tuple[date, date]] = []
        self.taken: Taken | None = None
        self.undone: Taken | None = None
        self.numbers = iter(range(1, 1000))

    # What happens outside

    @rule(random=RANDOM, days=st.sampled_from([1, 2, 7, 14]))
    def days_pass(self, random: Random, days: int) -> None:
        """Money comes in, time passes, and mostly a file tells of it; at night the lists are made anew."""
        for _ in range(days):
            for _ in range(random.choice([0, 1, 2] if days < 7 else [0, 0, 1])):
                one = self._line(random)
                self.days.of[self.world.day].append(one)
                note(f"received {one}")
            self.world.day += ONE_DAY
        if random.random() < 0.6:
            self._bring_in(random)
        daily.run(self.database, self.world.day, workers=1)
        self.taken = self.undone = None

    @precondition(lambda self: self.world.day > BEGINS)
    @rule(random=RANDOM)
    def bring_in(self, random: Random) -> None:
        """A file of the bank comes in."""
        self._bring_in(random)

    def _bring_in(self, random: Random) -> None:
        """Bring in a statement of any days that are over, mostly those not known yet; some with a notice, or twice."""
        over = (self.world.day - BEGINS).days
        first, last = random.randrange(over), over - 1
        if random.random() < 0.6:
            first = min((number for number in range(over) if not self._is_told(BEGINS + timedelta(number))), default=0)
        elif random.random() < 0.5:
            last = random.randrange(first, over)
        span = BEGINS + timedelta(first), BEGINS + timedelta(last)
        pages = [self.days.statement(*span)]
        booked = [day for day in sorted(self.days.of) if self.days.of[day] and day < self.world.day]
        if booked and random.random() < 0.2:
            pages.insert(random.choice([0, 1]), self.days.notice(random.choice(booked), random.choice([[0], [0, 2]])))
        note(f"{self.world.day} brought in {span}, pages: {len(pages)}")
        before = self._entries()
        for _ in range(random.choice([1, 1, 2])):
            self.world.bring_in(*pages)
        self.told.append(span)
        assert not before - self._entries()
        self.taken = self.undone = None

    def _line(self, random: Random) -> BankLine:
        world, day = self.world, self.world.day
        debtor = random.choice(world.debtors)
        number, claim_id = random.choice(list(debtor.claims.items()))
        left = world.open_on(claim_id)
        said = {"name": debtor.name, "iban": debtor.iban, "end_to_end": f"E{next(self.numbers)}"}
        terms = world.fetch(
            "SELECT i.cents FROM instalment i JOIN arrangement a ON a.id = i.arrangement_id"
            " WHERE a.case_id = ? AND a.agreed_on IS NOT NULL AND a.superseded_on IS NULL ORDER BY i.due_on",
            debtor.case_id,
        )
        paid = [one for one in self.days.lines(BEGINS, day) if one.cents > 0]
        match random.choice(["claim", "part", "term", "term", "reference", "case", "twin", "unknown", "return"]):
            case "part" if left > 0:
                return line(day, random.choice([left // 2 or 1, left + 5_000, 10_000]), text=f"deel {number}", **said)
            case "reference" if left > 0:
                return line(day, left, reference=reference(number), **said)
            case "term" if terms:
                return line(day, random.choice(terms)[0], text="termijn", **said)
            case "case":
                dossier = self.database.value("SELECT number FROM cases WHERE id = ?", (debtor.case_id,))
                return line(day, random.choice([2_500, 20_000]), text=f"dossier {dossier}", **said)
            case "twin" if self.days.of[day]:
                return self.days.of[day][-1]
            case "unknown":
                return line(day, random.choice([20_000, 7_777, 30_000]), name="A. Nader")
            case "return" if paid:
                back, code = random.choice(paid), random.choice(["AM04", None])
                return back._replace(booked_on=day, value_on=day, cents=Cents(-back.cents), return_code=code)
        return line(day, left if left > 0 else 10_000, text=f"factuur {number}", **said)

    def _is_told(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.told)

    def _is_known(self, day: date) -> bool:
        """Tell whether a file told of a day, or somebody answers for it."""
        said = self.world.fetch("SELECT after_on, from_on FROM bank_gap WHERE withdrawn_on IS NULL")
        return self._is_told(day) or any(
            (after is None or date.fromisoformat(str(after)) < day) and day < date.fromisoformat(str(from_on))
            for after, from_on in said
        )

    # What people do with it

    @rule(random=RANDOM)
    def answer_for_days(self, random: Random) -> None:
        """Somebody takes days that no file told as known, or does so no longer."""
        said = self.world.fetch("SELECT id, version FROM bank_gap WHERE withdrawn_on IS NULL")
        if said and random.random() < 0.4:
            id_, version = random.choice(said)
            self._do(WithdrawGap(id_, version, "toch niet"))
            return
        missing = bank_freshness.open_gaps(self.database, OURS)
        if missing:
            one = random.choice(missing)
            self._do(AcceptGap(OURS, one.after, one.from_on, "nagekeken bij de bank"))

    @rule()
    def accept_all(self) -> None:
        """All that is ready is accepted at once."""
        found = perform_all(self.database, self.world.actor, self.world.day, bank_inbox.ready(self.database))
        self.performed["all ready"] += sum(isinstance(one, Done) for _, one in found)
        self.taken = self.undone = None

    @rule(random=RANDOM)
    def accept(self, random: Random) -> None:
        """What is proposed first for an entry is right."""
        waiting = self.world.fetch("SELECT entry_id FROM entry_now WHERE candidates <> '[]' ORDER BY entry_id")
        if waiting:
            entry_id = random.choice(waiting)[0]
            self._do(AcceptMatch(entry_id, bank_entry.entry(self.database, entry_id).seen))

    @rule(random=RANDOM)
    def assign(self, random: Random) -> None:
        """A person says what an entry is."""
        waiting = self.world.fetch("SELECT entry_id, rest_cents FROM entry_now ORDER BY entry_id")
        if not waiting:
            return
        entry_id, rest = random.choice(waiting)
        if rest < 0:
            paid = [id_ for id_, _, cents, _ in self._payments() if cents == -rest]
            if paid and random.random() < 0.8:
                self._do(ReturnEntry(entry_id, random.choice(paid), "storno"))
            else:
                self._do(RefundEntry(entry_id, Cents(-rest), "terugbetaald"))
            return
        kind = random.choice(["whole", "split", "split", "confirm", "agency", "dismiss", "refund", "estate"])
        share = self._share(random, rest)
        said: dict[str, Any] = {"reason": "gebeld", "another": True, "without_ledger": True}
        match kind:
            case "whole":
                self._do(AssignEntry(entry_id, (share,), learn=random.random() < 0.2))
            case "split" if rest > 1:
                part = random.choice([rest // 2, rest - 1])
                shares = (self._share(random, part), self._share(random, random.choice([1, rest - part])))
                self._do(AssignEntry(entry_id, shares, **said))
            case "confirm":
                paid = [id_ for id_, _, cents, _ in self._payments("AND p.source <> 'bank'") if cents == rest]
                if paid:
                    self._do(ConfirmEntry(entry_id, random.choice(paid)))
            case "agency":
                gross = (self._share(random, rest), self._share(random, 2_500))
                self._do(AcceptRemittance(entry_id, self.world.agency, gross, Cents(2_500), "afrekening"))
            case "dismiss":
                self._do(DismissEntry(entry_id, "huur"))
            case "refund":
                self._do(RefundEntry(entry_id, Cents(random.choice([rest, 1])), "te veel"))
            case "estate":
                self._do(HandToEstate(entry_id, Cents(rest), "van de boedel"))

    def _share(self, random: Random, cents: int) -> Share:
        debtor = random.choice(self.world.debtors)
        named = random.choice([(), (), (random.choice(list(debtor.claims.values())),)])
        return Share(debtor.case_id, Cents(cents), named)

    @rule(random=RANDOM)
    def take_back(self, random: Random) -> None:
        """What an entry was used for was wrong, or more of it came in than was owed."""
        used = self.world.fetch(
            "SELECT id, version, entry_id, payment_id FROM bank_use WHERE undone_on IS NULL ORDER BY id"
        )
        if not used:
            return
        id_, version, entry_id, payment_id = random.choice(used)
        if payment_id is not None and random.random() < 0.3:
            free = "SELECT sum(cents) FROM allocation WHERE payment_id = ? AND entry_id IS NULL"
            self._do(RefundEntry(entry_id, Cents(int(self.database.value(free, (payment_id,)) or 1)), "te veel"))
        else:
            self._do(UndoUse(id_, version, "van een ander"))

    @rule(random=RANDOM)
    def pay(self, random: Random) -> None:
        """Payments by hand: recorded, corrected, reversed, or what is left of one divided."""
        paid = self._payments()
        debtor = random.choice(self.world.debtors)
        receipt = self._receipt(random, debtor)
        kind = random.choice(["record", "record", "correct", "reverse", "go back", "rest"])
        if kind == "record" or not paid:
            self._do(RecordPayment(debtor.case_id, receipt, accrue=random.random() < 0.5))
            return
        id_, case_id, _, on = random.choice(paid)
        match kind:
            case "correct":
                debtor = next(one for one in self.world.debtors if one.case_id == case_id)
                self._do(CorrectPayment(id_, self._receipt(random, debtor), "typefout", accrue=random.random() < 0.5))
            case "reverse":
                self._do(ReversePayment(id_, "nooit ontvangen"))
            case "go back":
                back = date.fromisoformat(str(on)) + timedelta(random.choice([0, 1, 5]))
                self._do(ReversePayment(id_, "teruggeboekt", min(back, self.world.day)))
            case "rest":
                debtor = next(one for one in self.world.debtors if one.case_id == case_id)
                self._do(AllocateRest(id_, tuple(debtor.claims.values()), "zo bedoeld"))

    def _receipt(self, random: Random, debtor: Debtor) -> Receipt:
        claim_id = random.choice(list(debtor.claims.values()))
        cents = Cents(random.choice([self.world.open_on(claim_id), 10_000, 2_500]) or 1)
        on = self.world.day - timedelta(random.choice([0, 0, 2, 9]))
        return Receipt(on, cents, designation=random.choice([(), (claim_id,)]), another=random.random() < 0.6)

    @rule(random=RANDOM)
    def book(self, random: Random) -> None:
        """Costs, credits and write-offs come and go, and so does what we owe ourselves."""
        world = self.world
        debtor = random.choice(world.debtors)
        claim_id = random.choice(list(debtor.claims.values()))
        left, on = world.open_on(claim_id), world.day - timedelta(random.choice([0, 3, 20]))
        kinds = ["charge", "credit", "write off", "reverse", "correct", "back", "set back", *["owe", "set off"] * 2]
        match random.choice(kinds):
            case "charge":
                self._do(ChargeCosts(claim_id, Component.COURT_COSTS, Cents(4_000), on, "griffie"))
            case "credit":
                self._do(CreditClaim(claim_id, Cents(random.choice([1_000, max(left, 1)])), on, "retour"))
            case "write off":
                self._do(WriteOff(claim_id, Cents(random.choice([500, max(left, 1)])), "oninbaar"))
            case "reverse":
                self._do(ReverseEntry(self._any(random, "ledger_entry WHERE payment_id IS NULL"), "fout"))
            case "correct":
                entry = self._any(random, "ledger_entry WHERE payment_id IS NULL")
                self._do(CorrectEntry(entry, Cents(3_000), on, "fout"))
            case "back":
                self._do(ReverseWriteOff(self._any(random, "write_off"), "toch betaald"))
            case "owe":
                number = f"C{next(self.numbers)}"
                owed = Cents(random.choice([5_000, 20_000]))
                self._do(AddContraItem(world.bank.creditor, debtor.party_id, ContraKind.CREDIT_NOTE, number, owed, on))
            case "set off":
                items = world.fetch("SELECT id, cents FROM contra_item WHERE party_id = ?", debtor.party_id)
                if not items:
                    return
                item, cents = random.choice(items)
                shares = (SetOffShare(claim_id, Cents(random.choice([cents, cents // 2 or 1]))),)
                self._do(SetOffClaim(debtor.case_id, item, shares, world.day, Channel.LETTER, "verrekening"))
            case "set back":
                id_ = self._any(random, "set_off")
                self._do(TakeBackSetOff(id_, self._version("set_off", id_), "vergissing"))

    @rule(random=RANDOM)
    def list_says(self, random: Random) -> None:
        """A list of open items tells that a claim was paid, or somebody accepts that it does."""
        waiting = self.world.fetch("SELECT id, version FROM proposal WHERE state = 'proposed' ORDER BY id")
        if waiting and random.random() < 0.6:
            id_, version = random.choice(waiting)
            self._do(AcceptProposal(id_, version, another=random.random() < 0.2))
            return
        debtor = random.choice(self.world.debtors)
        number, claim_id = random.choice(list(debtor.claims.items()))
        cents = self.world.open_on(claim_id)
        if cents <= 0:
            return
        on = self.world.day - timedelta(random.choice([0, 2, 8]))

        def told() -> None:
            tx = Transaction(self.database, self.world.actor, self.world.day)
            of_file = {"profile": "p", "file_name": "lijst.csv", "sha256": "0", "state": "done"}
            run = tx.add(ImportRun, kind="receivables", on_day=self.world.day, **of_file)
            said = encode({"on": on, "cents": cents, "number": number})
            of_claim = {"case_id": debtor.case_id, "claim_id": claim_id, "key": f"{number} {run}"}
            tx.add(Proposal, run_id=run, code="proposal.settled", parameters=said, **of_claim)
            tx.lock([debtor.case_id])
            finish(tx, "import.receivables", {"run": run})

        self.database.transact(told)
        self.taken = self.undone = None

    @rule(random=RANDOM)
    def plan(self, random: Random) -> None:
        """The next thing that may be done about an arrangement of a case."""
        # Those with an arrangement that runs come by more often.
        some = self.world.fetch("SELECT case_id FROM arrangement WHERE agreed_on IS NOT NULL AND broken_on IS NULL")
        case_id = random.choice([*(case_id for (case_id,) in some), *(one.case_id for one in self.world.debtors)])
        debtor = next(one for one in self.world.debtors if one.case_id == case_id)
        latest = "SELECT id FROM arrangement WHERE case_id = ? ORDER BY id DESC LIMIT 1"
        found = self.world.fetch(latest, case_id)
        standing = arrangement_standing.standing(self.database, found[0][0], self.world.day) if found else None
        if standing is None or standing.now.state not in LIVE | {PlanState.OFFERED}:
            self._begin(random, debtor)
            return
        id_, now = standing.plan.id, standing.now
        version, day = standing.plan.version, self.world.day
        if standing.beside and any(one.answer is None for one in standing.beside) and random.random() < 0.5:
            one = next(one for one in standing.beside if one.answer is None)
            self._do(
                end.AnswerRemission(id_, one.beside, one.beside_id, RemissionAnswerKind.RELEASED, "mee afgesproken")
            )
            return
        choices: list[object | None] = []
        if now.state is PlanState.OFFERED:
            agreed = plans.AgreeArrangement(id_, version, day, AgreedHow.MAIL)
            choices = [agreed, agreed, agreed, plans.DeclineArrangement(id_, version, day, "te duur")]
        elif now.state is PlanState.SUSPENDED:
            choices = [course.ResumeArrangement(id_, version, "opgelost")]
        elif now.completes_from is not None:
            chosen = end.ChooseVat(id_, version, random.choice(list(VatRoute)))
            choices = [end.CompleteArrangement(id_, version), chosen if standing.plan.remission_cents else None]
        elif now.behind:
            choices = [course.SendNotice(id_, version, day, Channel.LETTER)]
            if now.notice is not None:
                choices = [course.BreakArrangement(id_, version, "niet betaald")]
        elif random.random() < 0.1:
            choices = [course.SuspendArrangement(id_, version, "bezwaar")]
        if standing.notices and random.random() < 0.1:
            sent = standing.notices[-1]
            choices = [course.WithdrawNotice(sent.id, sent.version, "toch betaald")]
        if now.state in RUNNING and random.random() < 0.15:
            terms = self._terms(random, debtor)
            at_once = random.choice([None, day])
            choices = [plans.SupersedeArrangement(id_, version, terms, "ruimer", at_once, override="akkoord")]
        unpaid = [one.id for one in now.terms if one.rest]
        if unpaid and random.random() < 0.15:
            term = random.choice(unpaid)
            choices = [course.WaiveTerm(term, standing.versions[term], "coulance")]
        command = random.choice(choices) if choices else None
        if command is not None:
            self._do(command)

    def _begin(self, random: Random, debtor: Debtor) -> None:
        drafted = self._do(plans.DraftArrangement(debtor.case_id, self._terms(random, debtor)))
        if drafted is not None:
            offer = plans.OfferArrangement(drafted, self._version("arrangement", drafted), override="bekende klant")
            self._do(offer)

    def _terms(self, random: Random, debtor: Debtor) -> PlanTerms:
        claims = [id_ for id_ in debtor.claims.values() if self.world.open_on(id_) > 0] or list(debtor.claims.values())
        return PlanTerms(
            debtor.party_id,
            tuple(claims if random.random() < 0.7 else claims[:1]),
            random.choice([Rhythm.WEEKLY, Rhythm.WEEKLY, Rhythm.MONTHLY]),
            self.world.day + timedelta(random.choice([1, 4, 7])),
            terms=random.choice([1, 2, 3]),
            interest=random.choice(list(PlanInterest)),
            remission_cents=Cents(random.choice([0, 0, 5_000])),
            reason="nieuwe afspraak",
        )

    @rule(random=RANDOM)
    def divide_anew(self, random: Random) -> None:
        """What came in late is divided as if it had come in time, where that is proposed."""
        late = self.world.fetch("SELECT case_id, parameters FROM signal WHERE code = 'signal.bank_late'")
        if late:
            case_id, parameters = random.choice(late)
            from_day = date.fromisoformat(json.loads(parameters)["on"]["$day"])
            if self._do(ReallocatePayments(case_id, from_day, "kwam later binnen")) is not None:
                left = self.world.fetch("SELECT 1 FROM signal WHERE code = 'signal.bank_late' AND case_id = ?", case_id)
                assert not left

    # Back and forth

    @precondition(lambda self: self.taken is not None)
    @rule()
    def undo(self) -> None:
        """The last step taken back: all is as it was before."""
        last, self.taken = self.taken, None
        assert last is not None
        with suppress(Refused):
            self.world.act(UndoStep(last.step))
            assert self._shown() == last.before
            self.undone = last
            self.performed["undo"] += 1

    @precondition(lambda self: self.undone is not None)
    @rule()
    def redo(self) -> None:
        """What was taken back done again: all is as it was after it."""
        last, self.undone = self.undone, None
        assert last is not None
        with suppress(Refused, Stale):
            self.world.act(RedoStep(last.step))
            assert self._shown() == last.after
            self.performed["redo"] += 1

    def _do(self, command: object) -> Any:
        """Perform a command and return its result, True for none; None where it is refused, which changes nothing."""
        before = self._shown()
        note(f"{self.world.day} {command}")
        try:
            done = perform(self.database, self.world.actor, self.world.day, command)
        except (Refused, Stale) as refused:
            note(f"  {refused}")
            assert self._shown() == before
            self.performed[f"{type(command).__name__} refused {refused.code}"] += 1
            return None
        self.performed[type(command).__name__] += 1
        self.taken = Taken(done.step, before, self._shown()) if done.step is not None else None
        self.undone = None
        return True if done.result is None else done.result

    def _any(self, random: Random, of: str) -> int:
        found = self.world.fetch(f"SELECT id FROM {of}")
        return random.choice(found)[0] if found else 0

    def _version(self, table: str, id_: int) -> int:
        return self.database.value(f"SELECT version FROM {table} WHERE id = ?", (id_,)) or 0

    def _payments(self, and_: str = "") -> list[tuple[Any, ...]]:
        return self.world.fetch(_STANDING.replace("{and_}", and_))

    # What holds

    def _shown(self) -> object:
        """What is open on each claim, what waits of each entry, how plans stand and what lists still say."""
        open_ = balances.open_balances(self.database, self.world.claim_ids, date.max)
        standing = (
            arrangement_standing.standing(self.database, id_, self.world.day)
            for (id_,) in self.world.fetch("SELECT id FROM arrangement ORDER BY id")
        )
        return (
            open_,
            sorted(self.world.fetch("SELECT entry_id, rest_cents FROM entry_now")),
            [(one.now.state, one.now.paid, one.now.behind) for one in standing if one],
            self.world.fetch("SELECT id, state FROM proposal ORDER BY id"),
        )

    def _entries(self) -> Counter[tuple[str, int]]:
        """How many entries there are that count, by day and amount."""
        found = self.world.fetch("SELECT id, booked_on, cents FROM bank_entry")
        apart = bank_parts.not_counted(self.database, [id_ for id_, _, _ in found])
        return Counter((str(on), cents) for id_, on, cents in found if id_ not in apart)

    @invariant()
    def nothing_is_counted_twice(self) -> None:
        for what, sql in NEVER.items():
            assert self.world.fetch(sql) == [], what
        there = Counter((str(one.booked_on), int(one.cents)) for one in self.days.lines(BEGINS, date.max))
        assert not self._entries() - there

    @invariant()
    def balances_are_the_sum_of_their_entries(self) -> None:
        days = [BEGINS - ONE_DAY, self.world.day - timedelta(9), self.world.day, date.max]
        for claim_id in self.world.claim_ids:
            entries = [
                entry._replace(id=str(entry.id), reverses=entry.reverses and str(entry.reverses))
                for entry in rows(self.database, _ENTRIES, Entry, (claim_id,))
            ]
            for day in days:
                assert (
                    balances.open_balances(self.database, [claim_id], day)[claim_id] == balance_of(entries, day).value
                )

    @invariant()
    def what_is_left_of_entries_waits(self) -> None:
        left = self.world.fetch(
            "SELECT e.id, e.cents - coalesce((SELECT sum(u.cents) FROM bank_use u WHERE u.entry_id = e.id"
            " AND u.undone_on IS NULL), 0) FROM bank_entry e ORDER BY e.id"
        )
        apart = bank_parts.not_counted(self.database, [id_ for id_, _ in left])
        waits = [(id_, rest) for id_, rest in left if rest and id_ not in apart]
        assert self.world.fetch("SELECT entry_id, rest_cents FROM entry_now ORDER BY entry_id") == waits

    @invariant()
    def no_arrangement_is_called_late_while_nobody_can_know(self) -> None:
        for (id_,) in self.world.fetch("SELECT id FROM arrangement WHERE agreed_on IS NOT NULL"):
            standing = arrangement_standing.standing(self.database, id_, self.world.day)
            assert standing is not None
            now, plan = standing.now, standing.plan
            if not now.behind or now.state not in RUNNING:
                continue
            grace = self.database.law.defaults.arrangement.applied(self.world.day).value.grace
            due = min(term.due_on for term in now.terms if term.rest)
            begins = min(day for day in (plan.offered_on, plan.agreed_on) if day is not None)
            late_from = add_working_days(due, grace, self.database.law.holidays)
            asked = [begins + timedelta(n) for n in range((late_from - begins).days + 1)]
            # Days between which the balance stayed the same are as good as told.
            untold = [line.cents for day in asked if not self._is_known(day) for line in self.days.of[day]]
            assert sum(untold) == 0
            if now.is_behind:
                amounts = {term.rest for term in now.terms if term.rest and term.due_on <= self.world.day}
                sql = "SELECT rest_cents FROM entry_now WHERE value_on >= ? AND creditor_id = ?"
                waiting = self.world.fetch(sql, begins, self.world.bank.creditor)
                assert not amounts & {rest for (rest,) in waiting}

    def teardown(self) -> None:
        """At the end the bank has told everything: it stands once, and the log tells all that was done."""
        again = self.databases.empty()
        try:
            self.world.day += ONE_DAY
            self.world.bring_in(self.days.statement(BEGINS, self.world.day - ONE_DAY))
            there = Counter((str(one.booked_on), int(one.cents)) for one in self.days.lines(BEGINS, date.max))
            assert self._entries() == there
            daily.run(self.database, self.world.day, workers=1)
            assert [problem for problem in verify(self.database, self.world.day) if problem.wrong] == []
            replay(self.database, again)
            assert facts(again) == facts(self.database)
        finally:
            again.close()
            self.database.close()


def test_any_history_of_money(databases: Databases, request: pytest.FixtureRequest) -> None:
    long = request.config.getoption("--long")
    performed: Counter[str] = Counter()
    run_state_machine_as_test(
        lambda: Money(databases, performed),  # type: ignore[arg-type]  # anything that makes one will do
        settings=settings(
            max_examples=300 if long else 6,
            stateful_step_count=50 if long else 30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # Commands that are drawn are about something and go through.
    assert len([name for name in performed if "refused" not in name]) >= 8, performed
