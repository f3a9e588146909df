"""The terms of proceedings and titles, as the law book gives them."""

from dataclasses import dataclass

from casebook.domain.calendar import Holidays, Term
from casebook.domain.court.stays import StayRules
from casebook.domain.dated import Dated
from casebook.domain.money import Cents
from casebook.domain.statutory_term import StatutoryTermRules


@dataclass(frozen=True, slots=True)
class CourtRules:
    """The highest claim that goes to the kantonrechter, and the terms of proceedings and after a judgment.

    `objection` (verzet) is the debtor's term against a default judgment, `objection_order` that against an order for
    payment abroad, `command` (bevel) the term between service of a title and enforcement on goods. `statement` is
    within what a third party says what he owes, `exempt` for how long the part of an income counts that stays with the
    debtor. A title is served within `serve`, and idle after `idle` without an act: settings of the house. `follow_up`
    is within what a claim is brought again that was not granted. `stays` is what an insolvency does to each step.
    """

    kanton_limit: Dated[Cents]
    objection: Dated[Term]
    objection_abroad: Dated[Term]
    objection_order: Dated[Term]
    command: Dated[Term]
    appeal: Dated[Term]
    statement: Dated[Term]
    exempt: Dated[Term]
    attachment_lapses: Dated[bool]
    serve: Dated[Term]
    stays: StayRules
    follow_up: Dated[Term]
    idle: Dated[Term]
    statutory_terms: StatutoryTermRules
    holidays: Holidays
