"""What leads are late with is told on Today and on Team, and to nobody else on Today."""

from datetime import timedelta

from casebook.domain.closing import month_before, month_end, month_of
from casebook.store.actions.month_closing import CloseMonth
from casebook.store.models.people import Role
from casebook.store.perform import perform
from tests.databases import TODAY
from tests.sample import Office
from tests.store.queries.played_closing import accepted
from tests.ui.screen import SMALL, session


async def test_a_late_review_and_a_month_left_open_are_told_to_a_lead(office: Office) -> None:
    database = office.database
    long_ago = TODAY - timedelta(20)
    database.execute("UPDATE cases SET opened_on = ?, version = version + 1", (long_ago,))
    creditor, code = database.fetch("SELECT id, code FROM creditor ORDER BY id LIMIT 1")[0]
    september = month_before(month_before(month_of(TODAY)))
    close = CloseMonth(creditor, september, accepted(database, creditor, september, TODAY))
    perform(database, office.actor, TODAY, close)
    october = month_end(month_before(month_of(TODAY)))
    late = f"de maand t/m {october:%d-%m-%Y} van {code} is niet afgesloten"
    said = f"Verlopend: beoordeling 13 dagen te laat · {late}"
    async with session(*office, size=SMALL) as screen:
        assert said in " ".join(screen.text.split())
        await screen.press("g", "t")
        assert said in " ".join(screen.text.split())
    handler = office.actor._replace(roles=frozenset({Role.HANDLER}))
    async with session(database, handler, size=SMALL) as screen:
        assert not screen.shows("te laat")
        assert not screen.shows("is niet afgesloten")
