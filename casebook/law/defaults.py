"""Reading `defaults.toml`: the settings of the house, as dated as the law; a creditor may have others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar, get_type_hints

from casebook.domain.arrangement.rules import EvidenceRules, OfferRules
from casebook.domain.calendar import Term
from casebook.domain.comparison.rules import ComparisonRules
from casebook.domain.dated import Dated
from casebook.domain.gate import Authority, HouseRules
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.matching.rules import MatchingRules
from casebook.domain.money import Cents
from casebook.domain.placements.rules import PlacementTerms
from casebook.domain.post.candidates import PostRules
from casebook.domain.provision import RATED, Basis
from casebook.domain.relation.intake import IntakeRules
from casebook.domain.reminders.cycle import After, Cycle, CycleStep, Only, SelfRelease
from casebook.domain.routes.rules import HistoryRules, RouteCosts, RouteRules
from casebook.domain.signals.rules import Leads, Neglect, WorkingDays
from casebook.law.schema import Table, dated, term

T = TypeVar("T")


class Arrangement(NamedTuple):
    """When a term of a plan is late, and what follows; with `notices_to_lead` notices the lead decides.

    `document_within` is how long the signed document may be under way.
    """

    grace: WorkingDays
    tolerance: Cents
    notice_business: Term
    notice_consumer: Term
    promise_checked_after: WorkingDays
    notices_to_lead: int
    reminder_before: Term
    document_within: WorkingDays


class Dispute(NamedTuple):
    """How long a dispute may lie with the department, and until it is decided."""

    department: WorkingDays
    decision: WorkingDays


class FollowUp(NamedTuple):
    """What is done next after a contact or post, and how long after it; after a promise, after the promised day."""

    action: str
    wait: WorkingDays


class Sleeping(NamedTuple):
    """How often recourse is checked on a sleeping claim, and where."""

    recourse_check: Term
    sources: tuple[str, ...]


class AddressEnquiry(NamedTuple):
    """Within how many working days the answer to an enquiry about an address is due."""

    answer: WorkingDays


class Complaint(NamedTuple):
    """When a complaint is acknowledged, and when it is decided."""

    acknowledge: WorkingDays
    decide: Term


class Heirs(NamedTuple):
    """Within how many working days the heirs are looked for."""

    found: WorkingDays


class Vulnerability(NamedTuple):
    """How long it is kept what makes somebody vulnerable."""

    longest: Term


class Sales(NamedTuple):
    """How long sales may take to answer, and to act on advice; how long before its end an advice is looked at."""

    answer: WorkingDays
    advice_done: WorkingDays
    advice_ends: Term


class FinanceEvidence(NamedTuple):
    """Within what time evidence of finances is asked for, and for how long what was received counts."""

    due: Term
    valid: Term


class PlanMandate(NamedTuple):
    """The plans a handler may agree on, and the longest one a lead may."""

    handler_terms: int
    handler_amount: Cents
    lead_terms: int


class RemissionMandate(NamedTuple):
    """How much a handler, and how much a lead may remit."""

    handler_amount: Cents
    lead_percent: Decimal
    lead_amount: Cents


class WriteOffMandate(NamedTuple):
    """How much a handler, and how much a lead may write off."""

    handler_amount: Cents
    lead_amount: Cents


class ReleaseMandate(NamedTuple):
    """How many letters a handler may release together, and how much they may ask together."""

    handler_letters: int
    handler_sum: Cents


class Approvals(NamedTuple):
    """After how many working days a request without an answer is told to the leads, and how long before its last day.

    For `heard` working days who asked is told that it was approved.
    """

    unanswered: WorkingDays
    before_needed: WorkingDays
    heard: WorkingDays


class LetterTerms(NamedTuple):
    """What a letter gives somebody to answer or pay, where neither statute nor agreement says how long that is."""

    answer: Term


class ReviewRules(NamedTuple):
    """How far ahead a lead reviews the claims that expire, and after what time without a signed review it is late."""

    horizon: Term
    every: Term


class Retention(NamedTuple):
    """How long records of immovable property are kept, which product groups are of it, and how long readings stay."""

    of_property: Term
    property_groups: tuple[str, ...]
    readings: Term


class Checking(NamedTuple):
    """After what time a file of law is due for checking, and how long before a missing rate is told."""

    file_after: Term
    ahead: Term


class MonthClosing(NamedTuple):
    """After how many working days a month that is over and not closed is told to the leads."""

    told_after: WorkingDays


class HourCosts(NamedTuple):
    """What the work on a case costs the house: a contact and a letter in minutes, and an hour; 0 where nobody said."""

    contact_minutes: int
    letter_minutes: int
    hour: Cents


@dataclass(frozen=True, slots=True)
class Defaults:
    """Every setting of the house; `small_claims` is the amount per debtor under which limitation is batched."""

    leads: Dated[Leads]
    small_claims: Dated[Cents]
    neglect: Dated[Neglect]
    review: Dated[ReviewRules]
    arrangement: Dated[Arrangement]
    evidence: Dated[EvidenceRules]
    offer: Dated[OfferRules]
    dispute: Dated[Dispute]
    follow_up: Mapping[str, Dated[FollowUp]]
    post_follow_up: Dated[FollowUp]
    sleeping: Dated[Sleeping]
    address_enquiry: Dated[AddressEnquiry]
    complaint: Dated[Complaint]
    heirs: Dated[Heirs]
    vulnerability: Dated[Vulnerability]
    intake: Dated[IntakeRules]
    sales: Dated[Sales]
    aftercare: Dated[Term]
    placement: Dated[PlacementTerms]
    idle_title: Dated[Term]
    assessment: Dated[Term]
    finance_evidence: Dated[FinanceEvidence]
    route_rules: Dated[RouteRules]
    route_history: Dated[HistoryRules]
    route_costs: Dated[RouteCosts]
    comparison: Dated[ComparisonRules]
    plan_mandate: Dated[PlanMandate]
    remission_mandate: Dated[RemissionMandate]
    write_off_mandate: Dated[WriteOffMandate]
    release_mandate: Dated[ReleaseMandate]
    placement_mandate: Dated[Cents]
    only_by_lead: Dated[tuple[str, ...]]
    approvals: Dated[Approvals]
    consumer_cycle: Dated[Cycle]
    business_cycle: Dated[Cycle]
    self_release: Dated[SelfRelease]
    matching: Dated[MatchingRules]
    checking: Dated[Checking]
    letter_gate: Dated[HouseRules]
    letter_terms: Dated[LetterTerms]
    suspension_notice: Dated[Term]
    post: Dated[PostRules]
    mail_enclosures: Dated[int]
    records: Dated[Term]
    provision: Dated[Mapping[Basis, int]]
    month_closing: Dated[MonthClosing]
    hour_costs: Dated[HourCosts]
    retention: Dated[Retention]
    own_folder: Dated[int]


def read(table: Table) -> Defaults:
    """Return the settings of the house; raises `LawError` where the table is wrong."""
    rules = Defaults(
        leads=dated(table, "leads", _group(Leads)),
        small_claims=dated(table, "small_claims", lambda entry: entry.cents("amount")),
        neglect=dated(table, "neglect", _group(Neglect)),
        review=dated(table, "review", _group(ReviewRules)),
        arrangement=dated(table, "arrangement", _group(Arrangement)),
        evidence=dated(table, "evidence", _group(EvidenceRules)),
        offer=dated(table, "offer", _group(OfferRules)),
        dispute=dated(table, "dispute", _group(Dispute)),
        follow_up=_each(table.table("follow_up"), _group(FollowUp)),
        post_follow_up=dated(table, "post_follow_up", _group(FollowUp)),
        sleeping=dated(table, "sleeping", _group(Sleeping)),
        address_enquiry=dated(table, "address_enquiry", _group(AddressEnquiry)),
        complaint=dated(table, "complaint", _group(Complaint)),
        heirs=dated(table, "heirs", _group(Heirs)),
        vulnerability=dated(table, "vulnerability", _group(Vulnerability)),
        intake=dated(table, "intake", _group(IntakeRules)),
        sales=dated(table, "sales", _group(Sales)),
        aftercare=dated(table, "aftercare", term),
        placement=dated(table, "placement", _group(PlacementTerms)),
        idle_title=dated(table, "idle_title", term),
        assessment=dated(table, "assessment", term),
        finance_evidence=dated(table, "finance_evidence", _group(FinanceEvidence)),
        route_rules=dated(table, "route_rules", _group(RouteRules)),
        route_history=dated(table, "route_history", _group(HistoryRules)),
        route_costs=dated(table, "route_costs", _group(RouteCosts)),
        comparison=dated(table, "comparison", _group(ComparisonRules)),
        plan_mandate=dated(table, "plan_mandate", _group(PlanMandate)),
        remission_mandate=dated(table, "remission_mandate", _group(RemissionMandate)),
        write_off_mandate=dated(table, "write_off_mandate", _group(WriteOffMandate)),
        release_mandate=dated(table, "release_mandate", _group(ReleaseMandate)),
        placement_mandate=dated(table, "placement_mandate", lambda entry: entry.cents("handler_amount")),
        only_by_lead=dated(table, "only_by_lead", lambda entry: entry.texts("acts")),
        approvals=dated(table, "approvals", _group(Approvals)),
        consumer_cycle=dated(table, "consumer_cycle", _cycle),
        business_cycle=dated(table, "business_cycle", _cycle),
        self_release=dated(table, "self_release", _group(SelfRelease)),
        matching=dated(table, "matching", _group(MatchingRules)),
        checking=dated(table, "checking", _group(Checking)),
        letter_gate=dated(table, "letter_gate", _letter_gate),
        letter_terms=dated(table, "letter_terms", _group(LetterTerms)),
        suspension_notice=dated(table, "suspension_notice", term),
        post=dated(table, "post", _group(PostRules)),
        mail_enclosures=dated(table, "mail_enclosures", lambda entry: entry.integer("megabytes")),
        records=dated(table, "records", term),
        provision=dated(table, "provision", _provision),
        month_closing=dated(table, "month_closing", _group(MonthClosing)),
        hour_costs=dated(table, "hour_costs", _group(HourCosts)),
        retention=dated(table, "retention", _group(Retention)),
        own_folder=dated(table, "own_folder", lambda entry: entry.integer("days")),
    )
    table.done()
    return rules


def _letter_gate(entry: Table) -> HouseRules:
    override = entry.choice("override", {one.value: one for one in Authority})
    return HouseRules(entry.integer("most"), entry.term("period"), override, entry.term("stale"))


def _provision(entry: Table) -> Mapping[Basis, int]:
    return {basis: entry.integer(basis.removeprefix("provision_")) for basis in RATED}


def _cycle(entry: Table) -> Cycle:
    courtesy, after_contact = entry.flag("courtesy"), entry.working_days("after_contact")
    return Cycle(courtesy, WorkingDays(after_contact), tuple(map(_cycle_step, entry.tables("step"))))


def _cycle_step(table: Table) -> CycleStep:
    step = CycleStep(
        table.text("name"),
        table.choice("after", {one.value: one for one in After}),
        table.term("wait"),
        WorkingDays(table.working_days("wait_working")),
        WorkingDays(table.working_days("within")),
        call=table.optional_flag("call"),
        letter=table.choice("letter", {one.value: one for one in LetterKind}) if table.has("letter") else None,
        only=table.choice("only", {one.value: one for one in Only}) if table.has("only") else Only.ALWAYS,
        gives=table.term("gives") if table.has("gives") else None,
    )
    table.done()
    return step


def _each(table: Table, value: Callable[[Table], T]) -> Mapping[str, Dated[T]]:
    """Take out dated entries for each of several things, by their names."""
    return {name: dated(table, name, value) for name in table.names()}


_TAKEN_AS: Mapping[Any, Callable[[Table, str], Any]] = {
    Term: Table.term,
    str: Table.text,
    Cents: Table.cents,
    WorkingDays: Table.working_days,
    Decimal: Table.percent,
    int: Table.integer,
    bool: Table.flag,
    tuple[str, ...]: Table.texts,
}


def _group(shape: Callable[..., T]) -> Callable[[Table], T]:
    """Return what reads an entry with one key for each field of `shape`, by the type of the field."""
    fields = get_type_hints(shape)
    return lambda entry: shape(**{name: _TAKEN_AS[kind](entry, name) for name, kind in fields.items()})
