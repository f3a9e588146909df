"""Where a database is: a SQLite file or a PostgreSQL server. Reads addresses without importing a driver."""

import re
import sys
from pathlib import Path
from typing import NamedTuple

from casebook.errors import SettingsError
from casebook.text import typed_path

_SQLITE, _POSTGRESQL = "sqlite:///", re.compile("postgres(ql)?://", re.IGNORECASE)
# Up to the last @, since a password may hold one; whatever follows a question mark may be a password too.
_PASSWORD = re.compile(r"(?<=://)([^/@:]*):.*@", re.DOTALL)
_SECRET = re.compile(r"password\s*=", re.IGNORECASE)


class Address(NamedTuple):
    """An address as it was given, and the file where it is one of SQLite."""

    text: str
    file: Path | None

    @property
    def shown(self) -> str:
        """The address as a person may see it: without the password."""
        return str(self.file) if self.file else _shown(self.text)


def read(text: str) -> Address:
    """Return the address in `sqlite:///PATH`, `postgresql://…` or a bare path; a relative path starts here.

    Raises `SettingsError` for another kind of database.
    """
    if server := _POSTGRESQL.match(text):
        return Address(f"postgresql://{text[server.end() :]}", None)
    path = text.removeprefix(_SQLITE)
    if "://" in path or not path.strip() or "\0" in path or _SECRET.search(path):
        raise SettingsError("store.address", value=_shown(text))
    try:
        return Address(text, typed_path(path).absolute())
    except RuntimeError:
        # The home of somebody there is not.
        raise SettingsError("store.address", value=_shown(text)) from None


def _shown(text: str) -> str:
    shown = _PASSWORD.sub(r"\1:***@", text).split("?", maxsplit=1)[0]
    return _SECRET.split(shown)[0]


def spare_driver(address: Address) -> None:
    """Keep Peewee from importing the PostgreSQL driver for a file of SQLite: it takes a quarter of the start."""
    if address.file is not None and "peewee" not in sys.modules:
        sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]  # None is how an import is made to fail
