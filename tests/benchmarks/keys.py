"""The app in a terminal against a bare list of Textual on the same book, by keys."""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.benchmarks.books import Book
from tests.benchmarks.table import Much, Table
from tests.benchmarks.terminal import (
    COLUMNS,
    DOWN,
    END,
    ENTER,
    ESCAPE,
    HOME,
    PAGE_DOWN,
    PAGE_UP,
    UP,
    Pressed,
    Screen,
    Terminal,
    bytes_of,
    middle,
)

# How many times the floor: milliseconds to the first rows, memory, ↓, a case with much in it; bytes, milliseconds.
START, MEMORY, MOVE, OPEN, BYTES, TYPED_MS = 1.35, 2.0, 1.3, 1.5, 700, 100
# A key that opens something may place the cursor first, in a few bytes, and paint in two frames: the next comes within
# so many seconds.
FRAME, AWAY = 64, 0.3
# On every row, in both lists.
ROW, ROWS = ",", 20
# The characters of the first rows of a list, and of the lines below it: what is typed, and how much is found.
FOUND, SAID = slice(2 * (COLUMNS + 1), 12 * (COLUMNS + 1)), slice(37 * (COLUMNS + 1), None)
WORDS = ("jandamvries", "bakkerij jandam", "van jan", "2015-03", "sophie bakkerij", "holding", "jnadamvries")
CASEBOOK = (sys.executable, "-m", "casebook")
BARE_LIST = (sys.executable, str(Path(__file__).with_name("bare_list.py")))


def casebook(book: Book) -> Terminal:
    return Terminal([*CASEBOOK, "--database", book.target], CASEBOOK_LANG="en")


def bare(book: Book) -> Terminal:
    return Terminal([*BARE_LIST, book.target])


def ready(terminal: Terminal) -> Terminal:
    """Wait until a list shows its rows, and whatever follows them."""
    terminal.until(ROW, ROWS)
    terminal.rest(1.0)
    return terminal


def go_to(terminal: Terminal, letter: str) -> None:
    terminal.type("g" + letter)
    terminal.rest()


def starts(table: Table, book: Book, much: Much) -> None:
    """Measure until rows are on the screen, in turn, and the memory a moment later."""
    programs = (casebook, bare)
    shown: tuple[list[float], ...] = ([], [])
    memory: tuple[list[float], ...] = ([], [])
    for _ in range(much.starts):
        for begin, to_rows, in_memory in zip(programs, shown, memory, strict=True):
            with begin(book) as terminal:
                to_rows.append(terminal.until(ROW, ROWS))
                terminal.rest(1.0)
                in_memory.append(terminal.memory)
    ours, floor = map(statistics.median, shown)
    table.add("start", book.engine, "first useful frame, of the bare list", ours, of=floor, most=START)
    ours, floor = map(statistics.median, memory)
    table.add("memory", book.engine, "memory at rest, of the bare list", ours, of=floor, most=MEMORY, unit="MB")


def moves(table: Table, book: Book, small: Book, much: Much) -> None:
    """Measure the keys of movement: within a page of a small book, and anywhere in a large one."""
    with bare(book) as terminal:
        ready(terminal)
        floor = middle(within(terminal))
        floor_page = middle(terminal.many(PAGE_DOWN, much.pages))
        floor_ends = middle([terminal.press(key) for _ in range(5) for key in (END, HOME)])
    with casebook(small) as terminal:
        ready(terminal)
        page = middle(within(terminal))
    table.add("", book.engine, "↓ within a page of a small book, of the bare list", page, of=floor)
    with casebook(book) as terminal:
        ready(terminal)
        for title, keys in places(terminal, much):
            found = keys()
            size, mean = bytes_of(found)
            table.add("down", book.engine, f"{title}, of ↓ within a page", middle(found), of=page, most=MOVE)
            table.add("bytes", book.engine, f"{title} ({mean:.0f} with the pages)", size, most=BYTES, unit="B")
        table.add("", book.engine, "PgDn", middle(terminal.many(PAGE_UP, much.pages)), of=floor_page)
        ends = [terminal.press(key) for _ in range(5) for key in (HOME, END)]
        table.add("", book.engine, "Home and End", middle(ends), of=floor_ends)


def within(terminal: Terminal) -> list[Pressed]:
    """Press keys that stay within the first page."""
    found = [one for _ in range(6) for key in (DOWN, UP) for one in terminal.many(key, 9)]
    terminal.press(HOME)
    return found


def places(terminal: Terminal, much: Much) -> Iterator[tuple[str, Callable[[], list[Pressed]]]]:
    """Yield where in the book ↓ is measured, and go there."""
    down = partial(terminal.many, DOWN, much.presses)
    yield "↓ from the top of the queue", down
    terminal.many(PAGE_DOWN, much.pages)
    yield f"↓ after {much.pages} pages of it", down
    terminal.press(END)
    terminal.many(PAGE_UP, much.pages // 4)
    yield "↓ near its end", down
    go_to(terminal, "c")
    yield "↓ from the top of all cases", down
    terminal.many(PAGE_DOWN, much.pages)
    yield f"↓ after {much.pages} pages of them", down
    terminal.press(END)
    terminal.many(PAGE_UP, much.pages // 4)
    yield "↓ near their end", down


def openings(table: Table, book: Book, much: Much) -> None:
    """Open the case with 200 claims and 2,000 lines of the log, and the empty one behind it, in turn."""
    with casebook(book) as terminal:
        ready(terminal)
        go_to(terminal, "c")
        terminal.press(HOME)
        terminal.rest()
        full: list[Pressed] = []
        empty: list[Pressed] = []
        for _ in range(much.openings):
            for found, key in ((full, DOWN), (empty, UP)):
                found.append(terminal.press(ENTER, quiet=AWAY, least=FRAME))
                terminal.rest()
                terminal.press(ESCAPE)
                terminal.rest()
                terminal.press(key)
                terminal.rest()
    first = [statistics.median(one.first for one in found) for found in (full, empty)]
    title = "a case of 200 claims, 2,000 lines, of an empty one"
    table.add("open", book.engine, f"{title}: first frame", first[0], of=first[1], most=OPEN)
    table.add("open", book.engine, f"{title}: all", middle(full), of=middle(empty), most=OPEN)


def filters(table: Table, book: Book) -> None:
    """Type words letter by letter, each when what the letter before found was painted."""
    with casebook(book) as terminal:
        ready(terminal)
        go_to(terminal, "c")
        every: list[float] = []
        screen = Screen()
        for words in WORDS:
            terminal.type("/")
            terminal.rest()
            found = [ms for ms in (first_list(terminal, screen, letter) for letter in words) if ms is not None]
            every += found
            table.add("", book.engine, f"a letter of {words!r}", statistics.median(found))
            terminal.type(ESCAPE)
            terminal.rest()
    title = "a letter in the filter of all cases, to the first rows"
    table.add("filter", book.engine, title, statistics.median(every), most=TYPED_MS)
    table.add("", book.engine, "one in ten takes longer than", statistics.quantiles(every, n=10)[-1])


def first_list(terminal: Terminal, screen: Screen, letter: str) -> float | None:
    """Return the milliseconds until other rows stand there, or, where they stay the same, until that is said.

    None where the letter found nothing new: nothing but itself is painted then.
    """
    begun, rows, said, shown = terminal.type(letter), screen.text[FOUND], screen.text[SAID], 0.0
    told: list[float] = []
    while more := terminal.read(0.4):
        screen.feed(more)
        now = time.perf_counter()
        if screen.text[FOUND] != rows:
            shown = shown or now
        if screen.text[SAID] != said:
            said = screen.text[SAID]
            told.append(now)
    last = shown or (told[-1] if len(told) > 1 else None)
    return None if last is None else (last - begun) * 1e3


def idle(table: Table, book: Book, much: Much) -> None:
    """Measure what a session costs that nobody touches."""
    with casebook(book) as terminal:
        ready(terminal)
        terminal.rest(5.0)
        begun = terminal.seconds
        size = terminal.rest(much.idle)
        used = (terminal.seconds - begun) / much.idle
    table.add("", book.engine, "an idle session, of one processor", used * 100, unit="%")
    table.add("", book.engine, f"painted in {much.idle} idle seconds", size, unit="B")


def soak(table: Table, book: Book, keys: int) -> None:
    """Press keys of all kinds, and look at the memory every so often."""
    with casebook(book) as terminal:
        ready(terminal)
        begun, pressed, seen = time.perf_counter(), 0, [terminal.memory]
        while pressed < keys:
            for _ in range(max(1, keys // 6000)):
                pressed += round_of_keys(terminal)
            terminal.rest()
            seen.append(terminal.memory)
        minutes = (time.perf_counter() - begun) / 60
    title = f"memory after {pressed:,} keys in {minutes:.0f} minutes, of a tenth of them"
    table.add("memory", book.engine, title, seen[-1], of=seen[max(1, len(seen) // 10)], most=1.1, unit="MB")


def round_of_keys(terminal: Terminal) -> int:
    """Move, go to every place, open and close cases; return how many keys that took."""
    in_the_queue = (DOWN * 30, PAGE_DOWN * 5, ENTER, "]" * 5, ESCAPE, END, UP * 10, HOME)
    in_all_cases = ("gc", DOWN * 30, END, PAGE_UP * 5, ENTER, ESCAPE, HOME)
    elsewhere = ("gj", DOWN * 30, PAGE_DOWN * 3, "gl", DOWN * 20, "gv")
    steps = (*in_the_queue, *in_all_cases, *elsewhere)
    for step in steps:
        terminal.press(step, quiet=0.1, most=0.5)
    return sum(len(step.replace("\x1b[5~", "x").replace("\x1b[6~", "x").replace("\x1b[", "")) for step in steps)


def interactive(book: Book, much: Much) -> dict[str, float]:
    """Return the milliseconds of what a person does all day."""
    with casebook(book) as terminal:
        found = {"first rows": terminal.until(ROW, ROWS)}
        terminal.rest(1.0)
        found["↓"] = middle(terminal.many(DOWN, 60))
        found["PgDn"] = middle(terminal.many(PAGE_DOWN, 30))
        found["End and Home"] = middle([terminal.press(key) for _ in range(9) for key in (END, HOME)])
        for title, there, back in (("all cases", "gc", "gv"), ("radar", "gj", "gv"), ("a case", ENTER, ESCAPE)):
            opened = []
            for _ in range(much.openings):
                opened.append(terminal.press(there, quiet=AWAY, least=FRAME))
                terminal.rest(0.3)
                terminal.type(back)
                terminal.rest(0.3)
            found[f"open {title}"] = middle(opened)
    return found


def growth(table: Table, book: Book, small: Book, much: Much) -> None:
    """Measure what becomes dearer as the book grows."""
    rounds = [(interactive(book, much), interactive(small, much)) for _ in range(min(3, much.rounds))]
    for title in rounds[0][0]:
        ours, floor = (statistics.median(one[at][title] for one in rounds) for at in (0, 1))
        what = f"{title}: {book.cases:,} cases, of {small.cases:,}"
        table.add("growth", book.engine, what, ours, of=floor, most=1.3)
