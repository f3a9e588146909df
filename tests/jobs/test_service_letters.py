"""What the letters of a suspension say, taken from its record."""

from datetime import date, timedelta

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.service import LiftGround, Sector
from casebook.jobs import service_letters
from casebook.jobs.letter_extras import Asked, proposed
from casebook.store.actions.service import (
    AnnounceSuspension,
    LiftSuspension,
    PrepareSuspension,
    ReportMunicipality,
    TakeEffect,
)
from casebook.store.database import Database
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk

K = LetterKind


def test_each_letter_says_the_days_of_the_record(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    claim = desk.claim("F-1", 10_000)
    asked = Asked(desk.case, desk.debtor, K.SUSPENSION_ANNOUNCED, TODAY)
    assert proposed(desk.database, asked).values == {}
    id_ = desk.act(PrepareSuspension(desk.case, Sector.OTHER, "het onderhoud", (claim,)))
    desk.act(ReportMunicipality(id_, 1, TODAY))
    announced = proposed(desk.database, asked)
    assert (announced.origin, announced.origin_id) == (service_letters.ORIGIN, id_)
    # Two weeks on is a Saturday: the first working day after it.
    expected = {
        "service": "het onderhoud",
        "sector": "",
        "municipality_on": TODAY,
        "takes_effect_on": date(2026, 12, 7),
    }
    assert announced.values == expected
    desk.act(AnnounceSuspension(id_, 2, TODAY - timedelta(days=20), TODAY))
    desk.act(TakeEffect(id_, 3, TODAY))
    desk.act(LiftSuspension(id_, 4, TODAY, LiftGround.PAID))
    lifted = proposed(desk.database, asked._replace(kind=K.SUSPENSION_LIFTED))
    assert lifted.values == {"service": "het onderhoud", "lifted_on": TODAY}
