"""The digest of a week: two pages without names, to leads only, and once."""

from datetime import date, timedelta

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest

from casebook.domain.filter.parse import parse
from casebook.errors import InputError, Refused, SettingsError
from casebook.jobs.figures import digest
from casebook.jobs.outbox.digests import Which, send_digest
from casebook.store.actions.people import AddPerson
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import cases
from casebook.store.queries.digests import leads, was_mailed
from casebook.store.queries.figures.week import MOST_NAMED, monday_of, week
from casebook.store.queries.narrowing import Narrowing
from casebook.store.transaction import Actor
from tests.channels.server import Taken, free_port, serving
from tests.databases import TODAY
from tests.jobs.outbox.letters import settings
from tests.sample import Office

MONDAY = date(2026, 11, 16)


def mailed_to(database: Database, actor: Actor, *mails: str) -> None:
    database.execute("UPDATE person SET mail = '', version = version + 1")
    for number, mail in enumerate(mails):
        perform(database, actor, TODAY, AddPerson(f"lead{number}", f"Lead {number}", (Role.LEAD,), mail=mail))


def said(content: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(content)]


def test_two_pages_the_same_for_the_same_week(office: Office) -> None:
    found = week(office.database, TODAY)
    content = digest.pdf(office.database, found, "nl")
    assert content == digest.pdf(office.database, week(office.database, TODAY), "nl")
    assert len(said(content)) == 2
    assert (found.monday, found.sunday, found.before) == (MONDAY, MONDAY + timedelta(6), None)


def test_what_is_red_is_what_its_filter_leaves(office: Office) -> None:
    found = week(office.database, TODAY)
    assert found.standing.red > 0
    for language in ("nl", "en"):
        opens = next(digest.numbers(found, language)).opens
        text = opens.partition("/ ")[2]
        parsed = parse(text, TODAY, office.database.law.holidays)
        assert parsed.troubles == ()
        listing = cases.cases(office.database, narrowing=Narrowing(terms=parsed.terms, day=TODAY))
        assert listing.count(office.database).number == found.standing.red
    assert len(found.red) == min(found.standing.red, MOST_NAMED)


def test_nobody_is_named_in_it(office: Office) -> None:
    found = week(office.database, TODAY)
    everything = " ".join([*said(digest.pdf(office.database, found, "nl")), digest.text(found, "nl")])
    names = [name for (name,) in office.database.fetch("SELECT name FROM party UNION SELECT name FROM person")]
    own = {name for (name,) in office.database.fetch("SELECT name FROM office")}
    assert [name for name in names if name in everything and name not in own] == []
    assert found.red[0].number in everything


def test_it_goes_to_leads_and_once(office: Office) -> None:
    database, actor = office
    mailed_to(database, actor, "a@voorbeeld.nl", "", "geen adres")
    taken = Taken()
    with serving(taken) as port:
        told = send_digest(database, actor, TODAY, settings(port))
        assert (told.sent, told.failed) == (1, ())
        assert {"Lead 1", "Lead 2"} <= set(told.without_mail)
        with pytest.raises(Refused) as refused:
            send_digest(database, actor, TODAY, settings(port))
        assert refused.value.code == "digest.mailed_already"
        assert send_digest(database, actor, TODAY, settings(port), Which(again=True)).sent == 1
    assert [to for to, _ in taken.mails] == ["a@voorbeeld.nl"] * 2
    text, page = taken.messages()[0].iter_parts()
    assert "Rood" in text.get_content()
    assert page.get_content().startswith(b"%PDF-")
    assert page.get_filename() == "weekbrief-2026-47.pdf"
    later = week(database, TODAY + timedelta(7))
    assert (later.before_on, later.before) == (MONDAY, week(database, TODAY).standing)


def test_a_lead_that_the_server_refuses_is_told(office: Office) -> None:
    database, actor = office
    mailed_to(database, actor, "a@voorbeeld.nl", "b@voorbeeld.nl")
    taken = Taken()
    taken.to["a@voorbeeld.nl"] = "550 no such user"
    with serving(taken) as port:
        told = send_digest(database, actor, TODAY, settings(port))
    assert (told.sent, [name for name, *_ in told.failed]) == (1, ["Lead 0"])


def test_without_a_way_out_nothing_is_recorded(office: Office) -> None:
    database, actor = office
    with pytest.raises(SettingsError):
        send_digest(database, actor, TODAY, settings())
    mailed_to(database, actor)
    with pytest.raises(Refused) as refused:
        send_digest(database, actor, TODAY, settings(free_port()))
    assert refused.value.code == "digest.nobody"
    mailed_to(database, actor, "a@voorbeeld.nl")
    with pytest.raises(InputError):
        send_digest(database, actor, TODAY, settings(free_port()))
    assert not was_mailed(database, monday_of(TODAY))
    assert [one.mail for one in leads(database, TODAY) if one.mail] == ["a@voorbeeld.nl"]
