"""All that is kept of a person as one file: complete, without what is of others, recorded, and the same each time."""

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from casebook.domain.documents import Direction, DocumentKind
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import InputError
from casebook.jobs import person_export
from casebook.jobs.documents import Scan, kept
from casebook.store import tables
from casebook.store.actions.contacts import AddContact, AddNote
from casebook.store.actions.documents import Description
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.people import AddPerson
from casebook.store.database import Database
from casebook.store.models import every
from casebook.store.models.cases import Channel, Outcome
from casebook.store.models.claims import Relation
from casebook.store.models.people import Role
from casebook.store.queries.person_data.knowing import known
from casebook.store.queries.person_data.portions import LEFT_OUT, PORTIONS
from casebook.store.queries.person_data.reading import given_columns, read
from casebook.store.queries.person_data.which import meant
from casebook.store.transaction import Actor
from tests.databases import Databases
from tests.jobs.outbox.letters import Office
from tests.store.actions.desk import TODAY
from tests.store.actions.refusal import refused
from tests.store.queries.played import played

OTHER = "Zwaantje Onderdelinden"


@pytest.fixture
def office(database: Database, actor: Actor) -> Office:
    return Office(database, actor)


class Zip(ZipFile):
    """An export, read: pages and data as text."""

    def __init__(self, path: Path, done: person_export.Exported) -> None:
        super().__init__(path)
        self.done, self.path = done, path

    def text(self, *, judged: bool) -> str:
        """Return all text of it, with or without the folder that somebody has to judge."""
        names = [one for one in self.namelist() if one.startswith("te-beoordelen/") is judged]
        return "\n".join(self.read(one).decode("utf-8", "replace") for one in names)

    def rows(self, table: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(self.read(f"data/{table}.json"))
        return found


def written(office: Office, path: Path, *, party: int | None = None, language: str = "nl", apart: bool = False) -> Zip:
    asked = person_export.Asked(office.actor, TODAY, party or office.desk.debtor, language)
    return Zip(path, person_export.write_to(office.database, asked, path, apart=apart))


def add(office: Office, name: str, content: bytes, about: Description) -> None:
    office.desk.act(replace(kept(office.database, office.desk.case, Scan(name, "text/plain", content)), about=about))


def two_in_one_case(office: Office) -> int:
    """Let somebody else be liable in the case, and be dealt with and written about there."""
    desk = office.desk
    claim = desk.claim("7001", 10_000)
    other = desk.party(OTHER)
    office.post.reached_at(other, "zwaantje@elders.example")
    desk.act(AddLiability(claim, Liable(other, Relation.JOINT)))
    desk.act(AddContact(desk.case, desk.debtor, TODAY, Channel.PHONE, Outcome.INFORMED, text="hij belt terug"))
    desk.act(AddContact(desk.case, desk.debtor, TODAY, Channel.MAIL, Outcome.INFORMED, text=f"{OTHER} betaalt niet"))
    desk.act(AddContact(desk.case, other, TODAY, Channel.PHONE, Outcome.INFORMED, text="zij is gescheiden"))
    desk.act(AddNote(desk.case, "strategie: eerst beslag"))
    desk.pay(1_000, payer_id=other, payer_name=OTHER, iban="NL20INGB0001234567")
    return other


def test_every_table_is_given_or_left_out_for_a_reason() -> None:
    given = {portion.model for portion in PORTIONS}
    assert given & LEFT_OUT.keys() == set()
    assert {tables.of(model).name for model in every.FACTS if model not in given | LEFT_OUT.keys()} == set()


def test_what_leads_to_a_person_leads_there_in_every_table() -> None:
    """A table with a column that names a party is looked for by it, or by what it belongs to."""
    for portion in PORTIONS:
        columns = set(tables.of(portion.model).columns)
        assert {column for column, _ in portion.of} <= columns
        assert {*portion.blanked, *portion.apart} <= set(given_columns(portion))
        if "party_id" in columns and not portion.judge:
            assert {"party_id", "id", "case_id"} & {column for column, _ in portion.of}, portion.model


def test_all_that_ever_happened_is_given_to_somebody(databases: Databases, tmp_path: Path) -> None:
    play = played(databases)
    book, database = play.book, play.database
    asked = person_export.Asked(book.actor, TODAY, book.debtor, "nl")
    found = Zip(tmp_path / "alles.zip", person_export.write_to(database, asked, tmp_path / "alles.zip"))
    names = set(found.namelist())
    some = ("party", "cases", "claim", "ledger_entry", "payment", "dispute", "assessment", "vulnerability")
    assert {f"data/{name}.json" for name in some} <= names
    index = found.read("index.html").decode()
    assert all(f'href="{name}"' in index for name in names if name.endswith(".html") and name != "index.html")
    assert "{" not in index.partition("</style>")[2]
    reached: set[str] = set()
    for (party_id,) in database.fetch("SELECT id FROM party"):
        reached |= {one.table for one in read(database, known(database, party_id)) if one.rows or one.kept_back}
    filled = {tables.of(one.model).name for one in PORTIONS}
    filled = {name for name in filled if database.value(f'SELECT 1 FROM "{name}" LIMIT 1')}
    assert filled - reached == set()


def test_what_is_of_others_is_not_in_it_but_for_somebody_to_judge(office: Office, tmp_path: Path) -> None:
    two_in_one_case(office)
    found = written(office, tmp_path / "een.zip")
    given, judged = found.text(judged=False), found.text(judged=True)
    for secret in (OTHER, "Onderdelinden", "zwaantje@elders", "gescheiden", "strategie", "NL20INGB0001234567"):
        assert secret not in given
    for told in ("hij belt terug", "7001"):
        assert told in given
    for told in (f"{OTHER} betaalt niet", f"<td>{OTHER}</td>", "gescheiden", "strategie: eerst beslag"):
        assert told in judged
    in_english = written(office, tmp_path / "two.zip", language="en")
    assert {"to-be-judged/index.html", "who.html", "logic.html"} <= set(in_english.namelist())
    assert "Your data · Van Dam Bouw" in in_english.read("index.html").decode()
    assert "te-beoordelen/index.html" in found.read("index.html").decode()
    (payment,) = found.rows("payment")
    assert (payment["cents"], payment["payer_name"], payment["payer_id"], payment["iban"]) == (1_000, None, None, None)


def test_what_goes_out_has_nothing_that_somebody_has_to_judge(office: Office, tmp_path: Path) -> None:
    two_in_one_case(office)
    found = written(office, tmp_path / "een.zip", apart=True)
    assert found.text(judged=True) == ""
    assert OTHER not in found.text(judged=False)
    assert f"{found.done.to_judge} stukken zijn niet meegegeven" in found.read("index.html").decode()


def test_who_is_liable_beside_the_debtor_gets_what_is_his(office: Office, tmp_path: Path) -> None:
    other = two_in_one_case(office)
    found = written(office, tmp_path / "een.zip", party=other)
    given = found.text(judged=False)
    assert [one["number"] for one in found.rows("claim")] == ["7001"]
    assert "zij is gescheiden" in given
    for secret in ("Van Dam Bouw", "hij belt terug", "strategie"):
        assert secret not in given
    assert "data/cases.json" not in found.namelist()


def test_documents_are_given_that_are_from_him_or_to_him(office: Office, tmp_path: Path) -> None:
    his = Description(DocumentKind.MAIL, TODAY, Direction.INCOMING, "Van Dam Bouw")
    add(office, "../../van hem.txt", b"zijn brief", his)
    add(office, "<script>.txt", b"van wie?", Description())
    add(office, "advies.txt", b"ons advies", Description(DocumentKind.OTHER, TODAY, Direction.OWN, "mr. X"))
    letter = office.released(DispatchWay.ORDINARY, name="Een ander")
    found = written(office, tmp_path / "een.zip")
    documents = {one: found.read(one) for one in found.namelist() if one.startswith("documents/")}
    assert list(documents.values()) == [b"zijn brief"]
    judged = [found.read(one) for one in found.namelist() if one.startswith("te-beoordelen/0")]
    assert sorted(judged) == [b"ons advies", b"van wie?"]
    assert all(".." not in one and one.isascii() for one in found.namelist())
    assert "<script>." not in found.text(judged=True)
    assert letter


def test_the_same_state_gives_the_same_bytes_and_each_export_is_recorded(office: Office, tmp_path: Path) -> None:
    two_in_one_case(office)
    one, two = written(office, tmp_path / "een.zip"), written(office, tmp_path / "twee.zip")
    assert one.path.read_bytes() == two.path.read_bytes()
    person_export.keep(
        office.database, person_export.Asked(office.actor, TODAY, office.desk.debtor, "nl"), office.desk.case
    )
    three = written(office, tmp_path / "drie.zip")
    assert three.path.read_bytes() == one.path.read_bytes()
    digest = sha256(one.path.read_bytes()).hexdigest()
    recorded = office.database.fetch(
        "SELECT party_id, person_id, sha256, to_judge FROM person_export WHERE judged_apart = 0"
    )
    assert recorded == [(office.desk.debtor, office.actor.person, digest, one.done.to_judge)] * 3


def test_only_a_lead_or_who_handles_his_case_gets_one(office: Office, tmp_path: Path) -> None:
    handler = office.actor._replace(roles=frozenset({Role.HANDLER}))
    asked = person_export.Asked(handler, TODAY, office.desk.debtor, "nl")
    person_export.write_to(office.database, asked, tmp_path / "een.zip")
    colleague = office.desk.act(AddPerson("k.ander", "K. Ander"))
    stranger = asked._replace(actor=handler._replace(person=colleague))
    refused(
        "person_export.not_yours",
        lambda path: person_export.write_to(office.database, stranger, path),
        tmp_path / "twee.zip",
    )
    lead = asked._replace(actor=stranger.actor._replace(roles=frozenset({Role.LEAD, Role.HANDLER})))
    person_export.write_to(office.database, lead, tmp_path / "drie.zip")
    with pytest.raises(InputError):
        person_export.write_to(office.database, lead, tmp_path / "drie.zip")
    assert sorted(one.name for one in tmp_path.iterdir() if "zip" in one.name) == ["drie.zip", "een.zip"]


def test_a_party_may_be_meant_by_number_id_or_name(office: Office) -> None:
    number = office.database.value("SELECT number FROM cases WHERE id = ?", (office.desk.case,))
    for text in (number, str(office.desk.debtor), " Van Dam Bouw "):
        assert [one.party_id for one in meant(office.database, text)] == [office.desk.debtor]
    office.desk.party("Van Dam Bouw")
    assert len(meant(office.database, "Van Dam Bouw")) == 2
    assert meant(office.database, "") == []
    added = office.desk.act(AddParty(PartyFacts("Anna de Wit")))
    assert [one.party_id for one in meant(office.database, "anna DE wit")] == [added]
