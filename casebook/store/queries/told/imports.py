"""How a line of an import is told: from which file, and what it brought to a case."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from casebook.store.queries.told.records import Gone
from casebook.store.queries.told.shapes.people import Run
from casebook.store.queries.told.telling import Scene, Telling

# What of an import a reader of a case wants to know, in this order.
_RECORDS = (
    "claim",
    "payment",
    "limitation_event",
    "contact",
    "track",
    "proposal",
    "bank_statement",
    "bank_entry",
    "document",
    "claim_vat",
)


def imported(command: str, arguments: Mapping[str, Any], scene: Scene) -> Telling:
    """Return what a line of an import says, of one case or of all."""
    try:
        file = scene.records.get(Run, arguments["run"]).file_name
    except Gone:
        return Telling([(command, {})])
    brought = _brought(scene)
    return Telling([
        ("told.imported", {"file": file}),
        *(("told.brought", {"record": f"table_{name}", "number": brought[name]}) for name in _RECORDS if brought[name]),
    ])  # fmt: skip


def _brought(scene: Scene) -> Counter[str]:
    """Count the rows that came with a line, by table; of one case only its own."""
    counted: Counter[str] = Counter()
    for change in scene.changes:
        name = change.get("add")
        if name not in _RECORDS:
            continue
        if scene.case_id is None:
            counted[name] += len(change["rows"])
        elif "case_id" in change["columns"]:
            place = change["columns"].index("case_id")
            counted[name] += sum(row[place] == scene.case_id for row in change["rows"])
    return counted
