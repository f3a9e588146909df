"""Titles: what a court gave, against whom, and what it awarded of what was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.component import Component
from casebook.domain.court.facts import BEGINS, WITHOUT_TITLE, CourtEventKind, ProceedingKind, TitleKind
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.ledger import EntryKind
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store import balances, court_rows
from casebook.store.actions import given
from casebook.store.actions.court_bearing import bear
from casebook.store.actions.ledger import add_entry
from casebook.store.actions.proceedings import of_case
from casebook.store.commands import action
from casebook.store.court_rows import RecordedProceeding
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim, Liability
from casebook.store.models.court import CourtEvent, Proceeding, Title, TitleAward, TitleClaim
from casebook.store.transaction import Transaction
from casebook.text import clean

_CLAIM_KIND = {TitleKind.SETTLEMENT_RECORD: "settlement_record"}
JUDGMENT = "judgment"


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """What was asked and what was awarded of a component of a claim, in cents."""

    claim_id: int
    component: Component
    asked_cents: Cents
    awarded_cents: Cents


@dataclass(frozen=True, slots=True)
class RecordTitle:
    """A title that a court gave in a proceeding, on a day.

    `party_ids` are those it is against, none for all of whom it was asked. `costs_cents` are the costs of the court
    that were awarded. `credit`: what was rejected and is in the ledger is credited there.
    """

    proceeding_id: int
    kind: TitleKind
    given_on: date
    awards: tuple[AwardFacts, ...]
    party_ids: tuple[int, ...] = ()
    number: str = ""
    costs_cents: Cents = ZERO
    enforceable: bool = True
    credit: bool = False
    text: str = ""


class NewTitle(NamedTuple):
    """A title that is being added: its kind, when it was given, and its number."""

    id: int
    kind: TitleKind
    given_on: date
    number: str


@action("title.record", cases=of_case(Proceeding, "proceeding_id"))
def record(tx: Transaction, command: RecordTitle) -> int:
    """Record a title, with a claim of its own clock for each claim it is for, and return its id.

    The money stays on the claims that were asked: nothing is owed twice. The costs are charged on the first title.
    Refused where nothing was awarded: that is a rejection.
    """
    found = court_rows.proceeding(tx.database, tx.get(Proceeding, command.proceeding_id).id)
    _check(tx, found, command)
    case = tx.get(Case, found.row.case_id)
    against = set(command.party_ids) or {one.party_id for one in found.claims}
    row = found.row
    id_ = tx.add(
        Title,
        case_id=case.id,
        proceeding_id=row.id,
        kind=command.kind,
        court=row.court,
        number=given.line(command.number) or row.number,
        enforceable=int(command.enforceable),
        given_on=command.given_on,
    )
    awarded = _awarded(command.awards)
    titles: dict[int, int] = {}
    for claim_id in dict.fromkeys(one.claim_id for one in found.claims):
        parties = [one.party_id for one in found.claims if one.claim_id == claim_id and one.party_id in against]
        if awarded.get(claim_id) and parties:
            number = given.line(command.number) or row.number
            new = NewTitle(id_, command.kind, command.given_on, number)
            titles[claim_id] = add_title_claim(tx, new, claim_id, parties)
    _award(tx, id_, titles, command)
    text = clean(command.text).strip()
    given_values = {"kind": CourtEventKind.GIVEN, "on_day": command.given_on, "text": text, "recorded_on": tx.day}
    tx.add(CourtEvent, title_id=id_, **given_values)
    bear(tx, case.id, text or given.line(command.number))
    return id_


def add_title_claim(tx: Transaction, title: NewTitle, claim_id: int, party_ids: Sequence[int]) -> int:
    """Add the claim that a title is for another claim, against those who are named, and return its id."""
    claim = tx.get(Claim, claim_id)
    new_id = tx.add(
        Claim,
        case_id=claim.case_id,
        creditor_id=claim.creditor_id,
        # Without a number of its own it is known by that of the claim and its day.
        number=f"{claim.number} {title.number or title.given_on.isoformat()}",
        kind=_CLAIM_KIND.get(title.kind, JUDGMENT),
        capacity=claim.capacity,
        law=claim.law,
        principal_cents=0,
        rate_kind=claim.rate_kind,
        rate=claim.rate,
        due_on=title.given_on if title.kind in _CLAIM_KIND else None,
        title_of_id=claim.id,
    )
    of_title = [{"title_id": title.id, "claim_id": new_id, "party_id": party_id} for party_id in party_ids]
    tx.add_many(TitleClaim, of_title)
    debtor_id = tx.get(Case, claim.case_id).debtor_id
    for party_id in party_ids:
        if party_id == debtor_id:
            continue
        liable = tx.first(
            Liability.select()
            .where(Liability.claim_id == claim.id, Liability.party_id == party_id)
            .order_by(Liability.id)
        )
        assert liable is not None
        columns = ("relation", "share", "most_cents", "capacity", "in_writing", "spouse_consented", "notified_on")
        copied = {name: liable.__data__[name] for name in (*columns, "from_on", "until_on")}
        tx.add(Liability, claim_id=new_id, party_id=party_id, **copied)
    return new_id


def _awarded(awards: Sequence[AwardFacts]) -> Mapping[int, Cents]:
    found: dict[int, Cents] = {}
    for one in awards:
        found[one.claim_id] = Cents(found.get(one.claim_id, ZERO) + one.awarded_cents)
    return found


def _award(tx: Transaction, title_id: int, titles: Mapping[int, int], command: RecordTitle) -> None:
    """Keep what was awarded, credit what was rejected where that is asked, and charge the costs of the court."""
    reason = given.line(command.number) or f"{command.kind}"
    for one in command.awards:
        claim_id = titles.get(one.claim_id)
        if claim_id is not None:
            tx.add(
                TitleAward,
                title_id=title_id,
                claim_id=claim_id,
                component=one.component,
                asked_cents=one.asked_cents,
                awarded_cents=one.awarded_cents,
            )
        rejected = one.asked_cents - one.awarded_cents
        if not command.credit or rejected <= 0:
            continue
        most = balances.payable(tx.database, [one.claim_id], command.given_on)[one.claim_id].of(one.component)
        if (cents := min(rejected, most)) > 0:
            add_entry(
                tx,
                one.claim_id,
                EntryKind.CREDIT,
                component=one.component,
                cents=-cents,
                on_day=command.given_on,
                reason=reason,
            )
    if command.costs_cents:
        add_entry(
            tx,
            next(iter(titles.values())),
            EntryKind.CHARGE,
            component=Component.COURT_COSTS,
            cents=given.positive(command.costs_cents),
            on_day=command.given_on,
            reason=reason,
        )


def _check(tx: Transaction, found: RecordedProceeding, command: RecordTitle) -> None:
    """Refuse a title that cannot have been given in a proceeding."""
    given.past(tx, command.given_on)
    begun = found.proceeding.events.first(*BEGINS)
    given.in_order(on_day=begun.on if begun else None, given_on=command.given_on)
    if found.row.kind in WITHOUT_TITLE and command.kind is not TitleKind.ORDER:
        raise Refused("title.no_title_there", source=HOUSE_RULE, kind=f"proceeding_{found.row.kind}")
    if found.row.kind is ProceedingKind.CONSERVATORY:
        raise Refused("title.no_title_there", source=HOUSE_RULE, kind=f"proceeding_{found.row.kind}")
    if found.proceeding.title_on is not None:
        raise Refused("title.there_already", source=HOUSE_RULE, on=found.proceeding.title_on)
    asked = {one.claim_id for one in found.claims}
    if not {one.claim_id for one in command.awards} <= asked:
        raise Refused("title.other_claim", source=HOUSE_RULE)
    if not set(command.party_ids) <= {one.party_id for one in found.claims}:
        raise Refused("title.other_party", source=HOUSE_RULE)
    if any(one.asked_cents < 0 or one.awarded_cents < 0 for one in command.awards):
        raise Refused("title.below_zero", source=HOUSE_RULE)
    if not any(one.awarded_cents for one in command.awards):
        raise Refused("title.nothing_awarded", source=HOUSE_RULE)
