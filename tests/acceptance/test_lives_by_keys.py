"""The lives of proceedings on the sample office on PostgreSQL, by the keyboard alone: from the letter to the end."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from casebook.domain.insolvency.rules import Effect
from casebook.domain.insolvency.standing import Stage
from tests.acceptance.conftest import Book
from tests.acceptance.debtor import BACK, TODAY, day, session
from tests.acceptance.proceeding import Life

# When each began that is told of today, and one that began so long ago that it is about to end.
BEGAN, LONG_AGO = TODAY - timedelta(days=20), TODAY - timedelta(days=600)
PLACE = "Kade\t5\t1011 AB\tAmsterdam"
RIGHT = "\x1b[C"
PREPARED = "SELECT count(*) FROM letter WHERE kind = 'retention_of_title'"


@pytest.fixture
def life(served: Book) -> Iterator[Callable[[str], Life]]:
    """What makes the life of a debtor of the sample office, all in one session."""
    with session(served) as (desk, database):
        yield lambda name: Life(desk, database, name)


def test_proceedings_of_companies(life: Callable[[str], Life]) -> None:
    bankruptcy(life("Tuinderij Poldervaart B.V."))
    suspension(life("Garage Lammerink B.V."))
    secured(life("Zwemparadijs Waterwolf B.V."))
    declared(life("Tuinderij Rietveen B.V."))


def test_proceedings_of_people(life: Callable[[str], Life]) -> None:
    clean_slate(life("F. Wolters"))
    no_clean_slate(life("H.J. Schaap"))
    counselling(life("L.E. Verbeek"))


def bankruptcy(life: Life) -> None:
    """Filed by letter, the trustee answered, recognised, paid in part; then the company is no more."""
    life.begins("bank", f"F.13/26/140\t{day(BEGAN)}\tmr. X. Curator\t{PLACE}", Stage.CONFIRMED)
    life.unwinds(Stage.CUT)
    life.files(Stage.FILED)
    life.asked("bal")
    life.answers("Antwoord op uw bericht")
    life.opens()
    life.desk.do("Ia", "answer to the filing")
    life.desk.do("prov", "provisionally recognised")
    life.comes_to("\r", Stage.RECOGNISED)
    life.desk.do("Ia", "answer to the filing")
    life.desk.do("distr\t\t12.5", "12.5")
    life.comes_to("\r", Stage.DISTRIBUTION_LIST)
    (position,) = life.cards[-1].filing.positions
    life.desk.do("Id", "Received on")
    life.comes_to("\r", Stage.DISTRIBUTED)
    assert life.cards[-1].filing.positions[0].received == position.expected
    life.ends("final", Effect.CEASED)
    life.lets_go()
    life.desk.do("Ik", "settle the VAT")
    life.desk.do("vz", "Certain since")
    life.desk.do("\t\tthe trustee says so", "the trustee says so")
    certain = "SELECT count(*) FROM vat_certainty"
    life.desk.settled()
    life.until("\r", lambda: life.value(certain) == 1, "the VAT is to be certain")
    life.closes("unc")


def suspension(life: Life) -> None:
    """One thread: what goes on as a bankruptcy is unwound and filed there."""
    life.begins("susp", f"S.13/26/7\t{day(BEGAN)}\t\tmr. A. Admin\t{PLACE}", Stage.CONFIRMED)
    life.unwinds(Stage.CUT)
    life.desk.do("Io", "Goes on as", "bankruptcy")
    life.desk.do("\tF.13/26/150\t", "F.13/26/150")
    life.desk.do("\r", "who acts", "trustee (curator)")
    life.desk.do("\tmr. A. Admin\t", "mr. A. Admin")
    life.desk.do("\r", "is this the same?")
    life.comes_to("1", Stage.CONVERTED, Stage.CONFIRMED)
    # What runs is told first.
    life.desk.settled()
    assert life.desk.screen.lines[4].startswith(" Bankruptcy")
    life.desk.do("I1u", "unwind the cases after bankruptcy")
    life.comes_to("\r", Stage.CONVERTED, Stage.CUT)
    life.desk.do("I1f", "Claim filing", "F.13/26/150")
    life.desk.do("\r", "nothing stops the letter")
    life.desk.do("+", "Release", "Goes along: specificatie-")
    life.desk.do("\r", "the letter is still in the outbox")
    life.sends()
    assert life.stages == [Stage.CONVERTED, Stage.FILED]


def clean_slate(life: Life) -> None:
    """What was filed and not paid is not asked any more."""
    life.begins("stat", f"R.13/25/21\t{day(LONG_AGO)}\t\tmr. B. Bewind\t{PLACE}", Stage.CONFIRMED)
    life.unwinds(Stage.CUT)
    life.files(Stage.FILED)
    life.ends("clean", Effect.UNENFORCEABLE)
    life.lets_go()


def no_clean_slate(life: Life) -> None:
    """The claim revives; the hold of the proceeding is lifted, and a letter interrupts."""
    life.begins("stat", f"R.13/25/22\t{day(LONG_AGO)}\t\tmr. B. Bewind", Stage.CONFIRMED)
    life.unwinds(Stage.CUT)
    life.ends("without", Effect.REVIVES)
    life.desk.do("Ik", "claim revives", "lift or change the hold")
    life.desk.do("h1", "lift")
    held = "SELECT count(*) FROM hold WHERE lifted_on IS NULL AND debtor_id = ?"
    life.until("l", lambda: not life.value(held, life.case[1]), "the hold is to be lifted")
    life.desk.do("Ik", "write the letter that interrupts")
    life.desk.do("w\r", "nothing stops the letter", "Stuiting van de verjaring")
    life.desk.do(BACK)
    life.desk.do(BACK, "▸Insolvency")


def counselling(life: Life) -> None:
    """No data before the authority was seen; a balance, a proposal, a vote, a scheme, the rest remitted."""
    life.begins("debt", f"Kredietbank\t{PLACE}", Stage.NOTIFIED)
    life.asked("bal")
    life.answers("Antwoord op uw bericht", unseen=True)
    assert life.stages == [Stage.BALANCE_ANSWERED]
    life.opens()
    life.asked("prop", "med\t60")
    life.goes("r", "Requests ▸ open (1)")
    life.desk.do("As", "Percentage offered")
    life.desk.do("\t20\tin\t\tmore than expected", "High risk of a forced settlement (Fw 287a)")
    life.until("\r", lambda: life.value("SELECT max(in_favour) FROM insolvency_request") == 1, "voted")
    life.answers("wij stemmen voor")
    assert life.stages == [Stage.ACCEPTED]
    life.opens()
    life.happens("scheme", Stage.RUNNING)
    owed = sum(one.open.total for one in life.sheets)
    life.desk.do("Pp", "Payment received")
    life.desk.do(f"\t{owed * 60 // 100 / 100:.2f}", "principal")
    life.until("\r", lambda: sum(one.open.total for one in life.sheets) < owed, "paid")
    life.ends("discharged", Effect.DISCHARGED)
    life.desk.do("Ik", "remit the rest")
    life.desk.do("m", "VAT route")
    life.desk.do(RIGHT, "remitted")
    life.until("\r", lambda: not any(one.open.total for one in life.sheets), "the rest is to be remitted")
    life.closes("rem")


def secured(life: Life) -> None:
    """Retention of title: registered, invoked with the trustee by letter, and what it brought in."""
    stage = "SELECT kind FROM security_event ORDER BY id DESC"
    life.opens()
    life.desk.do("Sn", "New security")
    life.desk.do("ret\tpumps\t5000", "retention of title", "pumps")
    registered = "SELECT count(*) FROM security WHERE name = 'pumps'"
    life.until("\r", lambda: life.value(registered) == 1, "it is to be registered")
    life.desk.do("Sb", "Retention-of-title notice")
    life.desk.do("1", "pumps")
    life.desk.do("\r", "nothing stops the letter", "Beroep op ons eigendomsvoorbehoud")
    life.until("+", lambda: life.value(PREPARED) == 1, "it is to be prepared")
    life.sends()
    life.opens()
    life.desk.do("Si", "Invoked", "pumps")
    life.until("\r", lambda: life.value(stage) == "invoked", "it is to be invoked")
    life.desk.do("So", "Received on")
    life.desk.do("\t2500", "kept apart because of insolvency")
    life.until("\r", lambda: life.value(stage) == "realised", "it is to be booked")


def declared(life: Life) -> None:
    """A return of VAT is locked with what is in it, and marked as declared."""
    life.goes("b", "VAT")
    locked = "SELECT count(*) FROM vat_list"
    life.desk.do("+", "together")
    life.until("\r", lambda: life.value(locked) == 1, "it is to be locked")
    life.desk.do("+", "Declared on")
    life.until("\r", lambda: life.value(f"{locked} WHERE filed_on IS NOT NULL") == 1, "it is to be declared")
