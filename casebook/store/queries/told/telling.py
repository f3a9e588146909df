"""How a line is told: by what tells its command, from its arguments, its changes and the records they name."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, get_type_hints

from casebook.store import commands
from casebook.store.models.cases import NextKind
from casebook.store.queries.told.records import Gone, Records
from casebook.store.queries.told.shapes.cases import Case, Claim
from casebook.store.queries.told.shapes.parties import Party
from casebook.store.queries.told.shapes.people import Person, Team
from casebook.text import clean

Change = Mapping[str, Any]
Said = tuple[str, Mapping[str, Any]]

# So many claims are named; of more only how many they are.
_MOST_NAMED = 5
# What writes lines without being a command.
IMPORTS = (
    "import.receivables",
    "import.history",
    "import.bank",
    "import.register",
    "import.invoices",
    "import.agency_report",
    "import.agency_list",
)


class Line(NamedTuple):
    """A line of the log: the command as it was given, and what it did to rows; None where its words were erased."""

    command: str
    arguments: Mapping[str, Any] | None
    changes: Sequence[Change]


class Telling(NamedTuple):
    """What a line says, part after part, and the `text` that somebody wrote with it, in full."""

    parts: Sequence[Said]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a line is told from besides its command: the case whose story it is, the day, the records, the changes.

    `case_id` is None where the story of no one case is told; `steps` are what the steps say that are taken back.
    """

    case_id: int | None
    day: date
    records: Records
    changes: Sequence[Change] = ()
    steps: Mapping[int, Telling] = field(default_factory=dict)

    def number(self, claim_id: int) -> str:
        """Return the number of a claim."""
        return self.records.get(Claim, claim_id).number

    def party(self, party_id: int) -> str:
        """Return the name of a party."""
        return self.records.get(Party, party_id).name

    def is_debtor(self, case_id: int, party_id: int) -> bool:
        """Tell whether a party is the debtor of a case."""
        return self.records.get(Case, case_id).debtor_id == party_id

    def owner(self, person_id: int | None, team_id: int | None) -> str:
        """Return the name of an owner, empty without one."""
        if person_id is not None:
            return self.records.get(Person, person_id).name
        return "" if team_id is None else self.records.get(Team, team_id).name

    def old(self, table: str) -> Mapping[str, Any]:
        """Return the columns of a row of a table as they were before this line changed them, empty without a change."""
        return next((change["old"] for change in self.changes if change.get("change") == table), {})

    def added(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table that this line added, by column."""
        return [
            dict(zip(change["columns"], row, strict=True))
            for change in self.changes
            if change.get("add") == table
            for row in change["rows"]
        ]

    def claims(self, ids: Iterable[int]) -> list[Said]:
        """Return the part that names claims; of many only how many they are."""
        numbers = [self.number(id_) for id_ in dict.fromkeys(ids)]
        if not numbers:
            return []
        if len(numbers) > _MOST_NAMED:
            return [("told.claims_many", {"count": len(numbers)})]
        return [("told.claims", {"count": len(numbers), "numbers": numbers})]


Teller = Callable[[Scene, Any], Telling]
_TELLERS: dict[type, Teller] = {}


def teller(tell: Teller) -> Teller:
    """Register a function as what tells the command that its second parameter names."""
    _, shape, *_ = get_type_hints(tell).values()
    _TELLERS[shape] = tell
    return tell


def told_of(command: str, arguments: Mapping[str, Any], scene: Scene) -> Telling:
    """Return what a command says. One that cannot be read, or whose records are gone, is told by its label."""
    found = commands.action_named(command)
    if found is None:
        # A command of a version to come, or that is no more.
        return Telling([("told.unknown", {"command": command})])
    label = Telling([(command, {})], written(arguments.get("reason"), arguments.get("text")))
    try:
        decoded = commands.decode(command, arguments)
    except (AttributeError, KeyError, TypeError, ValueError):
        # As another version gave it.
        return label
    try:
        return _TELLERS[found.shape](scene, decoded)
    except Gone:
        return label


def erased(command: str) -> Telling:
    """Return what is left to say of a line whose words were erased."""
    known = commands.action_named(command) is not None or command in IMPORTS
    head: Said = (command, {}) if known else ("told.unknown", {"command": command})
    return Telling([head, ("told.erased", {})])


def stored(command: str, arguments: str, scene: Scene) -> Telling:
    """Return what a command says that waited for approval."""
    return told_of(command, json.loads(arguments), scene)


def around(code: str, inner: Telling, *texts: str, also: Sequence[Said] = ()) -> Telling:
    """Return a telling of something that is told itself, with what was written about it and in it."""
    return Telling([(code, {"what": one(inner.parts)}), *also], written(*texts, inner.text))


def one(parts: Sequence[Said]) -> Said:
    """Return parts as one sentence."""
    *before, said = parts
    for part in reversed(before):
        said = ("told.and", {"first": part, "second": said})
    return said


def when(code: str, **parameters: Any) -> list[Said]:
    """Return a part where all it says is known and not empty, else none."""
    return [(code, parameters)] if all(value not in (None, "") for value in parameters.values()) else []


def written(*texts: object) -> str:
    """Return what somebody wrote, cleaned, one text under the other."""
    return "\n".join(dict.fromkeys(filter(None, (clean(text).strip() for text in texts if isinstance(text, str)))))


def next_action(on: date, kind: NextKind) -> Said:
    """Return what is done next."""
    return "told.next", {"kind": kind, "on": on}
