"""What a piece of work asks of a database."""

from collections.abc import Callable, Sequence
from typing import Any

from casebook.store.database import Database


def asked(database: Database, work: Callable[[], object]) -> list[tuple[str, Sequence[Any]]]:
    """Return the statements that some work runs, as the engine reads them, with their parameters."""
    found: list[tuple[str, Sequence[Any]]] = []
    execute = database.execute

    def recording(text: str, parameters: Sequence[Any] = ()) -> Any:
        found.append((database.sql(text), parameters))
        return execute(text, parameters)

    database.execute = recording  # type: ignore[method-assign]  # only while the work is recorded
    try:
        work()
    finally:
        del database.execute
    return found
