"""Candidates as a row of the bank inbox keeps them."""

import json
from collections.abc import Sequence
from hashlib import sha256

from casebook.domain import parameters
from casebook.domain.matching.candidate import Candidate, Method, Proposed, Why
from casebook.domain.money import Cents

# Made once: to make one takes longer than to write with it.
_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encode(candidates: Sequence[Candidate]) -> str:
    """Return candidates as JSON, the same for the same ones."""
    if not candidates:
        return "[]"
    return _AS_JSON.encode([_plain(one) for one in candidates])


def decode(text: str) -> tuple[Candidate, ...]:
    """Return the candidates that `encode` wrote."""
    return tuple(_candidate(*values) for values in json.loads(text))


def seen(candidates: Sequence[Candidate]) -> str:
    """Return what tells whether accepting would do the same still; empty where there is nothing to accept."""
    if not candidates or candidates[0].proposed is Proposed.AWAIT_LEDGER:
        return ""
    first = candidates[0]
    done = [first.proposed, first.case_id, first.cents, first.ready, first.claim_ids, first.payment_id, first.payer_id]
    done += first.beside
    return sha256(json.dumps(done).encode()).hexdigest()[:16]


def _plain(one: Candidate) -> list[object]:
    why = [[code, parameters.encode(values)] for code, values in one.why]
    return [*one._replace(why=()), why]


def _candidate(  # noqa: PLR0913, PLR0917 the fields of a candidate as they are kept
    proposed: str,
    case_id: int,
    cents: int,
    confidence: int,
    ready: bool,
    method: str,
    _: list[object],
    claim_ids: list[int],
    payment_id: int | None,
    payer_id: int | None,
    third_party: bool,
    beside: list[int],
    why: list[list[str]],
) -> Candidate:
    return Candidate(
        proposed=Proposed(proposed),
        case_id=case_id,
        cents=Cents(cents),
        confidence=confidence,
        ready=ready,
        method=Method(method),
        why=tuple(Why(code, parameters.decode(values)) for code, values in why),
        claim_ids=tuple(claim_ids),
        payment_id=payment_id,
        payer_id=payer_id,
        third_party=third_party,
        beside=tuple(beside),
    )
