"""The letters of an arrangement: whether one may leave as the arrangement stands, and what follows once it left."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from casebook.domain.arrangement.standing import KEPT, LIVE, PREPARED, RUNNING
from casebook.domain.calendar import add
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.extras import StatedTerm
from casebook.domain.letters.facts import LetterFacts
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.proof import NOT_ARRIVED
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import balances
from casebook.store.actions.arrangement_course import (
    covered,
    refuse_ended,
    refuse_not_behind,
    standing,
)
from casebook.store.actions.arrangement_end import open_on, refuse_not_kept
from casebook.store.actions.arrangement_start import Leave, pass_gates
from casebook.store.actions.cases import open_one
from casebook.store.facts_of import arrangements
from casebook.store.letters.leaving import dispatches, refuse_left
from casebook.store.models.arrangements import Arrangement, ArrangementClaim, ArrangementNotice, Instalment
from casebook.store.models.cases import Channel
from casebook.store.models.letters import Letter
from casebook.store.notice_term import notice_term
from casebook.store.transaction import Transaction

ORIGIN = "arrangement"
_K = LetterKind
# What is said in each of them stands once it left the house.
_SAYS = {
    "agreed_on": (_K.PLAN_CONFIRMATION,),
    "broken_on": (_K.PLAN_ENDED,),
    "completed_on": (_K.THANK_YOU, _K.DISCHARGE),
}


class Matter(NamedTuple):
    """A letter that leaves on a day, what it says, and by what it goes.

    `decides`: it is released now; `asks`: it is only asked about, and nothing may be written.
    """

    letter: Letter
    facts: LetterFacts
    on_day: date
    channel: Channel = Channel.LETTER
    decides: bool = False
    asks: bool = False

    @property
    def plan_id(self) -> int:
        """The arrangement it is of. Raises `Refused` where it is of none."""
        if self.letter.origin != ORIGIN or self.letter.origin_id is None:
            raise Refused("letter.no_arrangement", source=HOUSE_RULE, letter=f"letter_kind_{self.facts.kind}")
        return int(self.letter.origin_id)

    @property
    def terms(self) -> tuple[StatedTerm, ...]:
        """The terms that it names."""
        named = self.facts.extras.get("terms")
        return tuple(one for one in named if isinstance(one, StatedTerm)) if isinstance(named, tuple) else ()


def refuse_offer(tx: Transaction, matter: Matter) -> None:
    """Refuse to offer what is not offered any more, other terms, or what does not pass its gates.

    What is for a lead to decide is decided when the letter is released.
    """
    plan = _plan(tx, matter)
    open_one(tx, plan.case_id)
    refuse_ended(standing(tx, plan), PREPARED)
    terms = tx.find(Instalment.select().where(Instalment.arrangement_id == plan.id).order_by(Instalment.number))
    said = matter.facts.extras
    until = said.get("offer_until")
    whole = said.get("to_pay") if matter.facts.kind is _K.REMISSION_OFFER else None
    stated = [(one.number, one.due_on, one.cents) for one in matter.terms]
    same = whole == plan.total_cents if whole is not None else stated == [(t.number, t.due_on, t.cents) for t in terms]
    if not same or (said.get("remitted") or 0) != plan.remission_cents:
        raise Refused("arrangement.letter_otherwise", source=HOUSE_RULE)
    if isinstance(until, date) and until < matter.on_day:
        raise Refused("arrangement.offer_past", source=HOUSE_RULE, on=until)
    pass_gates(tx, plan, Leave(plan.overridden_because, plan.legal_review), decided=not matter.decides)


def offered(tx: Transaction, matter: Matter) -> None:
    """Record that an arrangement was offered, by the letter that left."""
    plan, until = _plan(tx, matter), matter.facts.extras.get("offer_until")
    if standing(tx, plan).state in PREPARED and isinstance(until, date):
        tx.change(plan, offered_on=plan.offered_on or matter.on_day, offer_until=max(until, matter.on_day))


def refuse_notice(tx: Transaction, matter: Matter) -> None:
    """Refuse a notice of what is not late, that says another amount, or that gives less time than the settings."""
    plan = _plan(tx, matter)
    open_one(tx, plan.case_id)
    now = standing(tx, plan)
    refuse_ended(now, RUNNING)
    refuse_not_behind(now)
    running = now.notice
    if running is not None and running.pay_until >= tx.day and not left_before(tx, matter.letter):
        raise Refused("arrangement.notice_runs", source=HOUSE_RULE, until=running.pay_until)
    if matter.facts.extras.get("behind") != now.behind:
        raise Refused("arrangement.notice_otherwise", source=HOUSE_RULE, amount=now.behind)
    least, until = add(matter.on_day, notice_term(tx.database, plan.id, tx.day)), matter.facts.last_day
    if until is None or until < least:
        raise Refused("arrangement.notice_short", source=HOUSE_RULE, on=until, least=least)


def noticed(tx: Transaction, matter: Matter) -> None:
    """Record the notice that left. What was put right meanwhile, or ended, is not noticed; one that runs goes on.

    Its term is never less than the settings give from the day on which it left.
    """
    plan = _plan(tx, matter)
    now = standing(tx, plan)
    runs = now.notice is not None and now.notice.pay_until >= matter.on_day
    behind = matter.facts.extras.get("behind")
    if now.state not in LIVE or runs or not isinstance(behind, int) or matter.facts.last_day is None:
        return
    tx.add(
        ArrangementNotice,
        arrangement_id=plan.id,
        prepared_on=matter.letter.prepared_on,
        behind_cents=behind,
        sent_on=matter.on_day,
        channel=matter.channel,
        pay_until=max(matter.facts.last_day, add(matter.on_day, notice_term(tx.database, plan.id, tx.day))),
    )


def not_noticed(tx: Transaction, letter: Letter) -> None:
    """Withdraw the notice of a letter of which nothing reached anybody."""
    left = [one for one in dispatches(tx, letter.id) if one.sent_on is not None]
    if any(one.returned_as not in NOT_ARRIVED for one in left):
        return
    days = [one.sent_on for one in left]
    of_it = (ArrangementNotice.arrangement_id == letter.origin_id) & ArrangementNotice.withdrawn_on.is_null()
    for notice in tx.find(ArrangementNotice.select().where(of_it)):
        if notice.sent_on in days:
            tx.change(notice, withdrawn_on=tx.day)


def refuse_ended_letter(tx: Transaction, matter: Matter) -> None:
    """Refuse to say that an arrangement ended which did not."""
    if _plan(tx, matter).broken_on is None:
        raise Refused("arrangement.not_broken", source=HOUSE_RULE)


def refuse_confirmation(tx: Transaction, matter: Matter) -> None:
    """Refuse to confirm what was not agreed, or ended."""
    plan = _plan(tx, matter)
    if plan.agreed_on is None:
        raise Refused("arrangement.not_agreed", source=HOUSE_RULE)
    refuse_ended(standing(tx, plan), LIVE)


def refuse_thanks(tx: Transaction, matter: Matter) -> None:
    """Refuse to thank for what is not paid, or was not kept yet, or came back."""
    if matter.letter.origin == ORIGIN:
        refuse_not_kept(tx, _plan(tx, matter))
    else:
        _refuse_unkept(tx, matter)
    left = Cents(sum(balances.in_all(tx.database, one.claim_id).total for one in matter.facts.claims))
    if left > 0:
        raise Refused("letter.thanks_open", source=HOUSE_RULE, amount=left)


def thanked(tx: Transaction, matter: Matter) -> None:
    """Record that who kept an arrangement was thanked."""
    if matter.letter.origin != ORIGIN:
        return
    plan = _plan(tx, matter)
    if plan.thanked_on is None:
        tx.change(plan, thanked_on=matter.on_day, thanks_channel=matter.channel, no_thanks_because="")


def refuse_discharge(tx: Transaction, matter: Matter) -> None:
    """Refuse to discharge while anything is open on the claims, interest that runs too, or was returned."""
    if matter.letter.origin == ORIGIN:
        plan = _plan(tx, matter)
        refuse_not_kept(tx, plan)
        _refuse_open(open_on(tx, plan.case_id, [claim.id for claim in covered(tx, plan)]))
        return
    _refuse_unkept(tx, matter)
    _refuse_open(open_on(tx, matter.letter.case_id, [one.claim_id for one in matter.facts.claims]))


def discharged(tx: Transaction, matter: Matter) -> None:
    """Record the letter of discharge that left."""
    if matter.letter.origin != ORIGIN:
        return
    plan = _plan(tx, matter)
    if plan.discharged_on is None:
        tx.change(plan, discharged_on=matter.on_day, discharge_channel=matter.channel)


def refuse_told(tx: Transaction, plan: Arrangement, columns: Collection[str]) -> None:
    """Refuse to take back what a letter told that left the house. Raises `Refused`."""
    for column, kinds in _SAYS.items():
        if column in columns and plan.__data__[column] is None:
            own = (Letter.origin == ORIGIN) & (Letter.origin_id == plan.id) & Letter.kind.in_(kinds)
            for letter in tx.find(Letter.select().where(own)):
                refuse_left(tx, letter.id)


def left_before(tx: Transaction, letter: Letter) -> bool:
    """Tell whether this letter, or one that was prepared with it, left already."""
    bundle = letter.bundle_id or letter.id
    some = tx.find(Letter.select().where((Letter.id == bundle) | (Letter.bundle_id == bundle)))
    return any(one.sent_on is not None for each in some for one in dispatches(tx, each.id))


def _plan(tx: Transaction, matter: Matter) -> Arrangement:
    plan = tx.get(Arrangement, matter.plan_id)
    if plan.case_id != matter.letter.case_id:
        raise Refused("letter.no_arrangement", source=HOUSE_RULE, letter=f"letter_kind_{matter.facts.kind}")
    return plan


def _refuse_unkept(tx: Transaction, matter: Matter) -> None:
    """Refuse to speak of claims as done that an arrangement covers which is not completed."""
    ids = [one.claim_id for one in matter.facts.claims]
    covers = ArrangementClaim.select().where(ArrangementClaim.claim_id.in_(ids))
    wanted = {row.arrangement_id for row in tx.find(covers)}
    for one in arrangements.load(tx.database, [matter.letter.case_id]).get(matter.letter.case_id, ()):
        now = one.on(tx.day).value
        if one.id not in wanted:
            continue
        if now.state in LIVE:
            raise Refused("arrangement.not_completed", source=HOUSE_RULE)
        if now.state in KEPT and now.paid_on is None:
            raise Refused("arrangement.not_paid", source=HOUSE_RULE, amount=now.rest)


def _refuse_open(left: Cents) -> None:
    if left > 0:
        raise Refused("arrangement.still_open", source=HOUSE_RULE, amount=left)
