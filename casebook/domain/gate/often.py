"""How often somebody is pressed to pay."""

from collections.abc import Iterator

from casebook.domain.calendar import add
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.gate.claims import OF_PLAN
from casebook.domain.gate.facts import GateFacts
from casebook.domain.gate.outgoing import CHASES, Outgoing
from casebook.domain.gate.rules import GateRules
from casebook.domain.gate.stop import Stop

# What goes by the days of an arrangement counts as no pressing.
_COUNTED = CHASES - OF_PLAN


def often(outgoing: Outgoing, facts: GateFacts, rules: GateRules) -> Iterator[Stop]:
    """Yield that the addressee had as many letters as the house sends in a period."""
    if outgoing.kind not in _COUNTED:
        return
    rule = rules.house.applied(facts.day).value
    free = sorted(add(one.sent_on, rule.period) for one in facts.earlier if one.kind in _COUNTED)
    standing = [day for day in free if day > facts.day]
    if len(standing) >= rule.most:
        said = {"name": outgoing.letter.addressee.name, "count": len(standing), "period": rule.period}
        last = max(one.sent_on for one in facts.earlier if one.kind in _COUNTED)
        stop = Stop("stop.too_often", {**said, "on": standing[-rule.most]}, HOUSE_RULE, override=rule.override)
        yield stop._replace(since=last)
