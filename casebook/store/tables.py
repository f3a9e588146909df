"""What is known of each table from its model: columns, defaults, and how a value looks in JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from peewee import DateField, Model

from casebook.store.models.base import Edited


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order, which are its key, what they hold where nothing is given, which are days."""

    name: str
    model: type[Model]
    columns: tuple[str, ...]
    key: tuple[str, ...]
    defaults: Mapping[str, Any]
    days: frozenset[str]
    edited: bool
    append_only: bool

    @property
    def word(self) -> str:
        """What a row of the table is called, as the code of a word."""
        return f"table_{self.name}"

    def values(self, plain_values: Mapping[str, Any]) -> dict[str, Any]:
        """Return values as the model holds them from how they look in JSON."""
        return {
            name: date.fromisoformat(value) if name in self.days and value is not None else value
            for name, value in plain_values.items()
        }

    def row(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return a whole row from the values of some columns. Raises `KeyError` for a column there is not."""
        if unknown := values.keys() - set(self.columns):
            raise KeyError(f"{self.name} has no {sorted(unknown)}")
        return tuple(values[name] if name in values else self.defaults[name] for name in self.columns)


@cache
def of(model: type[Model]) -> Table:
    """Return the table of a model."""
    from casebook.store.models import every

    fields = model._meta.sorted_fields
    return Table(
        name=model._meta.table_name,
        model=model,
        columns=tuple(field.column_name for field in fields),
        key=tuple(field.column_name for field in model._meta.get_primary_keys()),  # type: ignore[no-untyped-call]  # not in the stubs
        defaults={field.column_name: field.default for field in fields if field.null or field.default is not None},
        days=frozenset(field.column_name for field in fields if isinstance(field, DateField)),
        edited=issubclass(model, Edited),
        append_only=model in every.APPEND_ONLY,
    )


@cache
def named(name: str) -> Table:
    """Return the table with a name."""
    from casebook.store.models import every

    return next(of(model) for model in every.ALL if model._meta.table_name == name)


def plain(row: Sequence[Any]) -> list[Any]:
    """Return a row as JSON has it: a day as text, a value of an enumeration as its word."""
    return [value.isoformat() if isinstance(value, date) else value for value in row]
