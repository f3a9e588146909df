"""Lives of claims in other hands on the sample office on PostgreSQL, by the keyboard alone: at an agency, in court."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook import format as form
from casebook.domain.placements.standing import PlacementStage
from tests.acceptance.conftest import Book
from tests.acceptance.debtor import BACK, TODAY, day, session
from tests.acceptance.firm import run
from tests.acceptance.placing import Placed

S = PlacementStage


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def said(on: date) -> str:
    return form.day(on, "en")


ADDRESS = "Kade\t5\t1011 AB\tAmsterdam\t"


@pytest.fixture
def placed(served: Book) -> Iterator[Callable[[str], Placed]]:
    """What makes the placing of the claims of a debtor of the sample office, all in one session."""
    with session(served) as (desk, database):
        yield lambda name: Placed(desk, database, name)


def test_a_claim_goes_to_an_agency_and_comes_back(placed: Callable[[str], Placed], tmp_path: Path) -> None:
    builder = placed("Bouwbedrijf Timmerman B.V.")
    agencies(builder)
    refused_and_passed(builder)
    reported(builder)
    told_by_file(builder, tmp_path)
    paid_to_us(builder)
    recalled(builder)


def test_a_claim_goes_to_court_and_its_title_is_enforced(placed: Callable[[str], Placed]) -> None:
    insurer = placed("Onderlinge Verzekering De Dijk U.A.")
    bailiff(insurer)
    decided(insurer)
    judged(insurer)
    enforced(insurer)


def agencies(life: Placed) -> None:
    """An agency with its number in the register and what it is paid; what is typed wrongly is kept and told."""
    life.goes("x", "Agencies and court ▸")
    life.desk.do("E", "New agency, bailiff or lawyer")
    life.desk.do("Incasso Noord B.V.\tcoll\tWKI-123\t99-99\t30", "is not a date")
    life.desk.do("\x1b[Z\x1531-12-2030\t", "31 Dec 2030")
    life.desk.do("\t\t\tnowhere", "no profile nowhere")
    life.desk.do(f"\x15agency-nl\tagency-nl\t\t{ADDRESS}")
    life.until("\r", lambda: life.value("SELECT count(*) FROM agency") == 1, "it is to be registered")
    life.turns("agencies")
    life.desk.do("", "valid 31 Dec 2030")

    def fees(number: int) -> Callable[[], bool]:
        return lambda: life.value("SELECT count(*) FROM agency_fee") == number

    for number, typed in enumerate(("over\tperc\t15\t\t21", "on\tperc\t5\t\t21", "when\tperc\t7,5\t\t21"), 1):
        life.desk.do("Ek", "Fee of Incasso Noord B.V.", "What for")
        life.desk.do(typed)
        life.until("\r", fees(number), "the fee is to be recorded")


def refused_and_passed(life: Placed) -> None:
    """What lacks before a placement is told one after the other; then it leaves with its letter and is accepted."""
    life.opens("Agency")
    life.desk.do("Xn", "Place claims", "Guards limitation")
    life.desk.do("inc\tag\r", "This debtor has not been assessed")
    life.desk.do(BACK)
    life.desk.do("an", "Conversation and assessment")
    life.desk.do("\t" * 9 + "2\t2\t1\t4\t")
    assessed = "SELECT count(*) FROM assessment WHERE case_id = ?"
    life.until("\r", lambda: life.value(assessed, life.case[0]) == 1, "he is to be assessed")
    life.desk.do("Xn", "Place claims", "Guards limitation")
    life.desk.do("inc\tag\r", "Handing over was not announced yet")
    life.desk.do("\t\t\tannounced by the regular team in September\r", "list of evidence")
    life.desk.do(BACK, "will be lost")
    life.desk.do(BACK)
    for place in "14":
        life.desk.do("ev", "the agreement")
        life.desk.do(place, "How it stands")
        life.desk.do("p\r", "Agency")
        life.desk.do("")
    life.desk.do("Xn", "Place claims", "Guards limitation")
    life.desk.do("inc\tag\r", "Handing over was not announced yet")
    life.desk.do("\t\t\tannounced by the regular team in September\r", "Transfer to an agency")
    # The letter is in the language of who gets it.
    life.desk.do("", "U bewaakt de verjaring")
    life.desk.do("\t\r", "nothing stops the letter", "Incasso-opdracht")
    life.until("+", lambda: life.stage is S.APPROVED, "it is to be prepared")
    life.sends()
    assert life.stage is S.SENT
    life.opens("Agency")
    life.happens("acc", S.ACTIVE, "\t\tIN-1")


def reported(life: Placed) -> None:
    """It reports by form; an amount that is none is told at once."""
    life.opens("Agency")
    life.desk.do("Xr", "Report up to")
    life.desk.do("\tminnelijk\tabc\t", "is not an amount")
    life.desk.do("\x1b[Z\x1510.850,00\t500\t500\t0\tvisit\t+14", "€10,850.00")
    reports = "SELECT count(*) FROM agency_report"
    life.until("\r", lambda: life.value(reports) == 1, "the report is to be kept")


def told_by_file(life: Placed, folder: Path) -> None:
    """A file of the agency reports it, once; its list is held against ours, each difference resolved by a key."""
    report = written(folder / "report.csv", "Ons dossier;Stand per;Fase;Ontvangen", f"IN-1;{day(ago(0))};brief;0,00")
    for _ in range(2):
        done = run(life.desk.book, TODAY, "import", "agency-report", report, "--agency", "noord")
        assert done.returncode == 0, done.stderr
    assert life.value("SELECT count(*) FROM agency_report") == 2
    rows = "IN-1;Bouwbedrijf Timmerman B.V.;10900,00;lopend", "IN-9;Somebody else;5,00;lopend"
    inventory = written(folder / "list.csv", "Ons dossier;Debiteur;Hoofdsom;Status", *rows)
    done = run(life.desk.book, TODAY, "import", "agency-list", inventory, "--agency", "noord")
    assert done.returncode == 0, done.stderr
    life.goes("x", "Agencies and court ▸")
    life.turns("differences 2")
    life.desk.do("", "another amount", "only theirs")
    life.desk.do("+", "another amount")
    life.desk.do("+", "Incasso Noord B.V.")
    life.desk.do("\r", "▸ differences 1")
    life.desk.do("+", "only theirs")
    life.desk.do("-", "Note")
    life.desk.do("not ours\r", "▸ differences 0")


def paid_to_us(life: Placed) -> None:
    """What is paid to us directly is told to the agency by letter."""
    life.opens("Agency")
    life.desk.do("Pp", "Payment received")
    life.desk.do("\t350", "principal")
    life.until("\r", lambda: len(life.card.untold) == 1, "the agency is to hear of it")
    life.opens("Agency")
    life.desk.do("", "paid to us and not passed on yet")
    life.desk.do("Xd", "Paid to us")
    life.desk.do("\r", "nothing stops the letter")
    life.until("+", lambda: life.value("SELECT count(*) FROM letter WHERE kind = 'agency_message'") == 1, "written")
    life.sends()
    assert not life.card.untold


def recalled(life: Placed) -> None:
    """It comes back for what that costs, which is told before it is announced, and reconciles."""
    life.opens("Agency")
    life.desk.do("Xt", "Recall costs €", "Final statement by")
    life.desk.do("\t\tthe debtor pays us himself", "the debtor pays us himself")
    life.comes_to("\r", S.RECALL_ANNOUNCED)
    life.happens("recalled", S.RECALLED)
    life.desk.do("", "recalled")
    life.happens("reconciled", S.RECONCILED)
    assert life.value("SELECT placed FROM claim WHERE case_id = ?", life.case[0]) == 0


def bailiff(life: Placed) -> None:
    life.goes("x", "Agencies and court ▸")
    life.desk.do("E", "New agency, bailiff or lawyer")
    life.desk.do(f"Deurwaarder Snel\tbail\t30\t\tmw. Snel\t\t\t\t{ADDRESS}")
    life.until("\r", lambda: life.value("SELECT count(*) FROM agency") == 1, "he is to be registered")


def decided(life: Placed) -> None:
    """A sheet is made of what is known, decided on by the lead, and what is attached before the main claim."""
    life.opens("Court")
    life.desk.do("Tg", "Advice on going to court")
    life.desk.do("\tabc", "whole percentage from 0 to 100")
    life.desk.do("\x1580\t60\t\t\tgo\tthe papers are strong", "expected net")
    life.until("\r", lambda: len(life.court.decisions) == 1, "it is to be decided")
    life.desk.do("Tc", "Begin a proceeding", "Not assessed because")
    life.desk.do("\tRechtbank Amsterdam\tC/13/1\tdeur\t\tthe account may be emptied")
    life.until("\r", lambda: len(life.court.proceedings) == 1, "it is to be begun")
    life.occurs("Conservatory", "leave", ago(40), "\t14")
    life.occurs("Conservatory", "cons", ago(38))
    life.desk.do("", f"by {said(ago(24))}")


def judged(life: Placed) -> None:
    """The main claim is brought in time; a docket date is corrected; the judgment awards a part and is served."""
    life.desk.do("Tn", "Begin a proceeding", "Not assessed because")
    life.desk.do("kanton\tRechtbank Amsterdam\t123 CV 26-1\t\t\tno time for it")
    life.until("\r", lambda: len(life.court.proceedings) == 2, "it is to be begun")
    life.occurs("Kantonrechter", "summ", ago(26))
    life.occurs("Conservatory", "main", ago(26))
    life.occurs("Kantonrechter", "docket", ago(5))
    life.picks("Kantonrechter", "done what a day asked")
    life.desk.do("d", "Done on")
    events = "SELECT count(*) FROM court_event"
    known = life.value(events)
    life.until("\r", lambda: life.value(events) > known, "it is to be done")
    life.picks("Kantonrechter", "correct an event")
    life.desk.do("w", "Correct · ")
    life.desk.do(life.key_of("docket date"), "Reason")
    life.desk.do(f"\x15{day(ago(7))}\t\tread wrongly", f"becomes {said(ago(7))}", "that is too late then")
    known = life.value(events)
    life.until("\r", lambda: life.value(events) > known, "it is to be corrected")
    life.picks("Kantonrechter", "record a judgment or settlement")
    life.desk.do("t", "Title · ")
    life.desk.do(f"judg\t\x15{day(ago(4))}\t\t\t\x155000,00\t\x15559", "€559.00")
    life.until("\r", lambda: len(life.court.titles) == 1, "it is to be given")
    life.desk.do("", "asked €5,870.00, awarded €5,000.00", "rejected €870.00")
    life.occurs("Judgment", "served", ago(3))


def enforced(life: Placed) -> None:
    """What a third party owes is attached; he is to say what that is, and it brings something."""
    life.opens("Court")
    life.picks("Judgment", "measure:")
    life.desk.do("m", "Measure · ")
    life.desk.do("garn\t\tdeur\tVerzekeraar N.V.", "Third party")
    life.until("\r", lambda: len(life.court.measures) == 1, "it is to be taken")
    life.desk.do("", "Statement due")
    life.picks("Garnishment", "Outcome")
    life.desk.do(f"\t\t\t\t{day(TODAY)}\t\t\t\x1595\t\x1595\tproc", "proceeds")
    life.until("\r", lambda: life.court.measures[0].row.cost == 95_00, "its outcome is to be kept")
    life.goes("x", "Agencies and court ▸")
    life.turns("titles")
    life.desk.do("", "idle for a year")
