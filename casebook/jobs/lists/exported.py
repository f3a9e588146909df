"""What list is exported, without what writes it: light enough for every place to name its own."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from casebook.store.database import Database
from casebook.store.queries.listing import Listing
from casebook.store.queries.whole import Whole

if TYPE_CHECKING:
    from casebook.store.queries.timeline import Timeline

Windows: TypeAlias = "Listing[Any] | Whole[Any] | Timeline"


class Exported(NamedTuple):
    """A list to be exported: its name in the catalogue, and what makes it where the database is read."""

    name: str
    windows: Callable[[Database], Windows]
