"""The file of the settings: TOML, of which each table is known by its keys."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casebook.errors import SettingsError
from casebook.text import typed_path


class Table:
    """A table of the file that has texts and numbers by name; where it is not there nothing in it was chosen."""

    def __init__(self, file: Path, content: Mapping[str, Any], name: str, keys: tuple[str, ...]) -> None:
        self.file, self.name = file, name
        found = content.get(name, {})
        if not isinstance(found, dict):
            raise SettingsError("settings.table", file=str(file), key=name, keys=keys)
        self.values: dict[str, Any] = found
        for key in found:
            if key not in keys:
                raise SettingsError("settings.unknown_key", file=str(file), key=f"{name}.{key}", keys=keys)

    def wrong(self, code: str, key: str, **more: object) -> SettingsError:
        """Return what is wrong with a value."""
        return SettingsError(code, file=str(self.file), key=f"{self.name}.{key}", **more)

    def text(self, key: str) -> str:
        """Return a text on one line, empty where none was chosen."""
        found = self.values.get(key, "")
        if not isinstance(found, str) or not (found.isprintable() and (found.strip() or key not in self.values)):
            raise self.wrong("settings.text", key)
        return found.strip()

    def path(self, key: str) -> Path | None:
        """Return a path; one that is relative begins where the file is."""
        found = self.text(key)
        return self.file.parent / typed_path(found) if found else None


def read_toml(file: Path) -> dict[str, Any]:
    """Return what the file holds, nothing where there is none. Raises `SettingsError` where it cannot be read."""
    if file.exists() and not file.is_file():
        raise SettingsError("settings.no_file", file=str(file))
    try:
        text = file.read_text("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except UnicodeDecodeError:
        raise SettingsError("settings.not_utf8", file=str(file)) from None
    except OSError as error:
        raise SettingsError("settings.unreadable", file=str(file), reason=error.strerror or "") from None
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        raise SettingsError("settings.not_toml", file=str(file), line=line) from None
    except (RecursionError, ValueError):
        # The reader gives up on values nested hundreds deep and on numbers of thousands of digits.
        raise SettingsError("settings.not_toml", file=str(file), line=1) from None
