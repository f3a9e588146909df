"""The contract of `calc limitation`: facts in, the finding out."""

import re
from datetime import date
from typing import Any

from casebook.domain.finding import Finding, Step
from casebook.domain.limitation.answer import UNKNOWN_ENDS, Ends, Limitation, Status
from casebook.domain.limitation.facts import (
    DAYS,
    DUTCH_LAW,
    IN_ORDER,
    RECEIVED,
    UNKNOWN_KIND,
    Act,
    Event,
    Extension,
    Insolvency,
    LegalAction,
    LimitationFacts,
    Outcome,
    Proof,
)
from casebook.domain.limitation.rules import LimitationRules
from casebook.exchange.fields import Fields
from casebook.exchange.output import day, warnings
from casebook.words import say

UNKNOWN = UNKNOWN_KIND
# The procedure that has every kind of act; the others have only their own.
CIVIL = "civil"
DEEPEST_MAIN = 4
_COUNTRY = re.compile(r"[A-Za-z]{2}")


def read(fields: Fields, rules: LimitationRules) -> LimitationFacts:
    """Return the facts of one clock; raises `InputError` naming the first field that is wrong."""
    return _facts(fields, rules, as_of=None, depth=0)


def _facts(fields: Fields, rules: LimitationRules, as_of: date | None, depth: int) -> LimitationFacts:
    own = fields.optional_day("as_of") if as_of else fields.day("as_of")
    if own and as_of and own != as_of:
        raise fields.contradiction("as_of", "as_of", day=as_of)
    asked_on = as_of or own
    assert asked_on is not None
    kind = fields.choice("kind", [*rules.kinds, UNKNOWN])
    days = {name: known for name in DAYS if (known := fields.optional_day(name))}
    for first, second in IN_ORDER:
        if first in days and second in days and days[second] < days[first]:
            raise fields.contradiction(second, "before", other=fields.path(first))
    law = fields.optional_text("law") or DUTCH_LAW
    if not _COUNTRY.fullmatch(law):
        raise fields.wrong("law", "country", law)
    events = tuple(_event(event, rules) for event in fields.each("events"))
    main = fields.optional_fields("main")
    accessory = [name for name, rule in rules.kinds.items() if rule.first.value.accessory]
    if main is not None and kind not in accessory:
        raise fields.contradiction("main", "main", kinds=tuple(accessory))
    if main is not None and depth == DEEPEST_MAIN:
        raise fields.contradiction("main", "too_deep", most=DEEPEST_MAIN)
    fields.done()
    return LimitationFacts(
        kind=kind,
        as_of=asked_on,
        days=days,
        events=events,
        law=law.upper(),
        main=_facts(main, rules, asked_on, depth + 1) if main is not None else None,
    )


def _event(fields: Fields, rules: LimitationRules) -> Event:
    acts = rules.acts[CIVIL]
    kind = fields.choice("kind", [*acts, "insolvency", "extension"])
    word = fields.optional_choice("proof", [proof.value for proof in Proof])
    proven = kind == "insolvency" or (kind in acts and acts[kind].entries[-1].value.proven)
    proof = Proof(word) if word else Proof.PROVEN if proven else Proof.ASSERTED
    event: Event
    match kind:
        case "legal_action":
            event = _legal_action(fields, proof)
        case "insolvency":
            event = _insolvency(fields, proof, rules)
        case "extension":
            event = _extension(fields, proof, rules)
        case _:
            received_on = fields.optional_day("received_on")
            if received_on and kind not in RECEIVED:
                raise fields.contradiction("received_on", "received_on", kinds=RECEIVED)
            event = Act(kind, fields.day("on"), proof, received_on)
            if event.received_on and event.received_on < event.on:
                raise fields.contradiction("received_on", "before", other=fields.path("on"))
    fields.done()
    return event


def _legal_action(fields: Fields, proof: Proof) -> LegalAction:
    on, ended_on = fields.day("on"), fields.optional_day("ended_on")
    outcomes = [outcome.value for outcome in Outcome]
    outcome = Outcome(fields.optional_choice("outcome", outcomes) or Outcome.PENDING)
    followed_up_on = fields.optional_day("followed_up_on")
    follow_up = fields.optional_choice("follow_up_outcome", outcomes)
    if ended_on and ended_on < on:
        raise fields.contradiction("ended_on", "before", other=fields.path("on"))
    if ended_on and outcome is Outcome.PENDING:
        raise fields.contradiction("outcome", "pending_but_ended", other=fields.path("ended_on"))
    if follow_up and not followed_up_on:
        raise fields.contradiction("follow_up_outcome", "follow_up_outcome")
    if followed_up_on and outcome in (Outcome.GRANTED, Outcome.PENDING):
        raise fields.contradiction("followed_up_on", "followed_up", outcome=outcome)
    if followed_up_on and followed_up_on < on:
        raise fields.contradiction("followed_up_on", "before", other=fields.path("on"))
    return LegalAction(on, outcome, proof, ended_on, followed_up_on, Outcome(follow_up) if follow_up else None)


def _insolvency(fields: Fields, proof: Proof, rules: LimitationRules) -> Insolvency:
    regimes = next(iter(rules.insolvency.values()))
    regime = fields.choice("regime", list(regimes))
    start, until = fields.day("from"), fields.optional_day("until")
    clean_slate = fields.optional_flag("clean_slate") or False
    if until and until < start:
        raise fields.contradiction("until", "before", other=fields.path("from"))
    if clean_slate and (regime != "wsnp" or until is None):
        raise fields.contradiction("clean_slate", "clean_slate")
    return Insolvency(regime, start, until, clean_slate, proof)


def _extension(fields: Fields, proof: Proof, rules: LimitationRules) -> Extension:
    ground = fields.choice("ground", list(rules.extension))
    start, until = fields.optional_day("from"), fields.optional_day("until")
    if start and until and until < start:
        raise fields.contradiction("until", "before", other=fields.path("from"))
    return Extension(ground, until, start or date.min, proof)


def write(finding: Finding[Limitation], language: str) -> dict[str, Any]:
    """Return the finding as the contract has it; sentences in `language`."""
    value = finding.value
    result: dict[str, Any] = {
        "status": value.status.value,
        **_ends(value.ends, moving=value.moving),
        "proof_gap": value.proof_gap,
        "rule": value.rule,
    }
    if value.not_before != UNKNOWN_ENDS:
        result["not_before"] = _ends(value.not_before)
    if value.status is Status.ABSTAINED:
        result["candidates"] = [
            {"rule": candidate.rule, "until": day(candidate.until), "source": candidate.source}
            for candidate in value.candidates
        ]
    result["steps"] = [_step(step, language, moving=value.moving) for step in finding.steps]
    result["warnings"] = warnings(finding, language)
    return result


def _step(step: Step[Ends], language: str, *, moving: bool) -> dict[str, Any]:
    return {
        "on": day(step.on),
        "code": step.code,
        "what": say(step.code, step.parameters, language),
        "source": step.source,
        **_ends(step.after, moving=moving),
    }


def _ends(ends: Ends, *, moving: bool = False) -> dict[str, str | None]:
    said = {"safe_until": day(ends.safe_until), "claimed_until": day(ends.claimed_until)}
    if moving:
        said |= {"safe_from": day(ends.safe_from), "claimed_from": day(ends.claimed_from)}
    return said
