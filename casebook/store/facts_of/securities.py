"""The securities of debtors that are still to be invoked, for each case with claims that they cover."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from casebook.domain.security.standing import invoke_days
from casebook.domain.signals.securities import SecurityMatter
from casebook.store import security_rows
from casebook.store.database import Database
from casebook.store.rows import many

_DEBTORS = """
    SELECT c.id, c.debtor_id FROM cases c
    WHERE EXISTS (SELECT 1 FROM security s WHERE s.party_id = c.debtor_id) AND c.id IN ({marks})
"""


class _Debtor(NamedTuple):
    case_id: int
    debtor_id: int


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[SecurityMatter, ...]]:
    """Return what is to be invoked for claims of cases, of which it is left to the caller which are open."""
    wanted = many(database, _DEBTORS, _Debtor, case_ids)
    cases = {one.case_id for one in wanted}
    recorded = security_rows.of_parties(database, sorted({one.debtor_id for one in wanted}))
    if not recorded:
        return {}
    stands_in, rules = security_rows.around(database, recorded), database.law.securities
    found: dict[int, list[SecurityMatter]] = defaultdict(list)
    for one in recorded:
        for invoke in invoke_days(one.security, stands_in[one.row.id], rules):
            covered: dict[int, list[int]] = defaultdict(list)
            for claim in one.claims:
                if claim.case_id in cases and invoke.number in ("", claim.number):
                    covered[claim.case_id].append(claim.claim_id)
            told = (one.row.kind, one.row.name, invoke.why, invoke.on, invoke.source, invoke.number)
            for case_id, claim_ids in covered.items():
                found[case_id].append(SecurityMatter(tuple(claim_ids), *told))
    return {case_id: tuple(some) for case_id, some in found.items()}
