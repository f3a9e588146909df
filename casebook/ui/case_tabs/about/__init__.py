"""What the overview says of a case beside its core: a module for each subject, which reads it and tells it in one go."""

from collections.abc import Callable

from casebook.store.database import Database
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk
from casebook.ui.prose import Line

Telling = Callable[[Database, CaseCard, Desk], list[Line]]

# In the order in which they are shown; what says nothing takes no room.
PARTS: tuple[Telling, ...] = ()
# What opens from the overview as a page: its name, its key, and what it says.
PAGES: tuple[tuple[str, str, Telling], ...] = ()
