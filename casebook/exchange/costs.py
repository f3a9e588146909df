"""The contract of `calc costs`: facts in, the finding out."""

from collections.abc import Collection
from typing import Any

from casebook.domain.capacity import Capacity
from casebook.domain.costs import Condition, CostFacts, Costs, Letter, Recurring, Wording
from casebook.domain.finding import Finding
from casebook.exchange.fields import Fields
from casebook.exchange.output import amount, day, steps, warnings
from casebook.words import say


def read(fields: Fields, kinds: Collection[str]) -> CostFacts:
    """Return the facts, `kinds` being the kinds of claim there are; raises `InputError` naming the first bad field."""
    principals = fields.amounts("principals")
    if not any(principals):
        raise fields.wrong("principals", "something_owed")
    facts = CostFacts(
        principals=principals,
        kind=fields.choice("kind", kinds),
        debtor=Capacity(fields.choice("debtor", [capacity.value for capacity in Capacity])),
        creditor_deducts_vat=fields.optional_flag("creditor_deducts_vat"),
        default_on=fields.optional_day("default_on"),
        recurring=_recurring(fields.optional_fields("recurring")),
        letter=_letter(fields.optional_fields("letter")),
        as_of=fields.optional_day("as_of"),
    )
    fields.done()
    return facts


def _recurring(fields: Fields | None) -> Recurring | None:
    if fields is None:
        return None
    recurring = Recurring(fields.amount("instalment"), fields.amount("charged_last_6_months"))
    fields.done()
    return recurring


def _letter(fields: Fields | None) -> Letter | None:
    if fields is None:
        return None
    sent_on, received_on = fields.optional_day("sent_on"), fields.optional_day("received_on")
    wording = fields.optional_choice("wording", [wording.value for wording in Wording])
    if sent_on and received_on and received_on < sent_on:
        raise fields.contradiction("received_on", "before", other=fields.path("sent_on"))
    fields.done()
    return Letter(sent_on, received_on, Wording(wording) if wording else None)


def write(finding: Finding[Costs], language: str) -> dict[str, Any]:
    """Return the finding as the contract has it; sentences in `language`."""
    value = finding.value
    return {
        "fee": amount(value.fee),
        "vat": amount(value.vat),
        "total": amount(value.total),
        "claimable_from": day(value.claimable_from),
        "conditions": [_condition(condition, language) for condition in value.conditions],
        "steps": steps(finding, language),
        "warnings": warnings(finding, language),
    }


def _condition(condition: Condition, language: str) -> dict[str, Any]:
    return {
        "code": condition.code,
        "what": say(condition.code, condition.parameters, language),
        "met": condition.met,
        "source": condition.source,
    }
