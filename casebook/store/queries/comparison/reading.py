"""Reading a comparison: of agencies, of routes, or of the two arms of a batch."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import Term, add
from casebook.domain.comparison.choice import By, Choice
from casebook.domain.comparison.outcome import Attempt
from casebook.domain.comparison.rules import ComparisonRules
from casebook.domain.comparison.standard import Asked, Comparison, compared
from casebook.domain.placements.facts import Arm
from casebook.store.database import Database
from casebook.store.queries.comparison.placed import of_agencies, of_arms
from casebook.store.queries.comparison.routed import of_routes
from casebook.store.queries.freshness import bank_until
from casebook.store.rows import rows

_AGENCIES = "SELECT CAST(a.id AS TEXT), p.name FROM agency a JOIN party p ON p.id = a.party_id"
_BATCHES = """
    SELECT b.id, b.name, b.made_on, c.name, d.name, b.share_percent, b.seed FROM placement_batch b
    JOIN agency a ON a.id = b.champion_agency_id JOIN party c ON c.id = a.party_id
    JOIN agency g ON g.id = b.challenger_agency_id JOIN party d ON d.id = g.party_id
    ORDER BY b.made_on DESC, b.id DESC
"""


class Batch(NamedTuple):
    """A batch that was split: how it is called, when it was made, its two agencies, and the lot it was drawn by."""

    id: int
    name: str
    made_on: date
    champion: str
    challenger: str
    share: int
    seed: int


class Found(NamedTuple):
    """A comparison as it was read on a day, of what began from `since` on, as known up to and including `until`.

    `names` are those of the groups that have one. `attempts` are what it was made from. `batches` are all that were
    split, `batch` the one whose arms are compared.
    """

    choice: Choice
    day: date
    rules: ComparisonRules
    since: date
    until: date
    comparison: Comparison
    attempts: Sequence[Attempt]
    names: Mapping[str, str]
    batches: Sequence[Batch]
    batch: Batch | None

    @property
    def asked(self) -> Asked:
        """How the groups are compared."""
        return _asked(self.choice, self.until)


def comparison(database: Database, choice: Choice, day: date) -> Found:
    """Return a comparison as it is known on a day: up to when the bank is known, where it is."""
    rules = database.law.defaults.comparison.applied(day).value
    with database.snapshot():
        bank = bank_until(database, day)
        until = day if bank is None or bank.until_on is None else min(day, bank.until_on)
        since = add(until, Term(-rules.reach.amount, rules.reach.unit))
        split = batches(database)
        batch = next((one for one in split if choice.batch_id in (None, one.id)), None)
        names = _arms(batch)
        match choice.by:
            case By.AGENCY:
                attempts = of_agencies(database, since, until, rules)
                names = dict(database.fetch(_AGENCIES))
            case By.ROUTE:
                attempts = of_routes(database, since, until, rules)
            case By.ARM:
                attempts = of_arms(database, batch.id, until, rules) if batch else []
    made = compared(attempts, _asked(choice, until), rules)
    return Found(choice, day, rules, since, until, made, attempts, names, split, batch if choice.by is By.ARM else None)


def batches(database: Database) -> list[Batch]:
    """Return the batches that were split, the newest first."""
    return rows(database, _BATCHES, Batch)


def _asked(choice: Choice, until: date) -> Asked:
    return Asked(choice.horizon, until, choice.alike, Arm.CHAMPION if choice.by is By.ARM else None)


def _arms(batch: Batch | None) -> dict[str, str]:
    return {} if batch is None else {Arm.CHAMPION: batch.champion, Arm.CHALLENGER: batch.challenger}
