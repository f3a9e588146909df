"""Columns as every table has them: ids that never come back, references, and text that sorts alike on both engines."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Literal, cast, overload

from peewee import SQL, BigAutoField, Check, Field, ForeignKeyField, IntegerField, Model, NodeList, TextField

# As `holds_until`, `by_on` and ends that are not there: order columns hold no NULL.
NEVER = "9999-12-31"


def is_postgresql(context: Any) -> bool:
    """Tell for which engine a definition is written."""
    return bool(context.state.field_types.get("BIGAUTO") == "BIGSERIAL")


class Id(BigAutoField):
    """A number that is never given twice, also not after the row with the highest one was taken back."""

    def ddl(self, ctx: Any) -> NodeList:
        """Return the definition of the column."""
        column = super().ddl(ctx)
        return column if is_postgresql(ctx) else NodeList((column, SQL("AUTOINCREMENT")))


class _Reference(ForeignKeyField):
    """A reference whose column has the name of the attribute, and whose value is the id."""

    def bind(self, model: Any, name: str, set_attribute: bool = True) -> None:
        self.column_name = name
        super().bind(model, name, set_attribute)


@overload
def ref(model: type[Model] | Literal["self"], *, null: Literal[True], index: bool = ...) -> "Field[int | None]": ...


@overload
def ref(model: type[Model] | Literal["self"], *, null: Literal[False] = ..., index: bool = ...) -> "Field[int]": ...


def ref(model: type[Model] | Literal["self"], *, null: bool = False, index: bool = True) -> "Field[Any]":
    """Return a reference to a row that may not be removed while it is referred to; the attribute is its id."""
    options: Any = {"null": null, "index": index}
    return cast(
        "Field[Any]", _Reference(cast("Any", model), on_delete="RESTRICT", lazy_load=False, backref="+", **options)
    )


class SortedText(TextField):
    """Folded text that is compared by its bytes on both engines."""

    def ddl(self, ctx: Any) -> NodeList:
        """Return the definition of the column."""
        column = super().ddl(ctx)
        return NodeList((column, SQL('COLLATE "C"'))) if is_postgresql(ctx) else column


def one_of(column: str, choices: Iterable[StrEnum]) -> SQL:
    """Return the check that a column holds one of the values of an enumeration, or of some of them."""
    values = ", ".join(f"'{choice.value}'" for choice in choices)
    return cast("SQL", Check(f"{column} in ({values})"))


def flag(**options: Any) -> "IntegerField[int]":
    """Return a column that holds 0 or 1, which is the same in SQL on both engines."""
    return IntegerField(default=0, **options)


class Record(Model):
    """A row with an id."""

    id = Id()

    class Meta:
        legacy_table_names = False


class Edited(Record):
    """A row that people change: its version goes up by one with each change, and the database sees to that."""

    version = IntegerField(default=1)

    class Meta:
        legacy_table_names = False
