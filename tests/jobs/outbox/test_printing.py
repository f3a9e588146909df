"""Letters on paper: one file, one list, the registered ones at the end, and the numbers that come back."""

import csv
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest

from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import InputError
from casebook.jobs.outbox import Posted, PrintedBatch, posted, print_batch, tracking_in
from casebook.store import documents
from casebook.store.actions.holds import PlaceHold
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.database import Database
from casebook.store.queries import leaving
from casebook.store.transaction import Actor
from tests.jobs.outbox.letters import Office
from tests.store.actions.desk import TODAY, at_once
from tests.store.actions.refusal import refused

ORDINARY, REGISTERED = DispatchWay.ORDINARY, DispatchWay.REGISTERED


@pytest.fixture
def office(database: Database, actor: Actor) -> Office:
    return Office(database, actor)


def batch(office: Office, letters: list[int] | None = None) -> PrintedBatch:
    return print_batch(office.database, office.actor, TODAY, letters, "nl")


def listed(made: PrintedBatch) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(made.listed.content.decode("utf-8-sig")), delimiter=";"))


def test_letters_are_printed_together_and_posted(office: Office, tmp_path: Path) -> None:
    first = office.released(REGISTERED, name="Aangetekend BV")
    second = office.released(ORDINARY, name="=Gewoon")
    third = office.released(DispatchWay.EMAIL)
    made = batch(office)
    assert (made.letters, made.registered, made.left_out) == (2, 1, ())
    assert [office.post.state(letter) for letter in (first, second, third)] == [
        *(LetterState.SENDING, LetterState.SENDING, LetterState.RELEASED),
    ]
    pages = pypdfium2.PdfDocument(made.pdf.content)
    said = [page.get_textpage().get_text_bounded() for page in pages]
    assert [("Gewoon" in one, "Aangetekend" in one) for one in said] == [(True, False), (False, True)]
    rows = listed(made)
    assert [(row["nr."], row["geadresseerde"], row["weg"]) for row in rows] == [
        *(("1", "'=Gewoon", "gewone post"), ("2", "Aangetekend BV", "aangetekende post")),
    ]
    (known,) = leaving.batches(office.database)
    kept = [
        office.database.value("SELECT sha256 FROM document WHERE id = ?", (one,))
        for one in (known.document_id, known.list_id)
    ]
    assert [documents.content(office.database, one) for one in kept] == [made.pdf.content, made.listed.content]
    file = tmp_path / "lijst.csv"
    file.write_bytes(made.listed.content.replace(b"aangetekende post;;", b"aangetekende post;3SABC123;"))
    numbers = tracking_in(file)
    assert posted(office.database, office.actor, TODAY, Posted(made.batch_id, TODAY, numbers)) == 2
    assert {one.tracking for one in office.dispatches(first, second)} == {"", "3SABC123"}
    assert office.dispatches(first)[0].tracking == "3SABC123"
    refused("sending.none", batch, office)


def test_what_the_gate_stops_is_left_out_with_the_reason(office: Office) -> None:
    held, free = office.all_released(["a@voorbeeld.nl", "b@voorbeeld.nl"], ORDINARY)
    case = office.post.card(held).row.case_id
    office.desk.act(PlaceHold(case, "wacht", TODAY, TODAY + timedelta(30)))
    refused("sending.all_stopped", lambda letters: batch(office, letters), [held])
    made = batch(office)
    assert (made.letters, [one.letter_id for one in made.left_out]) == (1, [held])
    assert [office.post.state(one) for one in (held, free)] == [LetterState.RELEASED, LetterState.SENDING]


def test_a_batch_is_taken_back_until_it_is_posted(office: Office) -> None:
    letter = office.released(ORDINARY)
    batch(office)
    office.desk.act(UndoStep(last_step(office.database, office.actor.person or 0) or 0))
    assert office.post.state(letter) is LetterState.RELEASED
    assert batch(office).letters == 1


def test_two_who_print_at_once_print_a_letter_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from casebook.jobs.outbox import printing
    from casebook.store.actions.print_batches import PrintLetters, ToPrint

    letters = office.all_released(["a@voorbeeld.nl", "b@voorbeeld.nl"], ORDINARY)
    both = PrintLetters(tuple(ToPrint(one.dispatch_id, one.version) for one in office.dispatches(*letters)))
    assert sorted(at_once(office.desk, [both, both])) == ["done", "store.stale"]
    # A colleague prints between what is read and what is recorded.
    other = office.released(ORDINARY)
    genuine = printing._files

    def meanwhile(*asked: object) -> object:
        monkeypatch.setattr(printing, "_files", genuine)
        made.append(batch(office))
        return genuine(*asked)  # type: ignore[arg-type]  # it is given on

    made: list[PrintedBatch] = []
    monkeypatch.setattr(printing, "_files", meanwhile)
    refused("sending.none", batch, office)
    assert [one.letters for one in made] == [1]
    assert office.post.state(other) is LetterState.SENDING


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "sending.no_list"),
        (b"\xff\xfe", "sending.no_list"),
        (b"a;b\n1;2\n", "sending.no_list"),
        (b"verzending;barcode vervoerder\nx;3S1\n", "sending.list_line"),
        (b"dispatch,tracking number\n,3S1\n", "sending.list_line"),
        (b"dispatch,tracking number\n1\n", None),
        (b"dispatch,tracking number\n" + b"9" * 5000 + b",3S1\n", "sending.list_line"),
        (b"dispatch,tracking number\n1," + b"3" * 200_000 + b"\n", "sending.no_list"),
        (None, "sending.list_unreadable"),
    ],
)
def test_a_list_that_is_none(tmp_path: Path, content: bytes | None, code: str | None) -> None:
    file = tmp_path / "lijst.csv"
    if content is not None:
        file.write_bytes(content)
    if code is None:
        assert tracking_in(file) == {}
        return
    with pytest.raises(InputError) as wrong:
        tracking_in(file)
    assert wrong.value.code == code


def test_numbers_of_another_batch_are_refused(office: Office) -> None:
    office.released(ORDINARY)
    made = batch(office)
    for wrong, code in ((Posted(99, TODAY), "no_batch"), (Posted(made.batch_id, TODAY, {99: "3S"}), "not_in_batch")):
        with pytest.raises(InputError) as refusal:
            posted(office.database, office.actor, TODAY, wrong)
        assert refusal.value.code == f"sending.{code}"
