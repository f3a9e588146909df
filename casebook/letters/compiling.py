"""Typst, which makes the pages: it uses the fonts it carries and nothing of the machine."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typst import Fonts

_FOLDER = Path(__file__).parent
# Typst keeps what it works out until so many runs have not used it.
_KEPT_FOR = 10
PROBE = b'#set document(title: "-")\n#set text(font: "Libertinus Serif")\n#sys.inputs.said *#sys.inputs.said*'
ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def forgotten(file: bytes) -> bytes:
    """Return a file after runs of nothing, which give back the memory that it took to make."""
    for _ in range(_KEPT_FOR):
        compiled_at(PROBE, "", ANY_DAY)
    return file


def compiled_at(source: bytes, said: str, made_at: datetime) -> bytes:
    """Return a tagged PDF of a source that reads what is `said`, made at a moment. Raises `TypstError`."""
    from typst import Compiler

    # One of its own for each run: two threads cannot share one.
    compiler = Compiler(root=_FOLDER, font_paths=_fonts(), ignore_system_fonts=True)
    made = compiler.compile(source, format="pdf", sys_inputs={"said": said}, pdf_standards="ua-1", timestamp=made_at)
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> "Fonts":
    from typst import Fonts

    return Fonts(include_system_fonts=False)
