"""What a caller quotes against a book of many debtors: medians over many samples, each of another debtor.

Run by hand: `PYTHONPATH=. python tests/benchmarks/search.py 1000000`, on both engines or the one named behind it. A
path behind it is a file of SQLite that is kept: it is made if there is none, and measured.
Targets at 1,000,000 debtors: what is quoted right within 100 ms, a misspelt name within 250 ms, as medians.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from casebook.domain.search import TermKind, sort_name, terms
from casebook.store import address
from casebook.store.database import Database
from casebook.store.migrations.upgrade import upgrade
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.derived import CaseNow
from casebook.store.models.limitation import LimitationEvent
from casebook.store.models.parties import Account, Address, Alias, ContactPoint, Party
from casebook.store.queries.search import find
from casebook.store.search import CASE, CLAIM, PARTY
from tests.databases import new_database, postgresql_server
from tests.store.queries.shelf import Shown, case_values, claim_values, now_values, put, shelve

SAMPLES, CHUNK = 60, 20_000
FIRST = [
    "Jan", "Piet", "Kees", "Anna", "Sophie", "Mohammed", "Fatima", "Willem", "Johanna", "Maria", "Daan", "Sem",
    "Emma", "Julia", "Bram", "Lotte", "Ahmed", "Yusuf", "Ilse", "Hendrik", "Gerrit", "Cornelis", "Elisabeth",
    "Wilhelmina", "Thomas", "Lucas", "Noah", "Eva", "Sara", "Tess", "Ruben", "Joost", "Maarten", "Marloes",
    "Femke",
]  # fmt: skip
COMMON = [
    "de Jong", "Jansen", "de Vries", "van den Berg", "van Dijk", "Bakker", "Janssen", "Visser", "Smit",
    "Meijer", "de Boer", "Mulder", "de Groot", "Bos", "Vos", "Peters", "Hendriks", "van Leeuwen", "Dekker",
    "Brouwer", "de Wit", "Dijkstra", "Smits", "de Graaf", "van der Meer", "van der Linden", "Kok", "Jacobs",
    "de Haan", "Vermeulen", "van den Heuvel", "van der Veen", "van den Broek", "de Bruijn", "de Bruin",
    "van der Heijden", "Schouten", "van Beek", "Willems", "van Vliet", "van de Ven", "Hoekstra", "Maas",
    "Verhoeven", "Koster", "van Dam", "van der Wal", "Prins", "Blom", "Huisman", "Peeters", "Kuipers",
    "van Veen", "Veenstra", "Kuiper", "Scholten", "Öztürk", "Yilmaz", "Nguyen", "Żak", "Müller", "García",
    "'t Hart", "O'Neill",
]  # fmt: skip
PARTS = [
    "ber", "den", "hof", "wou", "ter", "kam", "pels", "laar", "hui", "zen", "mol", "ver", "haag", "stra",
    "veld", "bos", "lin", "dem", "ram", "sel", "kou", "wen", "brug", "nie",
]  # fmt: skip
TRADES = [
    "Bakkerij", "Transport", "Bouwbedrijf", "Installatietechniek", "Schildersbedrijf", "Restaurant",
    "Hoveniersbedrijf", "Kapsalon", "Aannemersbedrijf", "Dakdekkers", "Autobedrijf", "Adviesbureau", "Slagerij",
    "Administratiekantoor",
]  # fmt: skip
FORMS = ("B.V.", "VOF", "Holding B.V.", "", "en Zonen", "Beheer B.V.")
PROVIDERS = ("gmail.com", "hotmail.com", "ziggo.nl", "kpnmail.nl", "outlook.com", "live.nl")


class Debtor(NamedTuple):
    """A debtor with what is kept of him; what there is none of is empty."""

    id: int
    name: str
    alias: str
    kvk: str
    phone: str
    mail: str
    iban: str
    postcode: str
    house_number: str
    insolvency: str

    @property
    def shown(self) -> Shown:
        """His case, with one claim."""
        return Shown(self.id, self.name, year=2010 + self.id % 17)

    @property
    def invoice(self) -> str:
        """The number of his claim."""
        return str(claim_values(self.id, self.id, 1)["number"])


def debtor(number: int) -> Debtor:
    """The debtor of a number, the same each time: half of the names are common ones."""
    rng = Random(number)
    surname = rng.choice(COMMON) if rng.random() < 0.5 else rare(rng)
    trade = rng.random() < 0.35
    name = f"{rng.choice(TRADES)} {surname} {rng.choice(FORMS)}".strip() if trade else f"{called(rng)} {surname}"
    plain = "".join(letter for letter in surname.lower() if letter.isascii() and letter.isalpha())
    mail = (
        f"info@{plain}{rng.randrange(99)}.nl"
        if trade
        else f"{rng.choice(FIRST).lower()}.{plain}@{rng.choice(PROVIDERS)}"
    )
    mobile = f"06-{rng.randrange(10_000_000, 99_999_999)}"
    phone = f"+32 4{rng.randrange(70, 99)} {rng.randrange(10, 99)} {rng.randrange(10, 99)} {rng.randrange(10, 99)}"
    return Debtor(
        number,
        name,
        f"{surname} {rng.choice(TRADES)}" if trade and rng.random() < 0.3 else "",
        f"{rng.randrange(10_000_000, 99_999_999)}" if trade else "",
        phone if rng.random() < 0.03 else mobile,
        mail if rng.random() < 0.5 else "",
        f"NL{rng.randrange(10, 99)}{rng.choice(('RABO', 'INGB', 'ABNA'))}{rng.randrange(10**9):010d}",
        f"{rng.randrange(1000, 9999)} {rng.choice('ABCDEFGHJK')}{rng.choice('ABCDEFGHJK')}",
        f"{rng.randrange(1, 300)}{rng.choice(('', '', '', ' a', '-2'))}",
        f"F.{rng.randrange(1, 20):02d}/{rng.randrange(20, 26)}/{number % 1500 + 1}" if rng.random() < 0.03 else "",
    )


def rare(rng: Random) -> str:
    return "".join(rng.choice(PARTS) for _ in range(rng.randrange(2, 4))).capitalize()


def called(rng: Random) -> str:
    return rng.choice(FIRST) if rng.random() < 0.4 else f"{rng.choice('ABCDEFGHJKLMPRSTW')}."


def found_by(one: Debtor) -> Iterator[tuple[str, str, int]]:
    """Yield the terms of a debtor, his case and his claim."""
    texts = (
        (TermKind.NAME, one.name),
        (TermKind.NAME, one.alias),
        (TermKind.KVK, one.kvk),
        (TermKind.PHONE, one.phone),
        (TermKind.MAIL, one.mail),
        (TermKind.IBAN, one.iban),
        (TermKind.ADDRESS, f"{one.postcode} {one.house_number}"),
    )
    for term in set().union(*(terms(kind, text) for kind, text in texts if text)):
        yield term, PARTY, one.id
    numbers = terms(TermKind.NUMBER, one.shown.number) | terms(TermKind.INSOLVENCY, one.insolvency)
    yield from ((term, CASE, one.id) for term in numbers)
    yield from ((term, CLAIM, one.id) for term in terms(TermKind.NUMBER, one.invoice))


def fill(database: Database, count: int) -> None:
    """Fill the tables; the terms are put in without their indexes, in order, which are then made at once."""
    shelve(database, [])
    if database.is_postgresql:
        database.execute("ALTER TABLE search_term DROP CONSTRAINT search_term_pkey")
        database.execute("DROP INDEX search_term_kind_record_id_term")
        database.execute("SET maintenance_work_mem = '1GB'")
    else:
        for pragma in ("foreign_keys = 0", "synchronous = off", "cache_size = -400000"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("DROP INDEX search_term_kind_record_id_term")
        database.execute("CREATE TABLE waiting (term TEXT, kind TEXT, record_id INTEGER)")
    table = "search_term" if database.is_postgresql else "waiting"
    for start in range(1, count + 1, CHUNK):
        some = [debtor(number) for number in range(start, min(start + CHUNK, count + 1))]
        with database.peewee.atomic():
            put_all(database, some)
            database.insert_many(table, ("term", "kind", "record_id"), [term for one in some for term in found_by(one)])
    if database.is_postgresql:
        database.execute("ALTER TABLE search_term ADD PRIMARY KEY (term, kind, record_id)")
    else:
        database.execute("INSERT INTO search_term SELECT term, kind, record_id FROM waiting ORDER BY 1, 2, 3")
        database.execute("DROP TABLE waiting")
    database.execute("CREATE INDEX search_term_kind_record_id_term ON search_term (kind, record_id, term)")
    # As the server does by itself from time to time.
    database.execute("VACUUM ANALYZE" if database.is_postgresql else "ANALYZE")


def put_all(database: Database, some: list[Debtor]) -> None:
    shown = [one.shown for one in some]
    put(
        database,
        Party,
        [{"id": one.id, "name": one.name, "sort_name": sort_name(one.name), "kvk": one.kvk or None} for one in some],
    )
    put(database, Alias, [{"id": one.id, "party_id": one.id, "name": one.alias} for one in some if one.alias])
    points = [point(one.id, "phone", one.phone) for one in some]
    points += [point(100_000_000 + one.id, "mail", one.mail) for one in some if one.mail]
    put(database, ContactPoint, points)
    put(database, Account, [{"id": one.id, "party_id": one.id, "iban": one.iban, "own": 1} for one in some])
    places = [
        {"id": one.id, "party_id": one.id, "postcode": one.postcode, "house_number": one.house_number} for one in some
    ]
    put(database, Address, places)
    put(database, Case, [case_values(one) for one in shown])
    put(database, Claim, [claim_values(one.case_id, one.case_id, one.cents) for one in shown])
    put(database, CaseNow, [now_values(one) for one in shown])
    events = [
        {"id": one.id, "case_id": one.id, "kind": "insolvency", "on_day": date(2026, 1, 1), "note": one.insolvency}
        for one in some
        if one.insolvency
    ]
    put(database, LimitationEvent, events)


def point(id_: int, kind: str, value: str) -> dict[str, Any]:
    return {"id": id_, "party_id": id_ % 100_000_000, "kind": kind, "value": value}


def slip(word: str, rng: Random) -> str:
    """Return a word with one slip of the pen, not in its first letter."""
    at = rng.randrange(1, len(word) - 1)
    return rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + rng.choice("aeioutnrs") + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        )
    )


def misspelt(name: str, rng: Random, count: int) -> str:
    """Return a name with so many of its longest words misspelt."""
    words = name.split()
    for word in sorted(words, key=len, reverse=True)[:count]:
        if len(word) > 3:
            words[words.index(word)] = slip(word, rng)
    return " ".join(words)


def turned(name: str) -> str:
    """Return a name with its last word in front."""
    *rest, last = name.split()
    return " ".join([last, *rest])


Quote = Callable[[Debtor, Random], str]
QUOTES: dict[str, tuple[int, Quote]] = {
    "name in full": (100, lambda one, _: one.name),
    "last word of the name": (100, lambda one, _: one.name.split()[-1]),
    "name, its last word in front": (100, lambda one, _: turned(one.name)),
    "three letters": (100, lambda one, _: one.name.split()[-1][:3]),
    "one letter": (100, lambda one, _: one.name[:1]),
    "name and the beginning of another word": (100, lambda one, _: one.name[: len(one.name) - 2]),
    "one word misspelt": (250, lambda one, rng: misspelt(one.name, rng, 1)),
    "two words misspelt": (250, lambda one, rng: misspelt(one.name, rng, 2)),
    "longest word alone, misspelt": (250, lambda one, rng: slip(max(one.name.split(), key=len), rng)),
    "nothing like it": (250, lambda _, rng: "".join(rng.choice("qxzwjkv") for _ in range(9))),
    "case number": (100, lambda one, _: one.shown.number),
    "end of the case number": (100, lambda one, _: str(one.id)),
    "invoice": (100, lambda one, _: one.invoice),
    "phone": (100, lambda one, _: one.phone),
    "phone as +31 or +32": (100, lambda one, _: one.phone.replace("06-", "+31 6 ")),
    "phone, its last digits": (100, lambda one, _: one.phone[-4:]),
    "IBAN with spaces": (100, lambda one, _: " ".join(one.iban[at : at + 4] for at in range(0, 18, 4))),
    "IBAN, its beginning": (100, lambda one, _: one.iban[:9]),
    "KvK": (100, lambda one, _: one.kvk),
    "postcode and house number": (100, lambda one, _: f"{one.postcode} {one.house_number}"),
    "house number and postcode": (100, lambda one, _: f"{one.house_number}, {one.postcode.replace(' ', '')}"),
    "insolvency": (100, lambda one, _: one.insolvency),
    "mail": (100, lambda one, _: one.mail),
    "mail, its beginning": (100, lambda one, _: one.mail[: one.mail.find("@") + 3] if one.mail else ""),
    "mail misspelt": (250, lambda one, rng: slip(one.mail.split("@")[0], rng) + "@" + one.mail.split("@")[1]
                      if one.mail else ""),
}  # fmt: skip


def measure(database: Database, count: int) -> None:
    rng = Random("first")
    for _ in range(SAMPLES):
        # What is asked first is read from the disk.
        find(database, debtor(rng.randrange(1, count + 1)).name)
    print(f"  {'':<40} {'median':>8} {'worst':>8} {'budget':>7}   found")
    for title, (budget, quote) in QUOTES.items():
        rng, times, found = Random(title), list[float](), 0
        while len(times) < SAMPLES:
            one = debtor(rng.randrange(1, count + 1))
            text = quote(one, rng)
            if not text:
                continue
            begun = time.perf_counter()
            rows = find(database, text)
            times.append((time.perf_counter() - begun) * 1e3)
            found += any(row.party_id == one.id or row.name == one.name for row in rows)
        over = " OVER" if statistics.median(times) > budget else ""
        print(
            f"  {title:<40} {statistics.median(times):6.1f} ms {max(times):6.0f} ms {budget:>4} ms"
            f"   {found * 100 // SAMPLES:>3} %{over}",
            flush=True,
        )


def run(target: str, count: int) -> None:
    database = Database(address.read(target))
    database.connect()
    upgrade(database)
    if database.value("SELECT count(*) FROM office") or database.value("SELECT 1 FROM cases LIMIT 1"):
        count = database.value("SELECT max(id) FROM cases")
        print(f"{database.engine}, {count:,} debtors, as they were")
    else:
        begun = time.perf_counter()
        fill(database, count)
        print(f"{database.engine}, {count:,} debtors, filled in {time.perf_counter() - begun:.0f} s", flush=True)
        database.close()
        database.connect()
    measure(database, count)
    database.close()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for engine in sys.argv[2:] or ["sqlite", "postgresql"]:
        if engine == "postgresql":
            with postgresql_server() as server:
                run(new_database(server, "book"), count)
        elif engine == "sqlite":
            with tempfile.TemporaryDirectory() as folder:
                run(str(Path(folder) / "search.db"), count)
        else:
            run(engine, count)


if __name__ == "__main__":
    main()
