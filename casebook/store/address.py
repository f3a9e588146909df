"""Where a database is: a SQLite file or a PostgreSQL server. Reads addresses without importing a driver."""

import re
import sys
from pathlib import Path
from typing import NamedTuple

from casebook.errors import SettingsError

_SQLITE, _POSTGRESQL = "sqlite:///", ("postgresql://", "postgres://")
_PASSWORD = re.compile(r"(?<=://)([^/@:]*):[^/@]*@")


class Address(NamedTuple):
    """An address as it was given, and the file where it is one of SQLite."""

    text: str
    file: Path | None

    @property
    def shown(self) -> str:
        """The address as a person may see it: without the password."""
        return str(self.file) if self.file else _PASSWORD.sub(r"\1:***@", self.text.split("?", maxsplit=1)[0])


def read(text: str) -> Address:
    """Return the address in `sqlite:///PATH`, `postgresql://…` or a bare path; a relative path starts here.

    Raises `SettingsError` for another kind of database.
    """
    if text.startswith(_POSTGRESQL):
        return Address(text, None)
    path = text.removeprefix(_SQLITE)
    if "://" in path or not path.strip() or "\0" in path:
        raise SettingsError("store.address", key="CASEBOOK_DATABASE", value=_PASSWORD.sub(r"\1:***@", text))
    return Address(text, Path(path).expanduser().absolute())


def spare_driver(address: Address) -> None:
    """Keep Peewee from importing the PostgreSQL driver for a file of SQLite: it takes a quarter of the start."""
    if address.file is not None and "peewee" not in sys.modules:
        sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]  # None is how an import is made to fail
