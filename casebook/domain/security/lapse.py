"""What the lapse of a claim does to its pledge or mortgage, and until when a mortgage keeps it alive (BW 3:323)."""

from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, add
from casebook.domain.security.facts import SecurityKind
from casebook.domain.security.rules import SecurityRules


class Lapsing(NamedTuple):
    """How a security and the claims it covers lapse.

    `until` is the last day on which none of them can have lapsed, None where the security only ends with them.
    `unknown`: there is such a day, but not when the security was created.
    """

    until: date | None
    source: str
    unknown: bool = False


def lapsing(kind: SecurityKind, since: date | None, rules: SecurityRules, day: date) -> Lapsing | None:
    """Return how a security created on `since` lapses, as the law is on `day`; None for one that outlives its claim."""
    dated = rules.lapse.get(kind)
    if dated is None:
        return None
    entry = dated.applied(day)
    if not entry.value.with_claim:
        return None
    at_least = entry.value.at_least
    if at_least is None:
        return Lapsing(None, entry.source)
    if since is None:
        return Lapsing(None, entry.source, unknown=True)
    return Lapsing(add(since + ONE_DAY, at_least) - ONE_DAY, entry.source)
