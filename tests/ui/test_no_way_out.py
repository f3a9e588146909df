"""Whatever is typed in a session over SSH, wherever it can be typed: no program begins, no other file is opened."""

import os
import sys
import zoneinfo
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from textual import events

from casebook import paths
from casebook.jobs.exports import copy_new
from casebook.store.actions.ssh_keys import AddKey
from casebook.store.perform import perform
from casebook.ui.dialogs import goto
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.dialogs.pick import Pick
from casebook.ui.screens.case import _TABS
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import Screen, pressed, session
from tests.ui.test_over_ssh import KEY

# With what people got out of other programs: a shell, an editor, a file, a terminal that is told what to do.
_TYPED = "!sh", "|id", "$(id)`id`", "../../../etc/passwd", "\x1b]0;x\x07\x1b[2J", "[/b][@click=app.bell]x[/]"
_STRANGE_KEYS = ("ctrl+z", "ctrl+backslash", "ctrl+o", "ctrl+x", "ctrl+e", "ctrl+s", "ctrl+q", "f1", "f12")
# Where there is most to type besides at a case; with --long it is every place, tab and entry of a menu.
_PLACES = ("in_tray", "outbox")
# What is the same in every list.
_ALIKE = ("list.", "view.", "move.")
_BEGINS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "pty.", "webbrowser.")
_CHANGES = ("os.remove", "os.rename", "os.link", "os.symlink", "os.mkdir", "os.rmdir", "os.chmod", "shutil.", "ftplib.")
_REACHES = ("socket.connect", "socket.bind", "urllib.", "smtplib.")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# What Python, its libraries and the fonts are read from.
_READ = tuple(
    Path(one).resolve()
    for one in (
        sys.prefix,
        sys.base_prefix,
        *filter(None, sys.path),
        str(Path(paths.__file__).parent.parent),
        *zoneinfo.TZPATH,
        "/usr/share",
        "/usr/local/share",
        "/dev/null",
        "/dev/urandom",
        "/proc/self",
    )
)


class Watch:
    """Sees what the process does to the world outside it, for as long as it looks."""

    def __init__(self) -> None:
        self.looks = False
        self.allowed: tuple[Path, ...] = ()
        self.found: list[str] = []
        sys.addaudithook(self._see)

    def _see(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.looks:
            return
        if event == "open":
            self._file(*arguments)
        elif event.startswith((*_BEGINS, *_CHANGES, *_REACHES)):
            where = arguments[0] if event.startswith(_CHANGES) else None
            if not (isinstance(where, str | os.PathLike) and self._within(where, self.allowed)):
                self.found.append(f"{event} {arguments}"[:300])

    def _file(self, path: object, _mode: object, flags: object) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return
        writes = isinstance(flags, int) and flags & _WRITES
        if not self._within(path, self.allowed if writes else (*self.allowed, *_READ)):
            self.found.append(f"open {path!r} {flags!r}")

    @staticmethod
    def _within(path: "str | bytes | os.PathLike[str] | os.PathLike[bytes]", folders: tuple[Path, ...]) -> bool:
        # Not what a link leads to: that would be another look at the disk, in the middle of this one.
        named = Path(os.path.abspath(os.fsdecode(path)))  # noqa: PTH100
        return any(named.is_relative_to(folder) for folder in folders)


@pytest.fixture(scope="module")
def watch() -> Watch:
    """What cannot be taken away once it looks; so it is told when."""
    return Watch()


class Walk:
    """Goes wherever a key leads, and types there what should go nowhere."""

    def __init__(self, screen: Screen, *, everywhere: bool) -> None:
        self._screen = screen
        self._everywhere = everywhere
        self._texts = cycle(_TYPED)
        self._ways: list[str] = []
        self.done = set[str]()
        self.asked = set[str]()

    async def place(self, letter: str) -> None:
        """Try every key of a place."""
        await self._keys(["g", letter])

    async def case(self) -> None:
        """Try every key that an open case has, everywhere on each of its tabs."""
        for tab in range(len(_TABS) if self._everywhere else 1):
            await self._keys(["g", goto.PLACES["cases"], "enter", *["right_square_bracket"] * tab])

    async def _keys(self, ways: list[str]) -> None:
        self._ways = ways
        await self._again()
        # Where others are marked or nothing is found most keys have nothing to ask.
        for key, what in sorted(self._letters(), key=lambda one: one[1].startswith(_ALIKE)):
            if what not in self.done and (self._everywhere or not what.startswith(_ALIKE)):
                self.done.add(what)
                await self._tries([key])

    def _letters(self) -> Iterator[tuple[str, str]]:
        """Yield every key that does something there and what it is, but what ends the session or leads elsewhere."""
        screen = self._screen.app.screen
        for key, active in sorted(screen.active_bindings.items()):
            what = active.binding.id or active.binding.action
            if active.enabled and what not in ("app.quit", "place.leave", "app.goto"):
                alike = what.startswith(("case.", "app.", "work.", *_ALIKE))
                yield key, what if alike else f"{type(screen).__name__} {what}"

    async def _tries(self, keys: list[str]) -> None:
        """Press keys, and those of the entries of a menu; anywhere else try what leads out of other programs."""
        await self._again()
        await self._screen.press(*keys)
        top = self._screen.app.screen
        if isinstance(top, Pick) and not top.query("Input") and len(keys) == 1:
            letters = [entry.key for entry in top._entries if entry.key]
            for letter in letters if self._everywhere else letters[:1]:
                await self._tries([*keys, letter])
            return
        if isinstance(top, Dialog):
            self.asked.add(f"{type(top).__name__}: {top._heading}")
        for one in _STRANGE_KEYS:
            self._screen.app.post_message(pressed(one))
        self._screen.app.post_message(events.Paste(next(self._texts)))
        for one in ("tab", "enter"):
            self._screen.app.post_message(pressed(one))
        await self._screen.settled()

    async def _again(self) -> None:
        """Go back to where it was, whatever lies on it."""
        for _ in range(12):
            if len(self._screen.app.screen_stack) == 1:
                break
            await self._screen.press("escape")
        await self._screen.press(*self._ways)


async def test_nothing_that_is_typed_anywhere_leads_out(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, watch: Watch, request: pytest.FixtureRequest
) -> None:
    folder, home = tmp_path / "people" / "7", tmp_path / "home"
    for made in (folder, home):
        made.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv(paths.OWN_FOLDER, str(folder))
    assert office.actor.person is not None
    key = perform(office.database, office.actor, TODAY, AddKey(office.actor.person, KEY)).result
    assert office.database.address.file is not None
    watch.allowed = (folder, home / ".local/state/casebook", office.database.address.file.parent)
    everywhere: bool = request.config.getoption("--long")
    async with session(office.database, office.actor._replace(key=key)) as screen:
        walk = Walk(screen, everywhere=everywhere)
        watch.looks = True
        try:
            await walk.case()
            for name, letter in goto.PLACES.items():
                if everywhere or name in _PLACES:
                    await walk.place(letter)
        finally:
            watch.looks = False
    assert not watch.found
    assert len(walk.asked) > (80 if everywhere else 20), walk.asked


def test_the_watch_sees_what_it_is_to_see(tmp_path: Path, watch: Watch) -> None:
    watch.allowed, watch.found = (tmp_path,), []
    (tmp_path.parent / "elsewhere").mkdir(exist_ok=True)
    watch.looks = True
    try:
        os.system("true")
        copy_new(tmp_path, "mine", ".txt", b"")
        copy_new(tmp_path.parent / "elsewhere", "other", ".txt", b"")
        Path("/etc/hostname").exists()
        Path("/etc/passwd").read_bytes()
    finally:
        watch.looks = False
    assert any(one.startswith("os.system") for one in watch.found)
    assert any("/etc/passwd" in one for one in watch.found)
    assert any("elsewhere/.other" in one for one in watch.found)
    assert not any("/mine" in one for one in watch.found)
