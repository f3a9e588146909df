"""What the end of a proceeding does to the rest: by the law book, on the queue, and as what is to be done next."""

from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from casebook.domain.insolvency.facts import EndKind, EventKind, Kind, Source
from casebook.domain.limitation.facts import SlateException
from casebook.law.book import NL, Book
from casebook.store.actions.beside import AnswerBeside
from casebook.store.actions.claims import ExceptFromSlate
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.holds import OpenTrack
from casebook.store.actions.insolvencies import AnnulInsolvency, EndInsolvency, RecordInsolvency
from casebook.store.actions.insolvency_events import RecordInsolvencyEvent
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.scheme_remission import RemitRest
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.models.arrangements import Beside, RemissionAnswerKind, VatRoute
from casebook.store.models.cases import NextKind, TrackKind
from casebook.store.models.claims import Relation
from casebook.store.models.parties import Party, PartyKind
from casebook.store.queries import case
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.refusal import refused

BEGAN, ENDED = date(2025, 6, 3), date(2026, 11, 2)
WINDOW = ('after = "6 months"\nsource = "Fw 36"', 'after = "2 months"\nsource = "Fw 36"')
_N, _L = PartyKind.NATURAL, PartyKind.LEGAL
K, X, N = Kind, EndKind, NextKind


def recorded(desk: Desk, kind: Kind, party: PartyKind, began: date = BEGAN) -> int:
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        tx.change(tx.get(Party, desk.debtor), kind=party)
    id_: int = desk.act(RecordInsolvency(desk.debtor, kind, began, Source.LETTER, started_on=began))
    return id_


def ended(desk: Desk, id_: int, how: EndKind) -> None:
    desk.act(EndInsolvency(id_, desk.version("insolvency", id_), ENDED, how))


def told(desk: Desk) -> dict[str, str]:
    """Return what is said of the rest, with its source; not until when a letter is due."""
    found = case.signals(desk.database, desk.case)
    return {
        one.code.removeprefix("signal.insolvency_"): one.source
        for one in found
        if one.code.startswith("signal.insolvency_") and one.code != "signal.insolvency_window"
        if one.code.removeprefix("signal.insolvency_") not in ("visible", "end")
    }


def planned(desk: Desk) -> tuple[str | None, date | None]:
    found = case.card(desk.database, desk.case)
    assert found is not None
    return found.next_kind, found.next_on


@pytest.mark.parametrize(
    ("end", "code", "source", "kind_next"),
    [
        ((K.BANKRUPTCY, _N, X.LACK_OF_ASSETS), "revived", "Fw 16; Fw 18", N.CHOOSE_ROUTE),
        ((K.BANKRUPTCY, _N, X.DISTRIBUTION), "title", "Fw 193; Fw 195; Fw 196", N.CHOOSE_ROUTE),
        ((K.BANKRUPTCY, _L, X.DISTRIBUTION), "ceased", "Fw 193; Fw 195; Fw 196", N.CLOSE),
        ((K.BANKRUPTCY, _L, X.COMPOSITION), "bound", "Fw 157; Fw 160; Fw 161", N.CHECK_PAYMENT),
        ((K.BANKRUPTCY, _N, X.PAID), "paid", "Fw 193", N.CHECK_PAYMENT),
        ((K.BANKRUPTCY, PartyKind.UNKNOWN, X.LACK_OF_ASSETS), "unknown", "Fw 16; Fw 18", N.LEGAL_REVIEW),
        ((K.SUSPENSION, _L, X.EXPIRED), "revived", "Fw 230", N.CHOOSE_ROUTE),
        ((K.WSNP, _N, X.NO_CLEAN_SLATE), "revived", "Fw 303; Fw 358", N.CHOOSE_ROUTE),
        ((K.WSNP, _N, X.CLEAN_SLATE), "slate", "Fw 358", N.LEGAL_REVIEW),
        ((K.COUNSELLING, _N, X.DISCHARGED), "discharged", "Casebook", N.CHECK_PAYMENT),
        ((K.COUNSELLING, _N, X.FAILED), "revived", "Casebook", N.CHOOSE_ROUTE),
        ((K.MORATORIUM, _N, X.EXPIRED), "revived", "Wgs 5", N.CHOOSE_ROUTE),
        ((K.WHOA, _L, X.COMPOSITION), "bound", "Fw 385", N.CHECK_PAYMENT),
        ((K.TURBO_LIQUIDATION, _L, X.LIQUIDATED), "ceased", "BW 2:19", N.CLOSE),
    ],
)
def test_an_end_says_what_it_does_and_what_is_to_be_done(
    desk: Desk, end: tuple[Kind, PartyKind, EndKind], code: str, source: str, kind_next: NextKind
) -> None:
    kind, party, how = end
    desk.claim("F-1", 100_00)
    id_ = recorded(desk, kind, party)
    assert code not in told(desk)
    ended(desk, id_, how)
    assert told(desk)[code] == source
    assert planned(desk) == (kind_next, TODAY)
    desk.act(UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))
    assert code not in told(desk)
    assert planned(desk)[0] != kind_next
    sound(desk)


def test_protective_administration_stops_nothing_and_its_end_does_nothing(desk: Desk) -> None:
    desk.claim("F-1", 100_00)
    id_, before = recorded(desk, Kind.PROTECTIVE_ADMINISTRATION, _N), planned(desk)
    ended(desk, id_, EndKind.EXPIRED)
    assert "revived" not in told(desk)
    assert planned(desk) == before


def test_what_revived_is_said_until_it_goes_its_way(desk: Desk) -> None:
    desk.claim("F-1", 100_00)
    id_ = recorded(desk, Kind.SUSPENSION, _L)
    ended(desk, id_, EndKind.WITHDRAWN)
    assert "revived" in told(desk)
    # It goes on as a bankruptcy: that one tells what is to be done.
    other = desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, TODAY, Source.LETTER, started_on=TODAY))
    assert "revived" not in told(desk)
    desk.act(AnnulInsolvency(other, desk.version("insolvency", other), TODAY, EndKind.ANNULLED, "verzet gegrond"))
    assert "revived" in told(desk)
    desk.act(OpenTrack(desk.case, TrackKind.AGENCY, "terug naar de deurwaarder", "spoed", "spoed"))
    assert "revived" not in told(desk)


def test_a_clean_slate_asks_for_exceptions_until_all_are_and_revives_where_it_is_withdrawn(desk: Desk) -> None:
    """Fw 358 lid 4; 358a."""
    claim = desk.claim("F-1", 100_00)
    id_ = recorded(desk, Kind.WSNP, _N)
    ended(desk, id_, EndKind.CLEAN_SLATE)
    assert "slate" in told(desk)
    desk.act(ExceptFromSlate(claim, desk.version("claim", claim), SlateException.FINE, "strafbeschikking"))
    assert "slate" not in told(desk)
    desk.act(ExceptFromSlate(claim, desk.version("claim", claim), None, "toch geen boete"))
    assert "slate" in told(desk)
    desk.act(RecordInsolvencyEvent(id_, EventKind.SLATE_WITHDRAWN, TODAY))
    assert told(desk)["revived"] == "Fw 358a"


def test_what_was_paid_or_is_closed_asks_nothing(desk: Desk) -> None:
    desk.claim("F-1", 100_00)
    id_ = recorded(desk, Kind.WHOA, _L)
    ended(desk, id_, EndKind.COMPOSITION)
    assert "bound" in told(desk)
    desk.pay(200_00)
    assert "bound" not in told(desk)


def test_the_rest_of_a_completed_scheme_is_let_go_once_who_stands_beside_is_answered(desk: Desk) -> None:
    """BW 6:14; 7:851: a person says that it was completed, what that does to a guarantor, and what is remitted."""
    before = date(2025, 4, 1)
    claim, guarantor = desk.claim("F-1", 100_00, invoice_on=before, due_on=before), desk.party("Borg")
    liability = desk.act(AddLiability(claim, Liable(guarantor, Relation.GUARANTOR)))
    id_ = recorded(desk, Kind.COUNSELLING, _N)
    ended(desk, id_, EndKind.DISCHARGED)
    gone = RemitRest(id_, desk.version("insolvency", id_), desk.case, "schuldregeling voltooid", VatRoute.NO_VAT)
    assert desk.total(claim) == 100_00
    assert refused("case.beside_unanswered", desk.act, gone)["name"] == "Borg"
    desk.act(AnswerBeside(desk.case, Beside.GUARANTOR, liability, RemissionAnswerKind.RESERVED))
    desk.act(gone)
    assert desk.total(claim) == 0
    assert "discharged" not in told(desk)


def altered(desk: Desk, folder: Path, file: str, *changed: tuple[str, str]) -> None:
    """Let the law book of a desk be another one: a file of it with other words."""
    copied = copytree(NL, folder / "nl")
    text = (copied / file).read_text("utf-8")
    for was, becomes in changed:
        before, found, after = text.partition(was)
        assert found, was
        text = before + becomes + after
    (copied / file).write_text(text, "utf-8")
    desk.database.law = Book(copied)
    # Whatever is done in a case makes what is said of it anew.
    desk.act(AddNote(desk.case, "wet gewijzigd"))


def window(desk: Desk) -> tuple[date | None, date | None] | None:
    """Return until when a letter is due after an insolvency, and from when on it is in the first band."""
    found = [one for one in case.signals(desk.database, desk.case) if one.code == "signal.insolvency_window"]
    return (found[0].due_on, found[0].red_on) if found else None


def test_until_when_a_letter_is_due_follows_from_the_law_book(desk: Desk, tmp_path: Path) -> None:
    """Fw 36: six months after the end, urgent in its last sixty days; with two months in the book it is two."""
    due = date(2020, 1, 15)
    desk.claim("F-1", 100_00, due_on=due, invoice_on=due)
    ended(desk, recorded(desk, Kind.BANKRUPTCY, _N, date(2024, 6, 3)), EndKind.LACK_OF_ASSETS)
    until = date(2027, 5, 2)
    assert window(desk) == (until, until - timedelta(60))
    altered(desk, tmp_path, "prolongation.toml", WINDOW)
    found = window(desk)
    assert found is not None
    assert found[0] == date(2027, 1, 2)


def test_what_an_end_does_follows_from_the_law_book(desk: Desk, tmp_path: Path) -> None:
    desk.claim("F-1", 100_00)
    ended(desk, recorded(desk, Kind.BANKRUPTCY, _N), EndKind.LACK_OF_ASSETS)
    assert told(desk)["revived"] == "Fw 16; Fw 18"
    assert window(desk) is not None
    altered(
        desk, tmp_path, "insolvency.toml", ('natural_person = "revives"', 'natural_person = "bound"'),
        ('source = "Fw 16; Fw 18"', 'source = "Fw 999"'),
    )  # fmt: skip
    assert told(desk)["bound"] == "Fw 999"
    assert "revived" not in told(desk)
    # What is left cannot be demanded of him: no letter keeps a right.
    assert window(desk) is None
