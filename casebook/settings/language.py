"""Which language is meant: by the file, by the environment, or by the locale of the machine."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casebook.errors import SettingsError
from casebook.words import LANGUAGES

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_FALLBACK_LANGUAGE = "en"


def likely_language(environment: Mapping[str, str], language: str | None) -> str:
    """Return the language to report in while the settings are not read yet, or cannot be."""
    named = environment.get("CASEBOOK_LANG")
    return language or (named if named in LANGUAGES else None) or language_of_locale(environment)


def language_in_file(file: Path, content: Mapping[str, Any]) -> str | None:
    """Return the language that the file chooses."""
    if "language" not in content:
        return None
    if content["language"] not in LANGUAGES:
        raise SettingsError("settings.language", file=str(file), key="language")
    return str(content["language"])


def language_in_environment(environment: Mapping[str, str]) -> str | None:
    """Return the language that the environment chooses for Casebook."""
    named = environment.get("CASEBOOK_LANG")
    if not named:
        return None
    if named not in LANGUAGES:
        raise SettingsError("settings.environment_language", key="CASEBOOK_LANG", value=named)
    return named


def language_of_locale(environment: Mapping[str, str]) -> str:
    """Return the language of the locale.

    The first variable that is set decides, as in every program: LC_ALL=C means English whatever LANG says.
    """
    locale = next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), "")
    named = re.split(r"[_.@]", locale, maxsplit=1)[0].lower()
    return named if named in LANGUAGES else _FALLBACK_LANGUAGE
