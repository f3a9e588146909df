"""The rates of VAT of claims as another source tells them: filled in where none are known, else a difference."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.domain.vat.parts import Treatment, VatPart
from casebook.domain.vat.told import told
from casebook.store.database import Database
from casebook.store.facts_of.vat import percent_text
from casebook.store.models.vat import ClaimVat
from casebook.store.rows import many
from casebook.store.transaction import Transaction

_RATES = "SELECT claim_id, treatment, percent, gross_cents, vat_cents FROM claim_vat WHERE claim_id IN ({marks})"
_PRINCIPALS = "SELECT id, principal_cents FROM claim WHERE currency = 'EUR' AND id IN ({marks})"
# An entity under the cash scheme has nothing to ask back, and a judgment has the VAT of its claim.
_UNKNOWN = """
    SELECT k.id, k.number, k.principal_cents, k.invoice_on FROM claim k JOIN creditor c ON c.id = k.creditor_id
    WHERE k.case_id IN ({marks}) AND c.cash_scheme = 0 AND k.currency = 'EUR' AND k.ended_on IS NULL
      AND k.title_of_id IS NULL AND NOT EXISTS (SELECT 1 FROM claim_vat v WHERE v.claim_id = k.id)
      AND (SELECT COALESCE(sum(l.cents), 0) FROM ledger_entry l
           WHERE l.claim_id = k.id AND l.component = 'principal') > 0
    ORDER BY k.number, k.id
"""


class Unrated(NamedTuple):
    """A claim with principal open of which nobody said at which rates of VAT it is."""

    claim_id: int
    number: str
    principal: Cents
    invoice_on: date | None


class _Rate(NamedTuple):
    claim_id: int
    treatment: Treatment
    percent: str
    gross: Cents
    vat: Cents


class _Principal(NamedTuple):
    claim_id: int
    cents: Cents


class Difference(NamedTuple):
    """A claim of which a source tells other rates than are known, both as `domain.vat.told` has them."""

    claim_id: int
    was: str
    now: str


class Rated(NamedTuple):
    """What became of the rates that a source tells: the claims that have them now, and what differs."""

    filled: tuple[int, ...]
    differs: tuple[Difference, ...]


def of_claims(database: Database, claim_ids: Sequence[int]) -> Mapping[int, tuple[VatPart, ...]]:
    """Return the rates of claims, by claim; one of which none are known is left out."""
    found: dict[int, list[VatPart]] = defaultdict(list)
    for one in many(database, _RATES, _Rate, claim_ids):
        found[one.claim_id].append(VatPart(one.treatment, Decimal(one.percent), one.gross, one.vat))
    return {claim_id: tuple(parts) for claim_id, parts in found.items()}


def unknown(database: Database, case_id: int) -> list[Unrated]:
    """Return the claims of a case of which the rates are not known, so that none of their VAT can come back."""
    return many(database, _UNKNOWN, Unrated, [case_id])


def fill(tx: Transaction, listed: Mapping[int, tuple[VatPart, ...]]) -> Rated:
    """Write the rates of claims of which none are known and whose principal they make up; the rest are differences.

    What is known stays. A claim in another currency has no rates, and what tells none is no difference.
    """
    ids = sorted(claim_id for claim_id, parts in listed.items() if parts)
    known = of_claims(tx.database, ids)
    principals = dict(many(tx.database, _PRINCIPALS, _Principal, ids))
    filled, differs = [], []
    for claim_id in ids:
        parts = listed[claim_id]
        whole = sum(part.gross for part in parts)
        if claim_id not in principals:
            continue
        if claim_id not in known and whole == principals[claim_id]:
            filled.append(claim_id)
        elif (was := told(known.get(claim_id, ()))) != (now := told(parts)):
            differs.append(Difference(claim_id, was, now))
    add(tx, [(claim_id, part) for claim_id in filled for part in listed[claim_id]])
    return Rated(tuple(filled), tuple(differs))


def add(tx: Transaction, parts: Iterable[tuple[int, VatPart]]) -> None:
    """Write what of the principal of claims is at which rate."""
    tx.add_many(ClaimVat, [_row(claim_id, part) for claim_id, part in parts])


def _row(claim_id: int, part: VatPart) -> dict[str, object]:
    return {
        "claim_id": claim_id,
        "treatment": part.treatment,
        "percent": percent_text(part.percent),
        "gross_cents": part.gross,
        "vat_cents": part.vat,
    }
