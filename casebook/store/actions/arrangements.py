"""Payment arrangements: drafted, offered, agreed, or not, and taken over by another."""

from dataclasses import dataclass, replace
from datetime import date

from casebook.domain.arrangement.terms import AgreedHow, PlanTerms
from casebook.domain.calendar import add
from casebook.domain.documents import Proves
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO
from casebook.errors import Refused
from casebook.store import mandates
from casebook.store.actions import arrangement_terms, given
from casebook.store.actions.arrangement_start import Agreement, Leave, begin, pass_gates
from casebook.store.actions.arrangement_terms import reckon
from casebook.store.actions.cases import open_one, outward_act
from casebook.store.actions.documents import proves_too
from casebook.store.actions.holds import case_of
from casebook.store.actions.running_plans import ENDS
from casebook.store.commands import action
from casebook.store.models.arrangements import Arrangement
from casebook.store.models.cases import Case
from casebook.store.transaction import Transaction
from casebook.text import clean


@dataclass(frozen=True, slots=True)
class DraftArrangement:
    """Terms to be offered to one who owes."""

    case_id: int
    terms: PlanTerms


@dataclass(frozen=True, slots=True)
class ChangeArrangement:
    """Other terms, before anything was agreed; what was offered becomes a draft again."""

    id: int
    version: int
    terms: PlanTerms


@dataclass(frozen=True, slots=True)
class OfferArrangement:
    """The terms are offered, today without a day, until a day, without one by the setting of the house.

    `override` is why it is though evidence or the consent of an insurer is missing; `legal_review` what a lawyer said
    of terms that the law may not allow. Both are for a lead.
    """

    id: int
    version: int
    on_day: date | None = None
    offer_until: date | None = None
    override: str = ""
    legal_review: str = ""


@dataclass(frozen=True, slots=True)
class LetPassArrangement:
    """Why a lead lets an arrangement be offered though evidence or consent is missing, or what a lawyer said of it.

    Nothing in `override` or `legal_review` leaves what was said before.
    """

    id: int
    version: int
    override: str = ""
    legal_review: str = ""


@dataclass(frozen=True, slots=True)
class AgreeArrangement:
    """The other side agreed on a day; `document_id` is what he signed. `override` and `legal_review` as in an offer."""

    id: int
    version: int
    on_day: date
    how: AgreedHow
    document_id: int | None = None
    override: str = ""
    legal_review: str = ""


@dataclass(frozen=True, slots=True)
class SignArrangement:
    """The signed document of an arrangement that was agreed without one."""

    id: int
    version: int
    document_id: int


@dataclass(frozen=True, slots=True)
class DeclineArrangement:
    """The other side does not want what was offered."""

    id: int
    version: int
    on_day: date
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawArrangement:
    """A draft or an offer is taken back."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class SupersedeArrangement:
    """Other terms take the place of an agreed arrangement: from a day on as `agreed_on` says, or as a draft.

    As a draft the old one goes on until the new one is agreed.
    """

    id: int
    version: int
    terms: PlanTerms
    reason: str
    agreed_on: date | None = None
    how: AgreedHow = AgreedHow.SIGNED
    document_id: int | None = None
    override: str = ""
    legal_review: str = ""


@action("arrangement.draft", cases=given.case_itself)
def draft(tx: Transaction, command: DraftArrangement) -> int:
    """Draft an arrangement and return its id. Refused for terms that cannot be, or that are shut to everybody.

    What is still missing, and what is for a lead to decide, only matters once it is offered.
    """
    case = open_one(tx, command.case_id)
    return arrangement_terms.add(tx, case.id, reckon(tx, case.id, command.terms))


@action("arrangement.change", cases=case_of(Arrangement))
def change(tx: Transaction, command: ChangeArrangement) -> None:
    """Change the terms of an arrangement that was not agreed yet."""
    arrangement = _prepared(tx, command.id, command.version)
    reckoned = reckon(tx, arrangement.case_id, command.terms, arrangement.id)
    arrangement_terms.rewrite(tx, arrangement, reckoned)


@action("arrangement.offer", cases=case_of(Arrangement))
def offer(tx: Transaction, command: OfferArrangement) -> None:
    """Offer an arrangement, or offer it again for longer. Refused where a gate is not passed."""
    arrangement = _prepared(tx, command.id, command.version)
    on_day = given.past(tx, command.on_day or tx.day)
    until = command.offer_until or add(on_day, tx.law.defaults.offer.applied(on_day).value.open_for)
    given.in_order(offered_on=on_day, offer_until=until)
    if until < tx.day:
        raise Refused("arrangement.offer_past", source=HOUSE_RULE, on=until)
    pass_gates(tx, arrangement, Leave(command.override, command.legal_review), decided=False)
    tx.change(arrangement, offered_on=on_day, offer_until=until)
    outward_act(tx, tx.get(Case, arrangement.case_id))


@action("arrangement.let_pass", cases=case_of(Arrangement))
def let_pass(tx: Transaction, command: LetPassArrangement) -> None:
    """Keep why an arrangement may be offered all the same. Refused without the mandate for it, and for no reason."""
    arrangement = _prepared(tx, command.id, command.version)
    mandates.check(tx, mandates.Act.OVERRIDE, ZERO)
    said = {"overridden_because": clean(command.override).strip(), "legal_review": clean(command.legal_review).strip()}
    given.reason(said["overridden_because"] or said["legal_review"])
    tx.change(arrangement, **{name: why for name, why in said.items() if why})


@action("arrangement.agree", cases=case_of(Arrangement))
def agree(tx: Transaction, command: AgreeArrangement) -> None:
    """Let an arrangement begin: the track is opened, interest stops where that was agreed, and the next action is set.

    One that was not offered passes the gates now. The agreement may acknowledge the claims: whether it does is for a
    person to confirm. It takes the place of the one it was drafted to replace.
    """
    arrangement = _prepared(tx, command.id, command.version)
    on_day = given.past(tx, command.on_day)
    given.in_order(offered_on=arrangement.offered_on, agreed_on=on_day)
    if arrangement.offer_until is not None and on_day > arrangement.offer_until:
        raise Refused("arrangement.expired", source=HOUSE_RULE, on=arrangement.offer_until)
    leave = Leave(command.override, command.legal_review)
    pass_gates(tx, arrangement, leave, decided=arrangement.offered_on is not None)
    begin(tx, arrangement, Agreement(on_day, command.how, _document(tx, command.document_id)))


@action("arrangement.sign", cases=case_of(Arrangement))
def sign(tx: Transaction, command: SignArrangement) -> None:
    """Keep the signed document of an arrangement that was agreed."""
    arrangement = tx.get(Arrangement, command.id, command.version)
    if arrangement.agreed_on is None:
        raise Refused("arrangement.not_agreed", source=HOUSE_RULE)
    tx.change(arrangement, agreed_how=AgreedHow.SIGNED, document_id=_document(tx, command.document_id))


@action("arrangement.decline", cases=case_of(Arrangement))
def decline(tx: Transaction, command: DeclineArrangement) -> None:
    """Record that what was offered is not wanted."""
    arrangement = _prepared(tx, command.id, command.version)
    if arrangement.offered_on is None:
        raise Refused("arrangement.not_offered", source=HOUSE_RULE)
    on_day = given.past(tx, command.on_day)
    given.in_order(offered_on=arrangement.offered_on, declined_on=on_day)
    tx.change(arrangement, declined_on=on_day, ended_because=given.reason(command.reason))
    _replace_nothing(tx, arrangement)
    outward_act(tx, tx.get(Case, arrangement.case_id))


@action("arrangement.withdraw", cases=case_of(Arrangement))
def withdraw(tx: Transaction, command: WithdrawArrangement) -> None:
    """Take back a draft or an offer."""
    arrangement = _prepared(tx, command.id, command.version)
    tx.change(arrangement, withdrawn_on=tx.day, ended_because=given.reason(command.reason))
    _replace_nothing(tx, arrangement)


@action("arrangement.supersede", cases=case_of(Arrangement))
def supersede(tx: Transaction, command: SupersedeArrangement) -> int:
    """Draft other terms in the place of those that run, and return the id of the new arrangement.

    With a day they are agreed on that day; without one the old ones go on until the new ones are agreed. The old
    arrangement stays as it was, with its terms and what was paid.
    """
    old = _running(tx, command.id, command.version)
    reason = given.reason(command.reason)
    terms = replace(command.terms, reason=command.terms.reason or reason)
    new_id = arrangement_terms.add(tx, old.case_id, reckon(tx, old.case_id, terms, old.id))
    tx.change(old, superseded_by_id=new_id, ended_because=reason)
    if command.agreed_on is not None:
        new = tx.get(Arrangement, new_id)
        on_day = given.past(tx, command.agreed_on)
        pass_gates(tx, new, Leave(command.override, command.legal_review), decided=False)
        begin(tx, new, Agreement(on_day, command.how, _document(tx, command.document_id)))
    return new_id


def _prepared(tx: Transaction, id_: int, version: int) -> Arrangement:
    """Return an arrangement of an open case that was neither agreed nor ended. Raises `Refused` for another."""
    arrangement = tx.get(Arrangement, id_, version)
    open_one(tx, arrangement.case_id)
    if arrangement.agreed_on is not None:
        raise Refused("arrangement.agreed", source=HOUSE_RULE, on=arrangement.agreed_on)
    _refuse_ended(arrangement)
    return arrangement


def _running(tx: Transaction, id_: int, version: int) -> Arrangement:
    """Return an arrangement of an open case that was agreed and goes on, with nothing drafted to replace it."""
    arrangement = tx.get(Arrangement, id_, version)
    open_one(tx, arrangement.case_id)
    if arrangement.agreed_on is None:
        raise Refused("arrangement.not_agreed", source=HOUSE_RULE)
    _refuse_ended(arrangement)
    if arrangement.superseded_by_id is not None:
        raise Refused("arrangement.replaced_already", source=HOUSE_RULE)
    return arrangement


def _refuse_ended(arrangement: Arrangement) -> None:
    for end in ENDS:
        if (on := arrangement.__data__[end]) is not None:
            raise Refused("arrangement.ended", source=HOUSE_RULE, on=on)


def _replace_nothing(tx: Transaction, arrangement: Arrangement) -> None:
    """Let the arrangement that this one was to replace go on."""
    query = Arrangement.select().where(Arrangement.superseded_by_id == arrangement.id)
    for old in tx.find(query):
        tx.change(old, superseded_by_id=None, ended_because="")


def _document(tx: Transaction, document_id: int | None) -> int | None:
    if document_id is not None:
        proves_too(tx, document_id, Proves.ACKNOWLEDGEMENT)
    return document_id
