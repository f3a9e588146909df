"""Reading what the web service of the register answered: proceedings, each whole or left with its reason.

A file holds one answer or many, bare or in the envelope of the service (SOAP). Of a list of references alone nothing
is known: they are counted. What may be left out may be missing; what is there has to mean what the schema says.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from casebook.domain.insolvency.numbers import read_number
from casebook.domain.insolvency.register import Acting, Publication, Registered
from casebook.errors import InputError
from casebook.exchange.register import xml
from casebook.exchange.register.xml import Part
from casebook.text import clean, clean_line

# The schema writes `[F|S|R]`, which also lets a literal bar through.
_NUMBER = re.compile(r"[FSR]\.(?:\d{2}/)?\d{2}/\d{1,4}", re.ASCII)
_REFERENCE = re.compile(r"(?:\d{2}\.)?[a-z]{3}\.\d{2}\.\d{1,4}\.[FSR]\.\d{4}\.\d{1,2}\.\d{2}", re.ASCII)
_OLD_NUMBER = re.compile(r"[FSR]\.\d{2}/\d{1,4}", re.ASCII)
_WSNP_NUMBER = re.compile(r"[A-Za-z]{3}\d{10}", re.ASCII)
_CODE = re.compile(r"[123][123]\d\d", re.ASCII)
_KVK = re.compile(r"\d{5,8}", re.ASCII)
_POSTCODE = re.compile(r"[1-9]\d{3}[A-Z]{2}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME_ZONE = re.compile(r"(?:Z|[+-]\d\d:\d\d)$", re.ASCII)
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)
_LONGEST, _LONGEST_TEXT = 200, 4_000
_MOST_PUBLICATIONS, _MOST_ACTING, _MOST_TRADES = 1_000, 100, 500
# The service found nothing: that is an answer. The others are faults.
_NOTHING = "1"
_BOOLEAN = {"true": True, "false": False, "1": True, "0": False}


class Fault(NamedTuple):
    """Why a proceeding was left: the file, the number or the line, and the publication and field as far as known."""

    code: str
    parameters: dict[str, object]


class Answer(NamedTuple):
    """What a file holds: how many proceedings, references that stand alone, and how often nothing was found."""

    proceedings: int
    references: int
    nothing: int


class _Place(NamedTuple):
    """Where a field is: for the sentence that says so."""

    file: str
    number: str
    publication: str = ""

    def error(self, field: str, found: str) -> InputError:
        """Return the error that a field holds what it may not."""
        code = "register_file.field_of" if self.publication else "register_file.field"
        told = {"file": self.file, "number": self.number, "field": field, "found": clean_line(found) or "-"}
        return InputError(code, **told, **({"publication": self.publication} if self.publication else {}))


def survey(path: Path) -> Answer:
    """Read a file to its end, and return what it holds.

    Raises `InputError` where it is no file of the register, or an answer that something went wrong.
    """
    found = xml.survey(path)
    for code in found.errors:
        if code != _NOTHING:
            known = code if code in ("2", "3", "4", "5") else "other"
            raise InputError(f"register_file.answer_{known}", file=str(path), number=clean_line(code) or "-")
    nothing = found.errors[_NOTHING]
    if not found.proceedings and not nothing and not found.lists:
        raise InputError("register_file.unknown", file=str(path), element=clean_line(found.root))
    return Answer(found.proceedings, 0 if found.proceedings else found.references, nothing)


def each(path: Path) -> Iterator[Registered | Fault]:
    """Yield the proceedings of a file that was surveyed, or why one is left: however many, one is held at a time."""
    for part in xml.proceedings(path):
        try:
            found: Registered | Fault = _registered(part, str(path))
        except InputError as error:
            found = Fault(error.code, dict(error.parameters))
        yield found


def _registered(part: Part, file: str) -> Registered:
    typed = "".join(part.text("insolventienummer").split())
    place = _Place(file, clean_line(typed) or f"#{part.line}")
    number = read_number(typed) if _NUMBER.fullmatch(typed) else None
    if number is None:
        raise place.error("insolventienummer", typed)
    person = part.part("persoon")
    if person is None:
        raise place.error("persoon", "")
    natural = _natural(person, place)
    # No address of the debtor is read; this one says that it is secret, and has to say so plainly.
    addresses = part.part("adressen")
    if addresses is not None:
        _flag(addresses, "geheimAdres", place)
    trades = list(_trades(part, place))
    kvks = [_matching(person, "KvKNummer", _KVK, place), *(kvk for _, kvk in trades)]
    history = part.part("publicatiegeschiedenis")
    publications = _publications(history, place)
    judges = (_line(part, "RC", place), _line(part, "RC2", place))
    return Registered(
        number=number.text,
        kind=number.kind,
        court=_line(part, "behandelendeInstantieNaam", place) or number.court or "",
        natural=natural,
        name=_name(person, place),
        trades=tuple(name for name, _ in trades if name),
        birth_on=_day(person, "geboortedatum", place),
        kvks=tuple(dict.fromkeys(kvk for kvk in kvks if kvk)),
        publications=publications,
        former=_matching(part, "vorigInsolventienummer", _NUMBER, place),
        others=tuple(
            one
            for one in (
                _matching(part, "preHGKInsolventieNummer", _OLD_NUMBER, place),
                _matching(part, "ssrNummer", _WSNP_NUMBER, place).upper(),
            )
            if one
        ),
        judges=tuple(dict.fromkeys(one for one in judges if one)),
        acting=_acting(part, place),
        visible_until=_day(part, "eindeVindbaarheid", place),
        legacy=history is not None and _flag(history, "instroomLegacy", place),
    )


def _natural(person: Part, place: _Place) -> bool:
    found = " ".join(person.text("rechtspersoonlijkheid").split()).lower()
    if found not in ("natuurlijk persoon", "rechtspersoon"):
        raise place.error("rechtspersoonlijkheid", found)
    return found == "natuurlijk persoon"


def _name(person: Part, place: _Place) -> str:
    """Return the name of the debtor: of a natural person with his first name, or his initials."""
    family = _line(person, "achternaam", place)
    first = _line(person, "voornaam", place) or _line(person, "voorletters", place)
    return " ".join(part for part in (first, _line(person, "voorvoegsel", place), family) if part)


def _trades(part: Part, place: _Place) -> Iterator[tuple[str, str]]:
    """Yield the names under which the debtor trades or traded, each with its number of the trade register."""
    names = part.part("handelendOnderDeNamen")
    found = names.parts("handelendOnderDeNaam") if names is not None else []
    if len(found) > _MOST_TRADES:
        raise place.error("handelendOnderDeNamen", str(len(found)))
    for one in found:
        yield _line(one, "handelsnaam", place), _matching(one, "KvKNummer", _KVK, place)


def _acting(part: Part, place: _Place) -> tuple[Acting, ...]:
    all_ = part.part("cbvers")
    found = all_.parts("cbv") if all_ is not None else []
    if len(found) > _MOST_ACTING:
        raise place.error("cbvers", str(len(found)))
    return tuple(dict.fromkeys(_one_acting(one, place) for one in found))


def _one_acting(one: Part, place: _Place) -> Acting:
    role = one.text("CB").strip()
    if role not in ("C", "B"):
        raise place.error("CB", role)
    names = (_line(one, name, place) for name in ("titulatuur", "voorletters", "voorvoegsel", "achternaam"))
    name = " ".join(part for part in names if part)
    if not name:
        raise place.error("achternaam", "")
    from_on, until_on = _day(one, "datumBegin", place), _day(one, "datumEind", place)
    if from_on is not None and until_on is not None and until_on < from_on:
        raise place.error("datumEind", until_on.isoformat())
    at = one.part("adres")
    if at is None:
        return Acting(role == "C", name, from_on, until_on)
    numbers = ("huisnummer", "huisnummerToevoeging1", "huisnummerToevoeging2")
    house = " ".join(part for part in (_line(at, name, place) for name in numbers) if part)
    postcode = _matching(at, "postcode", _POSTCODE, place)
    city = _line(at, "plaats", place)
    return Acting(role == "C", name, from_on, until_on, _line(at, "straat", place), house, postcode, city)


def _publications(history: Part | None, place: _Place) -> tuple[Publication, ...]:
    found = history.parts("publicatie") if history is not None else []
    if not found or len(found) > _MOST_PUBLICATIONS:
        raise place.error("publicatiegeschiedenis", str(len(found)))
    by_reference: dict[str, Publication] = {}
    for part in found:
        one = _publication(part, place)
        if by_reference.setdefault(one.reference, one) != one:
            raise place._replace(publication=one.reference).error("publicatieKenmerk", one.reference)
    return tuple(by_reference.values())


def _publication(part: Part, place: _Place) -> Publication:
    reference = "".join(part.text("publicatieKenmerk").split())
    if not _REFERENCE.fullmatch(reference):
        raise place.error("publicatieKenmerk", reference)
    here = place._replace(publication=reference)
    published_on = _day(part, "publicatieDatum", here)
    if published_on is None:
        raise here.error("publicatieDatum", "")
    code = part.text("publicatieSoortCode").strip()
    if not _CODE.fullmatch(code):
        raise here.error("publicatieSoortCode", code)
    text = clean(part.text("publicatieOmschrijving")).strip()
    if len(text) > _LONGEST_TEXT:
        raise here.error("publicatieOmschrijving", text)
    bar_date = _day(part, "uiterstedatumindieningvorderingen", here)
    return Publication(reference, code, published_on, " ".join(text.split()), bar_date)


def _line(part: Part, name: str, place: _Place) -> str:
    found = " ".join(part.text(name).split())
    if len(found) > _LONGEST:
        raise place.error(name, found)
    return clean_line(found, _LONGEST)


def _matching(part: Part, name: str, form: re.Pattern[str], place: _Place) -> str:
    """Return a field that has a form, empty where it is left out."""
    found = part.text(name).strip()
    if found and not form.fullmatch(found):
        raise place.error(name, found)
    return found


def _flag(part: Part, name: str, place: _Place) -> bool:
    found = part.text(name).strip()
    if found and found not in _BOOLEAN:
        raise place.error(name, found)
    return _BOOLEAN.get(found, False)


def _day(part: Part, name: str, place: _Place) -> date | None:
    """Return a day, None where it is left out; a time zone behind it says nothing of a day."""
    found = part.text(name).strip()
    if not found:
        return None
    plain = _TIME_ZONE.sub("", found)
    try:
        day = date.fromisoformat(plain) if _DAY.fullmatch(plain) else None
    except ValueError:
        day = None
    if day is None or not _FIRST <= day <= _LAST:
        raise place.error(name, found)
    return day
