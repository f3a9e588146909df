"""What a person or an office may choose: a TOML file, over it the environment, over it the options of a command."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from casebook.errors import SettingsError
from casebook.words import LANGUAGES

THEMES = ("dark", "light", "contrast", "mono")
_KEYS = ("language", "database", "theme", "keys")
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_FALLBACK_LANGUAGE = "en"


class Settings(NamedTuple):
    """The choices in force.

    `language_chosen` is false where only the locale speaks for the language; `database` is an address, None where
    none was chosen; `keys` says by what key an action of the app is run, as it was written in `file`.
    """

    language: str
    language_chosen: bool
    database: str | None
    theme: str
    keys: Mapping[str, str]
    file: Path


def read(file: Path, environment: Mapping[str, str], language: str | None = None) -> Settings:
    """Return the settings in force; `language` is what an option asked for and goes before everything.

    Raises `SettingsError` where the file or the environment holds something else than is expected, also where
    an option goes before it.
    """
    content = _content(file)
    for key in content:
        if key not in _KEYS:
            raise SettingsError("settings.unknown_key", file=str(file), key=key, keys=_KEYS)
    in_file, database = _language_in_file(file, content), _database_in_file(file, content)
    in_environment = _language_in_environment(environment)
    chosen = language or in_environment or in_file
    return Settings(
        chosen or _language_of_locale(environment),
        chosen is not None,
        environment.get("CASEBOOK_DATABASE") or database,
        _theme_in_file(file, content),
        _keys_in_file(file, content),
        file,
    )


def likely_language(environment: Mapping[str, str], language: str | None) -> str:
    """Return the language to report in while the settings are not read yet, or cannot be."""
    named = environment.get("CASEBOOK_LANG")
    return language or (named if named in LANGUAGES else None) or _language_of_locale(environment)


def _database_in_file(file: Path, content: Mapping[str, Any]) -> str | None:
    address = content.get("database")
    if address is not None and not (isinstance(address, str) and address.strip()):
        raise SettingsError("settings.database", file=str(file), key="database")
    return address


def _language_in_file(file: Path, content: Mapping[str, Any]) -> str | None:
    if "language" not in content:
        return None
    if content["language"] not in LANGUAGES:
        raise SettingsError("settings.language", file=str(file), key="language")
    return str(content["language"])


def _theme_in_file(file: Path, content: Mapping[str, Any]) -> str:
    theme = content.get("theme", THEMES[0])
    if theme not in THEMES:
        raise SettingsError("settings.theme", file=str(file), key="theme", themes=THEMES)
    return str(theme)


def _keys_in_file(file: Path, content: Mapping[str, Any]) -> dict[str, str]:
    """Return the table of keys; whether there are such actions and such keys, the app knows."""
    table = content.get("keys", {})
    if not isinstance(table, dict):
        raise SettingsError("settings.keys", file=str(file), key="keys")
    keys = dict(_leaves(table))
    for action, key in keys.items():
        if not (isinstance(key, str) and key.strip()):
            raise SettingsError("settings.key", file=str(file), key=action)
    return keys


def _leaves(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what a table holds; TOML reads a name with dots that is not quoted as tables in tables."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{above}{name}.")
        else:
            yield above + name, value


def _language_in_environment(environment: Mapping[str, str]) -> str | None:
    named = environment.get("CASEBOOK_LANG")
    if not named:
        return None
    if named not in LANGUAGES:
        raise SettingsError("settings.environment_language", key="CASEBOOK_LANG", value=named)
    return named


def _language_of_locale(environment: Mapping[str, str]) -> str:
    """The first variable that is set decides, as in every program: LC_ALL=C means English whatever LANG says."""
    locale = next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), "")
    named = re.split(r"[_.@]", locale, maxsplit=1)[0].lower()
    return named if named in LANGUAGES else _FALLBACK_LANGUAGE


def _content(file: Path) -> dict[str, Any]:
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
