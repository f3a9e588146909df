"""Which case something that came in is most likely for: what points to each case, weighed."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.parameters import Parameters
from casebook.domain.signals.rules import WorkingDays

_SUREST = 99


class PostMethod(StrEnum):
    """What points from something that came in to a case."""

    REPLY = "reply"
    INSOLVENCY = "insolvency"
    REFERENCE = "reference"
    CASE_NUMBER = "case_number"
    CLAIM_NUMBER = "claim_number"
    IBAN = "iban"
    MAIL = "mail"
    DEBTOR_NUMBER = "debtor_number"
    NAME = "name"


class PostRules(NamedTuple):
    """How sure each way makes it that something is for a case, from 0 to 100, and by when it is decided on.

    Each further way adds `further`. From `told` on the case itself says that something waits for it. What is not
    decided on after `decide` is late, after `to_lead` it is told to the lead.
    """

    reply: int
    insolvency: int
    reference: int
    case_number: int
    claim_number: int
    iban: int
    mail: int
    debtor_number: int
    name: int
    name_likeness: int
    further: int
    told: int
    decide: WorkingDays
    to_lead: WorkingDays

    def strength(self, method: PostMethod) -> int:
        """Return how sure a way makes it by itself."""
        strength: int = getattr(self, method.value)
        return strength


class PostHit(NamedTuple):
    """Something that points to a case, in which words, and whom it names, where it names somebody."""

    case_id: int
    method: PostMethod
    code: str
    parameters: Parameters
    party_id: int | None = None


class PostWhy(NamedTuple):
    """A sentence: what points to a case."""

    code: str
    parameters: Parameters


class PostCandidate(NamedTuple):
    """A case that something may be for: the surest way in which it was found, how sure it is, and all that says so.

    `party_id` is who sent it, as far as that is known: the debtor, or who acts for him.
    """

    case_id: int
    method: PostMethod
    confidence: int
    why: tuple[PostWhy, ...]
    party_id: int | None = None


def weigh(hits: Iterable[PostHit], rules: PostRules) -> tuple[PostCandidate, ...]:
    """Return the cases that something may be for, the likeliest first."""
    of_case: dict[int, dict[PostMethod, PostHit]] = defaultdict(dict)
    for hit in hits:
        of_case[hit.case_id].setdefault(hit.method, hit)
    found = [_candidate(case_id, list(some.values()), rules) for case_id, some in of_case.items()]
    return tuple(sorted(found, key=lambda one: (-one.confidence, one.case_id)))


def _candidate(case_id: int, hits: list[PostHit], rules: PostRules) -> PostCandidate:
    ordered = sorted(hits, key=lambda hit: (-rules.strength(hit.method), hit.method))
    sure = min(rules.strength(ordered[0].method) + rules.further * (len(ordered) - 1), _SUREST)
    party_id = next((hit.party_id for hit in ordered if hit.party_id is not None), None)
    why = tuple(PostWhy(hit.code, hit.parameters) for hit in ordered)
    return PostCandidate(case_id, ordered[0].method, sure, why, party_id)
