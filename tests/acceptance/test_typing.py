"""What is typed does what the keys say: all at once, in a small terminal, while the terminal changes its size."""

import os

from tests.acceptance.conftest import Book
from tests.acceptance.terminal import ANSWERING, SMALL, terminal

CHOSEN = "SELECT number FROM cases WHERE id = (SELECT case_id FROM contact WHERE text = ?)"

# An app that says in its home when it read what is no text.
TELLS = f"""
import pathlib
from casebook.ui.terminal import Terminal
run = Terminal.run_input_thread
def tells(driver):
    try:
        run(driver)
    except UnicodeDecodeError:
        pathlib.Path.home().joinpath("no-text").touch()
        raise
Terminal.run_input_thread = tells
{ANSWERING}
"""


def row(lines: list[str]) -> str:
    """Return the row the cursor is on."""
    return next((line for line in lines if line.startswith("▸")), "")


def test_a_contact_written_at_once_is_recorded(book: Book) -> None:
    with terminal(size=SMALL, environment=book.environment) as screen:
        screen.shows("▸  !!")
        screen.type("cshello\r")
        screen.wait(lambda: book.value(CHOSEN, "hello"), "the contact is to be recorded")
        screen.type("Q")
        assert screen.ends() == 0


def test_a_contact_typed_before_the_first_frame_is_recorded(book: Book) -> None:
    with terminal(size=SMALL, environment=book.environment) as screen:
        # From then on the terminal gives keys as they are; before, Enter would arrive as ctrl+j.
        screen.wait(lambda: b"\x1b[?25l" in screen.sent, "the app is to begin")
        screen.type("cshello\r")
        screen.wait(lambda: book.value(CHOSEN, "hello"), "the contact is to be recorded")


def test_keys_that_do_nothing_between_keys_that_move(book: Book) -> None:
    with terminal(size=SMALL, environment=book.environment, program=ANSWERING) as screen:
        screen.shows("▸  !!")
        screen.rests()
        numbers = [line.split()[1] for line in screen.lines[3:5]]
        screen.type("sjsj")
        screen.wait(lambda: numbers[1] in row(screen.lines), "the cursor is to be two rows down")
        screen.type("kk")
        screen.wait(lambda: screen.lines[2].startswith("▸"), "the cursor is to be back")
        screen.type("s j s j")
        # Each space marked the row, and went on to the next as j does.
        screen.shows("3 marked")
        screen.wait(lambda: screen.lines[7].startswith("▸"), "the cursor is to be five rows down")
        assert ["•" in line[:3] for line in screen.lines[2:7]] == [True, False, True, True, False]
        screen.type("Q")
        assert screen.ends() == 0


def test_control_c_loses_nothing(book: Book) -> None:
    with terminal(size=SMALL, environment=book.environment, program=ANSWERING) as screen:
        screen.shows("▸  !!")
        screen.type("\x03")
        screen.shows("Q quits")
        screen.type("cshalf a sentence")
        screen.shows("half a sentence")
        screen.type("\x03")
        screen.rests()
        assert "half a sentence" in screen.text
        screen.type(" and the rest\r")
        screen.wait(lambda: book.value(CHOSEN, "half a sentence and the rest"), "the contact is to be recorded")
        screen.type("Q")
        assert screen.ends() == 0


def test_what_is_typed_survives_a_storm_of_sizes(book: Book) -> None:
    with terminal(size=SMALL, environment=book.environment, program=ANSWERING) as screen:
        screen.shows("▸  !!")
        screen.type("cskept all along")
        screen.shows("kept all along")
        for columns in (*range(79, 9, -3), 10, 200, 1, 40):
            screen.resize(columns, max(1, columns // 4))
        screen.resize(10, 3)
        screen.rests()
        screen.resize(40, 10)
        screen.type(" and on")
        screen.rests()
        screen.resize(*SMALL)
        screen.shows("kept all along and on")
        screen.type("\r")
        screen.wait(lambda: book.value(CHOSEN, "kept all along and on"), "the contact is to be recorded")
        screen.type("Q")
        assert screen.ends() == 0
    assert b"Traceback" not in screen.sent


def test_a_terminal_of_forty_by_ten_is_of_use(book: Book) -> None:
    with terminal(size=(40, 10), environment=book.environment, program=ANSWERING) as screen:
        screen.shows("▸  !!")
        screen.rests()
        number = row(screen.lines).split()[2]
        assert max(map(len, screen.lines)) <= 40
        screen.type("cs")
        screen.shows("Contact", number)
        screen.type("small screen\r")
        screen.wait(lambda: book.value(CHOSEN, "small screen") == number, "the contact is to be recorded")
        screen.type("gj")
        screen.shows("radar")
        screen.type("Q")
        assert screen.ends() == 0


def test_bytes_that_are_no_text_are_no_keys(book: Book) -> None:
    with terminal(size=SMALL, environment=book.environment, program=TELLS) as screen:
        screen.shows("▸  !!")
        os.write(screen.process.child_fd, b"\xff\xfe\xe9\x80")
        screen.wait((book.home / "no-text").exists, "they are to be read")
        screen.type("csstill here\r")
        screen.wait(lambda: book.value(CHOSEN, "still here"), "the contact is to be recorded")
        screen.type("Q")
        assert screen.ends() == 0
    assert b"Traceback" not in screen.sent


def test_an_arrow_in_two_packets_is_an_arrow_and_esc_alone_goes_back(book: Book) -> None:
    environment = {**book.environment, "ESCDELAY": "2000"}
    with terminal(size=SMALL, environment=environment) as screen:
        screen.shows("▸  !!  2026-0121")
        os.write(screen.process.child_fd, b"\x1b")
        os.write(screen.process.child_fd, b"[B")
        screen.wait(lambda: "▸  !!  2026-0121" not in screen.text, "the cursor is to move")
        screen.type("\r")
        screen.shows("Overview")
        screen.type("\x1b")
        screen.shows("Today ▸")
        screen.type("Q")
        assert screen.ends() == 0
