"""Set-off: whether what we owe may be set off against what is owed to us, and from which day on (BW 6:127)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.dated import Confidence, Dated, Entry
from casebook.domain.finding import HOUSE_RULE, NO_PARAMETERS, Caution, Finding, Step
from casebook.domain.money import ZERO, Cents

EURO = "EUR"
# Where no term was agreed a debt is due at once.
_AT_ONCE = "BW 6:38"
_NOT_EASILY_SETTLED = "BW 6:136"


@dataclass(frozen=True, slots=True)
class SetOffRules:
    """What the law says of set-off; `insolvency` by regime: whether both debts from before are enough."""

    conditions: Dated[tuple[str, ...]]
    works_back: Dated[bool]
    paid_interest: Dated[bool]
    after_lapse: Dated[bool]
    respite: Dated[bool]
    objections: Dated[tuple[str, ...]]
    order: Dated[tuple[str, ...]]
    insolvency: Mapping[str, Dated[bool]]
    taken_over: Dated[bool]


class Verdict(StrEnum):
    """Whether a set-off may be declared: as a matter of course, for a reason that a person gives, or not."""

    POSSIBLE = "possible"
    WITH_REASON = "with_reason"
    IMPOSSIBLE = "impossible"


class Insolvent(NamedTuple):
    """The insolvency of the debtor: its regime and its first day."""

    regime: str
    since: date


class SetOffFacts(NamedTuple):
    """What is known of what we owe (the item), of one claim, and of the declaration.

    `item_on` is the day of the item, from which we may pay it. `claim_on` is the day on which the claim came about,
    `due_on` its last day of payment; None where that is not known. `lapsed_on` is the first day on which the claim was
    possibly lapsed, None where it is not; `interest_paid_on` the last day on which interest on it was paid.
    `contested` is what the debtor contests of the claim, `respite` whether a plan runs for it. `taken_over_on` is the
    day on which the creditor took the claim over from another.
    """

    declared_on: date
    same_creditor: bool
    same_debtor: bool
    item_on: date
    item_contested: bool
    currency: str
    claim_on: date | None
    due_on: date | None
    ended: bool = False
    contested: Cents = ZERO
    lapsed_on: date | None = None
    interest_paid_on: date | None = None
    insolvent: Insolvent | None = None
    taken_over_on: date | None = None
    respite: bool = False


class SetOffAnswer(NamedTuple):
    """Whether it may be declared, and from which day it works; `why` says what stands in its way or needs a reason."""

    verdict: Verdict
    effective_on: date | None
    why: Step[Verdict] | None


def set_off(facts: SetOffFacts, rules: SetOffRules) -> Finding[SetOffAnswer]:
    """Return whether what we owe may be set off against a claim, step by step.

    It works from the day on which it became possible, but not from before the day on which interest was last paid.
    In insolvency, and where the claim may have lapsed before it was possible, a person has to say why. After each step
    stands the verdict so far.
    """
    weighing = _Weighing(facts, rules)
    weighing.mutual()
    weighing.alike()
    weighing.payable()
    enforceable = weighing.enforceable()
    if weighing.verdict is not Verdict.IMPOSSIBLE and enforceable is not None:
        effective = weighing.effective(enforceable)
        weighing.lapse(effective)
        weighing.insolvency()
        weighing.objections()
    else:
        effective = None
    weighing.unread()
    answer = SetOffAnswer(weighing.verdict, effective, weighing.why)
    return Finding(answer, tuple(weighing.steps), tuple(weighing.warnings))


@dataclass(slots=True)
class _Weighing:
    """The verdict as it stands, with the steps taken so far."""

    facts: SetOffFacts
    rules: SetOffRules
    verdict: Verdict = Verdict.POSSIBLE
    why: Step[Verdict] | None = None
    steps: list[Step[Verdict]] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)
    used: list[Entry[Any]] = field(default_factory=list)

    def mutual(self) -> None:
        source = self._source(self.rules.conditions)
        if not self.facts.same_debtor:
            self._not("set_off.other_debtor", source)
        elif not self.facts.same_creditor:
            self._not("set_off.other_creditor", source)
        else:
            self._step("set_off.mutual", NO_PARAMETERS, source)

    def alike(self) -> None:
        source = self._source(self.rules.conditions)
        if self.facts.currency == EURO:
            self._step("set_off.alike", NO_PARAMETERS, source)
        else:
            self._not("set_off.other_currency", source, currency=self.facts.currency)

    def payable(self) -> None:
        """We may pay what we owe from the day of the item on, also before our own last day of payment (BW 6:39)."""
        source, on = self._source(self.rules.conditions), self.facts.item_on
        if self.facts.item_contested:
            self._not("set_off.item_contested", source)
        elif on > self.facts.declared_on:
            self._not("set_off.item_ahead", source, on=on)
        else:
            self._step("set_off.payable", {"on": on}, source, on)

    def enforceable(self) -> date | None:
        """Return the first day on which the claim could be enforced, None where it cannot be."""
        facts, source = self.facts, self._source(self.rules.conditions)
        if facts.ended:
            self._not("set_off.ended", HOUSE_RULE)
            return None
        if facts.due_on is None and facts.claim_on is None:
            self._not("set_off.due_unknown", source)
            return None
        if facts.due_on is not None:
            since = facts.due_on + ONE_DAY
        else:
            assert facts.claim_on is not None, "one of the days is known"
            since, source = facts.claim_on, _AT_ONCE
        if since <= facts.declared_on:
            self._step("set_off.enforceable", {"since": since}, source, since)
            return since
        if facts.insolvent is not None and self._wider(facts.insolvent):
            self._step("set_off.not_due_insolvent", {"since": since}, self._regime(facts.insolvent), since)
            return facts.declared_on
        self._not("set_off.not_due", source, since=since)
        return None

    def effective(self, enforceable: date) -> date:
        facts = self.facts
        since = max(facts.item_on, enforceable)
        self._step("set_off.works_back", {"on": since}, self._source(self.rules.works_back), since)
        paid = facts.interest_paid_on
        if paid is not None and paid > since and self.rules.paid_interest.applied(facts.declared_on).value:
            since = min(paid, facts.declared_on)
            self._step("set_off.not_before_paid", {"on": since}, self._source(self.rules.paid_interest), since)
        self._step("set_off.order", NO_PARAMETERS, self._source(self.rules.order))
        return since

    def lapse(self, effective: date) -> None:
        lapsed = self.facts.lapsed_on
        if lapsed is None:
            return
        source = self._source(self.rules.after_lapse)
        if effective < lapsed:
            self._step("set_off.after_lapse", {"on": effective, "lapsed": lapsed}, source, lapsed)
        else:
            self._reason("set_off.lapsed_before", source, on=effective, lapsed=lapsed)

    def insolvency(self) -> None:
        facts, found = self.facts, self.facts.insolvent
        if found is None:
            return
        source = self._regime(found)
        known = {"regime": found.regime, "since": found.since}
        if not self._wider(found):
            self._reason("set_off.regime_unknown", source, **known)
        elif facts.item_on < found.since and facts.claim_on is not None and facts.claim_on < found.since:
            self._reason("set_off.insolvent", source, **known)
        else:
            self._reason("set_off.insolvent_after", source, **known)
        if facts.taken_over_on is not None:
            taken = self._source(self.rules.taken_over)
            self.warnings.append(Caution("set_off.taken_over", {"on": facts.taken_over_on}, taken))

    def objections(self) -> None:
        if self.facts.contested:
            self.warnings.append(Caution("set_off.contested", {"amount": self.facts.contested}, _NOT_EASILY_SETTLED))
        if self.facts.respite:
            self.warnings.append(Caution("set_off.respite", NO_PARAMETERS, self._source(self.rules.respite)))
        self.warnings.append(Caution("set_off.objections", NO_PARAMETERS, self._source(self.rules.objections)))

    def unread(self) -> None:
        """Say which articles nobody has read for us."""
        unsure = [entry.source for entry in self.used if entry.confidence is not Confidence.HIGH]
        if unsure:
            self.warnings.append(Caution("set_off.unread", {"articles": tuple(dict.fromkeys(unsure))}, HOUSE_RULE))

    def _source(self, rule: Dated[Any]) -> str:
        entry = rule.applied(self.facts.declared_on)
        self.used.append(entry)
        return entry.source

    def _wider(self, found: Insolvent) -> bool:
        rule = self.rules.insolvency.get(found.regime)
        return rule is not None and rule.applied(found.since).value

    def _regime(self, found: Insolvent) -> str:
        rule = self.rules.insolvency.get(found.regime)
        return HOUSE_RULE if rule is None else self._source(rule)

    def _step(self, code: str, parameters: Mapping[str, Any], source: str, on: date | None = None) -> Step[Verdict]:
        step = Step(code, parameters, source, on, self.verdict)
        self.steps.append(step)
        return step

    def _not(self, code: str, source: str, **parameters: Any) -> None:
        first = self.verdict is not Verdict.IMPOSSIBLE
        self.verdict = Verdict.IMPOSSIBLE
        step = self._step(code, parameters, source)
        if first:
            self.why = step

    def _reason(self, code: str, source: str, **parameters: Any) -> None:
        first = self.verdict is Verdict.POSSIBLE
        self.verdict = Verdict.WITH_REASON
        step = self._step(code, parameters, source)
        if first:
            self.why = step
