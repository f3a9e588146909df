"""How an arrangement is told as it comes about: its terms, its offer, and whether it was agreed."""

from collections.abc import Sequence

from casebook.domain.arrangement.terms import PlanInterest, PlanTerms
from casebook.domain.money import Cents
from casebook.store.actions.arrangements import (
    AgreeArrangement,
    ChangeArrangement,
    DeclineArrangement,
    DraftArrangement,
    LetPassArrangement,
    OfferArrangement,
    SignArrangement,
    SupersedeArrangement,
    WithdrawArrangement,
)
from casebook.store.queries.told.arrangement_course import whose
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, when, written


@teller
def _drafted(scene: Scene, command: DraftArrangement) -> Telling:
    said: Said = ("told.plan_drafted", {})
    return Telling([said, *_terms(scene, command.terms)], written(command.terms.reason))


@teller
def _changed(scene: Scene, command: ChangeArrangement) -> Telling:
    said: Said = ("told.plan_changed", {})
    return Telling([said, *_terms(scene, command.terms)], written(command.terms.reason))


@teller
def _replaced(scene: Scene, command: SupersedeArrangement) -> Telling:
    said: Said = ("told.plan_replaced", {})
    agreed: list[Said] = []
    if command.agreed_on is not None:
        agreed = [("told.plan_agreed", {"on": command.agreed_on, "how": f"agreed_{command.how}"})]
    text = written(command.reason, command.terms.reason, command.override, command.legal_review)
    return Telling([said, *_terms(scene, command.terms), *agreed], text)


@teller
def _offered(scene: Scene, command: OfferArrangement) -> Telling:
    said: Said = ("told.plan_offered_today", {})
    if command.on_day is not None:
        said = ("told.plan_offered", {"on": command.on_day})
    until = when("told.plan_offer_until", on=command.offer_until)
    return Telling([said, *until, *whose(scene, command.id)], written(command.override, command.legal_review))


@teller
def _let_pass(scene: Scene, command: LetPassArrangement) -> Telling:
    said: Said = ("told.plan_let_pass", {})
    return Telling([said, *whose(scene, command.id)], written(command.override, command.legal_review))


@teller
def _agreed(scene: Scene, command: AgreeArrangement) -> Telling:
    said: Said = ("told.plan_agreed", {"on": command.on_day, "how": f"agreed_{command.how}"})
    return Telling([said, *whose(scene, command.id)], written(command.override, command.legal_review))


@teller
def _signed(scene: Scene, command: SignArrangement) -> Telling:
    return Telling([("told.plan_signed", {}), *whose(scene, command.id)])


@teller
def _declined(scene: Scene, command: DeclineArrangement) -> Telling:
    said: Said = ("told.plan_declined", {"on": command.on_day})
    return Telling([said, *whose(scene, command.id)], written(command.reason))


@teller
def _withdrawn(scene: Scene, command: WithdrawArrangement) -> Telling:
    return Telling([("told.plan_withdrawn", {}), *whose(scene, command.id)], written(command.reason))


def _terms(scene: Scene, terms: PlanTerms) -> Sequence[Said]:
    """Return what terms say: the form in which they were given, their sum, and what is out of the ordinary."""
    parts = [_form(terms)]
    parts += [("told.plan_total", {"cents": Cents(row["total_cents"])}) for row in scene.added("arrangement")]
    if terms.interest is not PlanInterest.RUNNING:
        parts.append(("told.plan_interest", {"interest": f"interest_{terms.interest}"}))
    if terms.remission_cents:
        parts.append(("told.plan_remission", {"cents": terms.remission_cents}))
    if scene.case_id is not None and not scene.is_debtor(scene.case_id, terms.party_id):
        parts.append(("told.plan_of", {"name": scene.party(terms.party_id)}))
    return [*parts, *scene.claims(terms.claim_ids)]


def _form(terms: PlanTerms) -> Said:
    since = {"rhythm": f"rhythm_{terms.rhythm}", "on": terms.first_on}
    if terms.each_cents is not None:
        return "told.plan_each", {"cents": terms.each_cents, **since}
    if terms.terms is not None:
        return "told.plan_count", {"count": terms.terms, **since}
    return "told.plan_last", {"last": terms.last_on, **since}
