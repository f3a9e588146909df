"""Files that a test writes, and what is said about them."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from casebook.errors import InputError
from casebook.exchange.sheets import FileForm, open_sheet
from casebook.words import LANGUAGES, say

FORM = FileForm(days=("%d-%m-%Y",), delimiter=";", decimal=",", thousands=".")


def refusal(path: Path, form: FileForm = FORM) -> InputError:
    """Read the whole file and return why that cannot be done, after saying it in every language."""
    with pytest.raises(InputError) as refused:
        list(open_sheet(path, form))
    for language in LANGUAGES:
        assert path.name in say(refused.value.code, refused.value.parameters, language)
    return refused.value


def repacked(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Write the zip file again, each part as `change` gives it back; None leaves it out."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            changed = change(name, content)
            if changed is not None:
                archive.writestr(name, changed)
