"""What the letter that tells a credit insurer of a loss says: taken from the cover and from what its policy asks."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.facts import REGISTERED
from casebook.domain.letters.extras import EXTRAS, Value
from casebook.domain.letters.kinds import LetterKind
from casebook.jobs.drafting import Wanted
from casebook.store import insolvency_rows
from casebook.store.actions.insurance_letters import ORIGIN
from casebook.store.database import Database
from casebook.store.models.insurance import InsuranceStep
from casebook.store.queries import insurance
from casebook.store.queries.insurance import CoverRow, InsuredClaim


class Told(NamedTuple):
    """What an insurer is told under a cover: of which claims, and what of them."""

    cover: CoverRow
    claims: tuple[InsuredClaim, ...]
    step: InsuranceStep


def which(database: Database, case_id: int, debtor_id: int, cover_id: int | None = None) -> Told | None:
    """Return what an insurer is to be told of a case, under a cover or the one with the first day; None without one.

    What is overdue comes first. Where nothing is asked any more all claims are handed over.
    """
    covers = {one.cover_id: one for one in insurance.covers(database, debtor_id)}
    claims = [one for one in insurance.claims(database, case_id) if cover_id in (None, one.cover_id)]
    if not claims:
        return None
    first = min(claims, key=lambda one: (_by(one), one.claim_id))
    under = [one for one in claims if one.cover_id == first.cover_id]
    unreported = tuple(one for one in under if one.duties.report_by is not None)
    if unreported:
        return Told(covers[first.cover_id], unreported, InsuranceStep.OVERDUE_REPORTED)
    asked = tuple(one for one in under if one.duties.hand_over_by is not None)
    return Told(covers[first.cover_id], asked or tuple(under), InsuranceStep.HANDED_OVER)


def said(database: Database, told: Told, debtor_id: int) -> Mapping[str, Value]:
    """Return the fields of the letter that are known."""
    known: dict[str, Value] = {
        "policy": told.cover.number,
        "insurance_step": told.step.value,
        "insured_limit": told.cover.limit,
    }
    for one in reversed(insolvency_rows.of_parties(database, [debtor_id])):
        proceeding = one.proceeding
        if proceeding.live and proceeding.kind in REGISTERED and proceeding.started_on is not None:
            known |= {"opened_on": proceeding.started_on, "insolvency_number": one.row.number}
            break
    return {name: value for name, value in known.items() if name in EXTRAS[LetterKind.INSURER_NOTICE] and value}


def wanted(database: Database, case_id: int, debtor_id: int, cover_id: int) -> Wanted | None:
    """Return what the letter is wanted about that tells the insurer of a cover; None where nothing is under it."""
    with database.snapshot():
        told = which(database, case_id, debtor_id, cover_id)
        if told is None:
            return None
        return Wanted(
            claim_ids=tuple(one.claim_id for one in told.claims),
            to=told.cover.insurer_id,
            extras=said(database, told, debtor_id),
            origin=ORIGIN,
            origin_id=cover_id,
        )


def _by(one: InsuredClaim) -> date:
    return one.duties.report_by or one.duties.hand_over_by or date.max
