"""Whom a debt of somebody who died can be demanded of, for what part, and from when."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import Caution, Finding, Step

PURE, BENEFICIARY, REJECTED, UNKNOWN = "pure", "beneficiary", "rejected", "unknown"
_HEIRS, _SHARE, _RESPITE = "BW 4:182; BW 4:185", "BW 4:182 lid 2", "BW 4:185"


class Heir(NamedTuple):
    """A known heir: how he accepted, and his share, None where it is not known."""

    party_id: int
    acceptance: str
    share: Fraction | None


class Demand(NamedTuple):
    """From an heir his share can be demanded; of one whose share is not known it cannot be said how much."""

    party_id: int
    share: Fraction | None


class Estate(NamedTuple):
    """Of whom something can be demanded today; `estate_from` is the first day on which the estate can be addressed.

    None in `estate_from`: at once, since all heirs accepted purely.
    """

    demands: tuple[Demand, ...]
    estate_from: date | None


def demandable(heirs: Sequence[Heir], respite_until: date) -> Finding[Estate]:
    """Return whom a debt of the deceased can be demanded of.

    Who accepted purely owes his share (BW 4:182 lid 2); of an heir who accepted as beneficiary only the estate
    answers, through its liquidator; who rejected owes nothing, and a relative who is no known heir does not either.
    Until `respite_until`, three months after death, there is no recourse on the estate unless all accepted purely
    (BW 4:185).
    """
    pure = tuple(Demand(one.party_id, one.share) for one in heirs if one.acceptance == PURE)
    sharing = [one for one in heirs if one.acceptance != REJECTED]
    all_pure = bool(sharing) and len(pure) == len(sharing)
    value = Estate(pure, None if all_pure else respite_until + ONE_DAY)
    respite = ("estate.all_pure", {}) if all_pure else ("estate.respite", {"until": respite_until})
    steps = [Step(*respite, _RESPITE, respite_until, value)]
    if pure:
        steps.append(Step("estate.pure", {"count": len(pure)}, _SHARE, None, value))
    if any(one.acceptance == BENEFICIARY for one in heirs):
        steps.append(Step("estate.beneficiary", {}, _HEIRS, None, value))
    return Finding(value, tuple(steps), tuple(_cautions(heirs)))


def _cautions(heirs: Sequence[Heir]) -> list[Caution]:
    found = []
    if not heirs:
        found.append(Caution("estate.no_heirs", {}, _HEIRS))
    if any(one.acceptance == UNKNOWN for one in heirs):
        found.append(Caution("estate.unknown_acceptance", {}, _HEIRS))
    if any(one.acceptance == PURE and one.share is None for one in heirs):
        found.append(Caution("estate.unknown_share", {}, _SHARE))
    return found
