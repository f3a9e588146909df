"""What was typed into a form is there again after the connection broke."""

from pathlib import Path

from casebook.store.queries import case
from casebook.ui.drafts import Drafts
from tests.sample import Office
from tests.ui.screen import Screen, session


def drafts(folder: Path, person_id: int | None = 1) -> Drafts:
    return Drafts(folder / "drafts", "office.db", person_id)


async def hung_up(screen: Screen) -> None:
    """Let the terminal go away, and wait until the app is gone too."""
    screen.app.hang_up()
    while screen.app.is_running:
        await screen.pilot.pause(0.02)


async def test_a_form_that_was_open_when_the_terminal_closed_comes_back_as_it_was(
    office: Office, tmp_path: Path
) -> None:
    async with session(*office, drafts=drafts(tmp_path)) as screen:
        await screen.press("c", "a", *"belt vrijdag [/b] terug", "shift+tab", *"-1")
        await hung_up(screen)
    assert office.database.value("SELECT count(*) FROM contact WHERE text LIKE ?", ("belt vrijdag%",)) == 0
    async with session(*office, drafts=drafts(tmp_path)) as screen:
        case_id = screen.app.screen.case_id  # type: ignore[attr-defined]  # the place that is on top
        await screen.press("c", "a")
        assert screen.shows("belt vrijdag [/b] terug", "afspraak gemaakt", "-1", "staat er weer")
        await screen.press("enter")
        assert not screen.shows("Contact ·")
    found = case.contacts(case_id).after(office.database).rows[0]
    assert (found.text, found.outcome) == ("belt vrijdag [/b] terug", "agreement")


async def test_who_turns_back_has_no_draft(office: Office, tmp_path: Path) -> None:
    async with session(*office, drafts=drafts(tmp_path)) as screen:
        await screen.press("n", *"nee toch niet", "escape", "escape")
        await hung_up(screen)
    async with session(*office, drafts=drafts(tmp_path)) as screen:
        await screen.press("n")
        assert not screen.shows("nee toch niet")


async def test_a_form_in_which_nothing_was_typed_leaves_nothing(office: Office, tmp_path: Path) -> None:
    async with session(*office, drafts=drafts(tmp_path)) as screen:
        await screen.press("c")
        await hung_up(screen)
    assert not (tmp_path / "drafts").exists()


def test_a_draft_is_of_one_person_comes_back_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    drafts(tmp_path).keep("Contact · 2026-0001", ["één\ntwee", ""])
    (file,) = (tmp_path / "drafts").iterdir()
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert drafts(tmp_path, person_id=2).take("Contact · 2026-0001") is None
    assert drafts(tmp_path).take("Contact · 2026-0002") is None
    assert drafts(tmp_path).take("Contact · 2026-0001") == ["één\ntwee", ""]
    assert drafts(tmp_path).take("Contact · 2026-0001") is None


def test_what_is_no_draft_is_none(tmp_path: Path) -> None:
    drafts(tmp_path).keep("Notitie", ["x"])
    (file,) = (tmp_path / "drafts").iterdir()
    for content in ("{", '{"a": 1}', "[1, 2]", "\udcff".encode("utf-8", "surrogateescape").decode("latin-1")):
        file.write_text(content, "utf-8")
        assert drafts(tmp_path).take("Notitie") is None
        drafts(tmp_path).keep("Notitie", ["x"])


def test_a_folder_that_cannot_be_made_keeps_nothing_and_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("in the way")
    drafts(tmp_path).keep("Notitie", ["x"])
    assert drafts(tmp_path).take("Notitie") is None
