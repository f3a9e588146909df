"""The cases behind a number as a list, read by windows like any other."""

import json
from collections.abc import Sequence
from dataclasses import replace

from casebook.store.database import Database
from casebook.store.queries.cases import CaseRow, Order, cases
from casebook.store.queries.listing import Listing, Part, all_of
from casebook.store.queries.narrowing import ALL, Narrowing

# As one parameter, however many they are.
_SQLITE = "n.case_id IN (SELECT value FROM json_each(?))"
_POSTGRESQL = "n.case_id IN (SELECT CAST(e AS BIGINT) FROM json_array_elements_text(CAST(? AS json)) e)"


def listed(
    database: Database, case_ids: Sequence[int], order: Order = Order.NUMBER, narrowing: Narrowing = ALL
) -> Listing[CaseRow]:
    """Return some cases in an order, narrowed by a filter."""
    among = Part(_POSTGRESQL if database.is_postgresql else _SQLITE, (json.dumps(list(case_ids)),))
    found = cases(database, order, narrowing)
    parts = tuple(all_of([part, among])._replace(last=part.last) for part in found.parts)
    return replace(found, parts=parts, joined_last=False)
