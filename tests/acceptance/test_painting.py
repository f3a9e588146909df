"""What the app writes to a terminal: only what differs from what stands there; `Ctrl+L` paints all of it anew."""

from tests.acceptance.conftest import Book
from tests.acceptance.terminal import ANSWERING, USUAL, Terminal, terminal

ANEW = "\x0c"


def written(screen: Terminal, keys: str) -> int:
    """Type keys, and return how many bytes were written for them."""
    before = len(screen.sent)
    screen.type(keys)
    screen.rests()
    return len(screen.sent) - before


def test_what_was_spoilt_is_painted_anew(book: Book) -> None:
    with terminal(size=USUAL, environment=book.environment, program=ANSWERING) as screen:
        screen.shows("▸  !!")
        screen.rests()
        stood = screen.lines
        screen.wipe()
        written(screen, "g")
        written(screen, "\x1b")
        # Nothing is written where the app takes it to stand, and nothing of the shape of the pointer.
        assert stood[0] not in screen.text
        assert b"\x1b]22;" not in screen.sent
        written(screen, ANEW)
        assert screen.lines == stood
        screen.type("Q")
        assert screen.ends() == 0


def test_what_was_written_in_parts_is_what_is_painted_anew(book: Book) -> None:
    with terminal(size=USUAL, environment=book.environment, program=ANSWERING) as screen:
        screen.shows("▸  !!")
        screen.rests()
        for keys in ("?", "\x1b", "j", "c", "\x1b", "\r", "]", "]", "gc", "go", "gv"):
            written(screen, keys)
            in_parts = screen.cells
            screen.wipe()
            written(screen, ANEW)
            assert screen.cells == in_parts, f"after {keys!r}:\n{screen.text}"
        screen.type("Q")
        assert screen.ends() == 0


def test_opening_and_closing_a_menu_writes_less_than_a_screen(book: Book) -> None:
    with terminal(size=USUAL, environment=book.environment, program=ANSWERING) as screen:
        screen.shows("▸  !!")
        screen.rests()
        whole = written(screen, ANEW)
        stood = screen.lines
        opened = written(screen, "g")
        assert screen.lines != stood
        closed = written(screen, "\x1b")
        assert screen.lines == stood
        assert opened < whole * 2 / 3
        assert closed < whole / 2
        screen.type("Q")
        assert screen.ends() == 0
