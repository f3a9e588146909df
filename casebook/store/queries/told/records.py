"""The records that lines of the log refer to by their ids, read together, so that people are told their names."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from casebook.store.database import Database
from casebook.store.queries.told.references import TABLES, Reference, referred, referred_by
from casebook.store.queries.told.shapes.cases import (
    Case,
    Claim,
    Event,
)
from casebook.store.queries.told.shapes.letters import Letter
from casebook.store.queries.told.shapes.money import (
    Arrangement,
)
from casebook.store.queries.told.shapes.people import (
    Approval,
)
from casebook.store.rows import many

R = TypeVar("R", bound=tuple[Any, ...])


class _Reach(NamedTuple):
    event_id: int
    claim_id: int


_REACHES = "SELECT event_id, claim_id FROM reach WHERE claim_id IS NOT NULL AND event_id IN ({marks}) ORDER BY id"


class Gone(LookupError):
    """A record that a line refers to is there no more: what added it was taken back."""


class Records:
    """Records that were read, by their ids."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._found: dict[Reference, Any] = {}
        self._reached: dict[int, list[int]] = defaultdict(list)

    def read(self, references: Iterable[Reference]) -> None:
        """Read what is referred to, and what that refers to in its turn, one query for each table."""
        wanted = set(references) - self._found.keys()
        while wanted:
            by_shape: dict[type[tuple[Any, ...]], list[int]] = defaultdict(list)
            for shape, id_ in sorted(wanted, key=lambda one: (TABLES[one[0]], one[1])):
                by_shape[shape].append(id_)
            further: set[Reference] = set()
            for shape, ids in by_shape.items():
                further.update(self._read(shape, ids))
            # What is not there is not looked for again.
            for reference in wanted:
                self._found.setdefault(reference, None)
            wanted = further - self._found.keys()

    def get(self, shape: type[R], id_: int) -> R:
        """Return a record. Raises `Gone` where there is none any more."""
        found: R | None = self._found.get((shape, id_))
        if found is None:
            raise Gone
        return found

    def case_of(self, shape: type[tuple[Any, ...]], id_: int) -> int | None:
        """Return the case that a record is, or is of, if need be by its claim; None where it is of none, or is gone."""
        record = self._found.get((shape, id_))
        if isinstance(record, Case):
            return record.id
        claim_id: int | None = getattr(record, "claim_id", None)
        if claim_id is not None:
            record = self._found.get((Claim, claim_id))
        arrangement_id: int | None = getattr(record, "arrangement_id", None)
        if arrangement_id is not None:
            record = self._found.get((Arrangement, arrangement_id))
        letter_id: int | None = getattr(record, "letter_id", None)
        if letter_id is not None:
            record = self._found.get((Letter, letter_id))
        case_id: int | None = getattr(record, "case_id", None)
        return case_id

    def claims_of(self, event_id: int) -> Sequence[int]:
        """Return the claims that an event names; none where it reaches all of the case."""
        return tuple(dict.fromkeys(self._reached[event_id]))

    def _read(self, shape: type[tuple[Any, ...]], ids: Sequence[int]) -> Iterator[Reference]:
        fields: tuple[str, ...] = shape._fields  # type: ignore[attr-defined]  # all are NamedTuples
        query = f"SELECT {', '.join(fields)} FROM {TABLES[shape]} WHERE id IN ({{marks}})"  # noqa: S608 our own names
        for record in many(self._database, query, shape, ids):
            values = dict(zip(fields, record, strict=True))
            self._found[shape, values["id"]] = record
            yield from referred(values)
            if shape is Approval:
                yield from referred_by(values["command"], json.loads(values["arguments"]))
        if shape is Event:
            for one in many(self._database, _REACHES, _Reach, ids):
                self._reached[one.event_id].append(one.claim_id)
                yield Claim, one.claim_id
