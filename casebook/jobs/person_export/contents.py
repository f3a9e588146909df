"""What is in an export of a person: its pages, his data to be read by machine, and his documents, as one zip."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import groupby
from pathlib import PurePath
from typing import Any, NamedTuple
from zipfile import ZipFile

from casebook.jobs.dossier.packing import put, safe_name
from casebook.jobs.dossier.page import Code, Link, Page, Part, html
from casebook.jobs.originals import original
from casebook.jobs.person_export.files import FileOf, files
from casebook.jobs.person_export.pages import Writer, balance_parts, logic_page, queue_parts, subject_page
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store import tables
from casebook.store.database import Database
from casebook.store.queries.person_data.knowing import Known, known
from casebook.store.queries.person_data.portions import LEFT_OUT, Subject
from casebook.store.queries.person_data.reading import KeptBack, read
from casebook.store.queries.person_data.recipients import Recipient, RecipientKind, controllers, recipients
from casebook.store.queries.readings import of_person
from casebook.store.transaction import Actor
from casebook.words import LANGUAGES, say

_FILES = (
    Column("number", "dossier.number", Kind.NUMBER),
    Column("on", "dossier.day", Kind.DAY),
    Column("direction", "documents.direction", Kind.WORD),
    Column("kind", "documents.kind", Kind.WORD),
    Column("name", "documents.called"),
    Column("file", "dossier.file"),
    Column("sha256", "dossier.sha256"),
)
_JUDGED = (*_FILES, Column("why", "person_data.why"))
_RECIPIENTS = (
    Column("kind", "person_data.recipient", Kind.WORD),
    Column("name", "documents.who"),
    Column("since", "person_data.first_day", Kind.DAY),
    Column("until", "person_data.last_day", Kind.DAY),
)
_LOOKED = (
    Column("day", "dossier.day", Kind.DAY),
    Column("kind", "person_data.looked_how", Kind.WORD),
    Column("times", "person_data.times", Kind.NUMBER),
)
_OMITTED = (Column("what", "dossier.what"), Column("why", "person_data.why"))
# What is said of it in words.
_SAID_BEFORE = frozenset({"person_data.of_house", "person_data.of_colleagues"})
_RIGHTS = ("rectify", "erase", "restrict", "object", "carry", "human", "complain")


class _Listed(NamedTuple):
    """A document in the export: its number and file, and the digest of that; no file where its bytes are gone."""

    number: int
    one: FileOf
    file: str
    digest: str


class Asked(NamedTuple):
    """Who makes an export, on which day, of which party, in which language where that has none of its own."""

    actor: Actor
    day: date
    party_id: int
    language: str


def language_of(person: Known, language: str) -> str:
    """Return the language of a person, else the one that is given."""
    return person.person.language if person.person.language in LANGUAGES else language


class Contents:
    """An export while it is written."""

    def __init__(self, database: Database, asked: Asked, packed: ZipFile, *, apart: bool) -> None:
        self._database, self._asked, self._packed, self._apart = database, asked, packed, apart
        self._person = known(database, asked.party_id)
        self._language = language_of(self._person, asked.language)
        self._writer = Writer(database, self._person, self._language)
        self._folder = self._say("person_data.folder_judge")

    def write(self) -> int:
        """Write it file by file, and return how much of it somebody has to judge."""
        pages: list[Page] = []
        back: list[KeptBack] = []
        for subject, some in groupby(read(self._database, self._person), key=lambda one: one.portion.subject):
            parts: list[Part] = []
            if subject is Subject.MONEY:
                parts += balance_parts(self._database, self._person, self._asked.day, self._writer)
            for found in some:
                parts += self._writer.parts(found)
                back += found.kept_back
                if found.rows:
                    self._json(f"data/{found.table}.json", found.rows)
            pages.append(self._page(subject_page(subject, parts, self._language)))
        logic = logic_page(self._database, self._person, self._asked.day, self._writer)
        pages.append(self._page(logic))
        listed = list(self._files())
        given = [one for one in listed if not one.one.why]
        judged = [one for one in listed if one.one.why]
        queue = list(queue_parts(self._database, self._person, self._asked.day, self._writer))
        if not self._apart:
            self._judge(back, judged, queue)
        to_judge = len(back) + len(judged) + len(queue)
        told = recipients(self._database, self._person)
        self._json("data/index.json", self._index_data(given, told, to_judge))
        self._page(self._index(pages, given, told, to_judge))
        return to_judge

    def _say(self, code: str, **parameters: object) -> str:
        return say(code, parameters, self._language)

    def _page(self, page: Page) -> Page:
        put(self._packed, page.file, html(page, self._language).encode())
        return page

    def _json(self, name: str, value: Any) -> None:
        put(self._packed, name, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())

    def _files(self) -> Iterator[_Listed]:
        """Put each document that is given in the zip, those to be judged in a folder of their own, one at a time."""
        for number, one in enumerate(files(self._database, self._person), 1):
            left_out = bool(one.why) and self._apart
            found = None if left_out else original(self._database, one.row)
            if found is None:
                yield _Listed(number, one, "", "")
                continue
            folder = self._folder if one.why else "documents"
            name = f"{folder}/{number:03}-{safe_name(one.row)}"
            put(self._packed, name, found.content)
            yield _Listed(number, one, name, sha256(found.content).hexdigest())

    def _judge(self, back: Sequence[KeptBack], judged: Sequence[_Listed], queue: Sequence[Part]) -> None:
        """Put what somebody has to judge in its folder: nothing of it stands anywhere else."""
        if not back and not judged and not queue:
            return
        parts = [Part("", [self._say("person_data.judge_about")])]
        if judged:
            rows = [(*self._file_row(one, self._folder), self._say(one.one.why)) for one in judged]
            parts.append(Part(self._say("documents.list"), (), Sheet(_JUDGED, rows)))
        parts += [*(self._writer.kept_back(one) for one in back), *queue]
        title = self._say("person_data.judge_title")
        self._page(Page(f"{self._folder}/index.html", title, parts))

    def _index(self, pages: Sequence[Page], given: Sequence[_Listed], told: Sequence[Recipient], to_judge: int) -> Page:
        person, day = self._person.person, self._asked.day
        keeping = self._database.law.defaults.records.applied(day)
        links = [(Link(one.file, one.title),) for one in pages]
        shown = [(f"recipient_{one.kind}", self._recipient(one), one.since_on, one.until_on) for one in told]
        kept = self._say("person_data.kept", term=keeping.value, source=keeping.source)
        return Page(
            "index.html",
            self._say("person_data.title", name=person.name),
            [
                Part("", [self._say("person_data.about", name=person.name, day=day), *self._controllers()]),
                Part(self._say("dossier.pages"), (), Sheet((Column("page", "dossier.page"),), links)),
                Part(
                    self._say("documents.list"),
                    (),
                    Sheet(_FILES, [self._file_row(one) for one in given]),
                ),
                *self._to_judge(to_judge),
                Part(self._say("person_data.purpose_title"), [self._say("person_data.purpose")]),
                Part(
                    self._say("person_data.recipients_title"),
                    [self._say("person_data.recipients_about" if told else "person_data.no_recipients")],
                    Sheet(_RECIPIENTS, shown),
                ),
                Part(self._say("person_data.origin_title"), [self._say("person_data.origin")]),
                Part(self._say("person_data.kept_title"), [kept, self._say("person_data.kept_agreed")]),
                Part(self._say("person_data.rights_title"), [self._say(f"person_data.right_{one}") for one in _RIGHTS]),
                self._looked(),
                Part(
                    self._say("person_data.left_out_title"),
                    [self._say("person_data.others")],
                    Sheet(_OMITTED, self._omitted()),
                ),
            ],
        )

    def _looked(self) -> Part:
        """Return when and how his data were looked at; who did it is of the house."""
        found = of_person(self._database, self._asked.party_id)
        self._json("data/readings.json", [one._asdict() | {"day": one.day.isoformat()} for one in found])
        about = self._say("person_data.looked_at" if found else "person_data.not_looked_at")
        return Part(self._say("person_data.looked_at_title"), [about], Sheet(_LOOKED, found))

    def _to_judge(self, count: int) -> Iterator[Part]:
        """Yield the line on what somebody has to judge: where it is, or that it is not here."""
        if not count:
            return
        heading = self._say("person_data.judge_title")
        if self._apart:
            yield Part(heading, [self._say("person_data.judged_apart", count=count)])
            return
        link = Link(f"{self._folder}/index.html", self._folder)
        sheet = Sheet((Column("page", "dossier.page"),), [(link,)])
        yield Part(heading, [self._say("person_data.to_judge", count=count)], sheet)

    def _recipient(self, one: Recipient) -> str:
        return self._say(f"word.{one.name}") if one.kind is RecipientKind.REGISTER else one.name

    def _file_row(self, one: _Listed, beside_it: str = "") -> tuple[Any, ...]:
        row, name = one.one.row, PurePath(one.file).name
        called = self._say(f"word.letter_kind_{row.letter_kind}") if row.letter_kind else row.name
        return (
            one.number,
            row.on_day,
            f"direction_{row.direction}" if row.direction else None,
            f"document_{row.kind}" if row.kind else None,
            called,
            Link(name if beside_it else one.file, name) if one.file else self._say("dossier.gone"),
            Code(one.digest),
        )

    def _omitted(self) -> list[tuple[str, str]]:
        reasons: dict[str, list[str]] = {}
        for model, why in LEFT_OUT.items():
            if why in _SAID_BEFORE:
                continue
            reasons.setdefault(why, []).append(self._say(f"word.table_{tables.of(model).name}"))
        return [(", ".join(sorted(names)), self._say(why)) for why, names in reasons.items()]

    def _controllers(self) -> Iterator[str]:
        """Yield who is responsible for what is kept: those of us he owes."""
        names = controllers(self._database, self._person)
        if names:
            yield self._say("person_data.controllers", names=names)

    def _index_data(self, given: Sequence[_Listed], told: Sequence[Recipient], to_judge: int) -> dict[str, Any]:
        """Return the index for a machine; of what is to be judged only how much it is."""
        person = self._person.person
        return {
            "party_id": person.party_id,
            "name": person.name,
            "on": self._asked.day.isoformat(),
            "files": [
                {
                    "file": one.file or None,
                    "sha256": one.digest or None,
                    "on": None if one.one.row.on_day is None else one.one.row.on_day.isoformat(),
                    "kind": one.one.row.kind,
                    "direction": one.one.row.direction,
                }
                for one in given
            ],
            "recipients": [
                {
                    "kind": one.kind,
                    "name": one.name or None,
                    "since": None if one.since_on is None else one.since_on.isoformat(),
                    "until": None if one.until_on is None else one.until_on.isoformat(),
                }
                for one in told
            ],
            "to_judge": to_judge,
            "left_out": {tables.of(model).name: why.partition(".")[2] for model, why in LEFT_OUT.items()},
        }
