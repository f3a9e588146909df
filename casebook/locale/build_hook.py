"""Compile the catalogues and put what travels with the program into the wheel.

Each `<language>/*.po` holds the sentences of one subject; together they become
`<language>/LC_MESSAGES/casebook.mo`. Hatchling runs this for wheels and editable installs;
`python casebook/locale/build_hook.py` compiles by hand after a change to a sentence.
"""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, PoFileParser
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("styles", "sample_data")
# The header of a catalogue holds a day; today's would make every build differ.
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)


class CatalogueError(Exception):
    """A catalogue cannot be compiled; the message names the file or files."""


class _Merged(Catalog):
    """The sentences of several files; a msgid that comes back is an error, where Babel would merge in silence."""

    def __init__(self, language: str) -> None:
        super().__init__(language, charset="utf-8", creation_date=_NO_DAY, revision_date=_NO_DAY)
        self._reading = Path()
        self._origin: dict[str, Path] = {}

    def read(self, path: Path) -> None:
        self._reading = path
        try:
            with path.open("rb") as file:
                PoFileParser(self, ignore_obsolete=True, abort_invalid=True).parse(file)
        except (PoFileError, UnicodeDecodeError) as error:
            raise CatalogueError(f"{path}: {error}") from error

    def __setitem__(self, key: Any, message: Message) -> None:
        code = key[0] if message.pluralizable else key
        if code in self._origin:
            raise CatalogueError(f"the msgid {code!r} stands in {self._origin[code]} and in {self._reading}")
        if code:
            self._origin[code] = self._reading
        super().__setitem__(key, message)


def compile_language(folder: Path) -> Path:
    """Compile `folder/*.po` into `folder/LC_MESSAGES/casebook.mo` and return the file written.

    Raises `CatalogueError` where a file is malformed or a msgid stands in two of them.
    """
    catalogue = _Merged(folder.name)
    for path in sorted(folder.glob("*.po")):
        catalogue.read(path)
    content = BytesIO()
    write_mo(content, catalogue)
    compiled = folder / "LC_MESSAGES" / "casebook.mo"
    compiled.parent.mkdir(exist_ok=True)
    # A session that is open goes on reading the file that it began with.
    fresh = compiled.with_suffix(".new")
    fresh.write_bytes(content.getvalue())
    fresh.replace(compiled)
    return compiled


def compile_all(locale: Path) -> list[Path]:
    """Compile the catalogues of every language under `locale` and return the files written."""
    return [compile_language(folder) for folder in sorted(locale.iterdir()) if any(folder.glob("*.po"))]


class CatalogueBuildHook(BuildHookInterface[BuilderConfig]):
    """Compiles for every build; a wheel that is no editable install also takes the shipped folders along."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Hatchling calls this before it collects files; `version` is `standard` or `editable`."""
        root = Path(self.root)
        try:
            compiled = compile_all(root / "casebook" / "locale")
        except CatalogueError as error:
            self.app.abort(str(error))
        build_data["artifacts"] += [f"/{path.relative_to(root).as_posix()}" for path in compiled]
        if version == "standard":
            build_data["force_include"] |= {str(root / name): f"casebook/{name}" for name in SHIPPED}


if __name__ == "__main__":
    try:
        for written in compile_all(Path(__file__).parent):
            print(written)
    except CatalogueError as error:
        sys.exit(str(error))
