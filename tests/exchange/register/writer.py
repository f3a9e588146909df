"""Writes answers of the register as its web service does: schema 02.01."""

from collections.abc import Callable
from typing import IO, Any
from xml.sax.saxutils import escape

NAMESPACE = "http://www.rechtspraak.nl/namespaces/inspubber01"
# Publication: code, day of publication, text, and optionally the last day on which claims are filed.
Told = tuple[str, str, str] | tuple[str, str, str, str]


def reference(number: str, code: str, place: int, year: str = "26") -> str:
    """Return the reference of a publication as the register makes it."""
    letter, rest = number.split(".", 1)
    court, of, serial = rest.split("/")
    return f"{court}.ams.{of}.{serial}.{letter}.{code}.{place}.{year}"


def insolvente(number: str, *told: Told, **more: Any) -> str:
    """Return one proceeding; `more` are fields of it: name, birth, kvk, trades, former, visible, acting, secret."""
    natural = more.get("natural", True)
    person = [f"<rechtspersoonlijkheid>{'natuurlijk persoon' if natural else 'rechtspersoon'}</rechtspersoonlijkheid>"]
    for field, name in (("first", "voornaam"), ("initials", "voorletters"), ("name", "achternaam")):
        if name_of := more.get(field):
            person.append(f"<{name}>{escape(name_of)}</{name}>")
    for field, name in (("birth", "geboortedatum"), ("kvk", "KvKNummer")):
        if value := more.get(field):
            person.append(f"<{name}>{escape(value)}</{name}>")
    publications = "".join(_publication(number, place, *one) for place, one in enumerate(told, 1))
    parts = [
        f"<preHGKInsolventieNummer>{more['old']}</preHGKInsolventieNummer>" if "old" in more else "",
        f"<insolventienummer>{escape(number)}</insolventienummer>",
        "<behandelendeInstantieCode>ams</behandelendeInstantieCode>",
        "<behandelendeInstantieNaam>Rechtbank Amsterdam</behandelendeInstantieNaam>",
        "<behandelendeVestigingCode>0013</behandelendeVestigingCode>",
        "<behandelendeVestigingNaam>Amsterdam</behandelendeVestigingNaam>",
        "<isPreHGKGepubliceerd>false</isPreHGKGepubliceerd>",
        f"<persoon>{''.join(person)}</persoon>",
        f"<RC>{escape(more['judge'])}</RC>" if "judge" in more else "",
        f"<vorigInsolventienummer>{more['former']}</vorigInsolventienummer>" if "former" in more else "",
        _addresses(secret=more.get("secret", False)),
        _trades(more.get("trades", ())),
        _acting(more.get("acting", ())),
        f"<publicatiegeschiedenis>{publications}<instroomLegacy>false</instroomLegacy></publicatiegeschiedenis>",
        f"<eindeVindbaarheid>{more['visible']}</eindeVindbaarheid>" if "visible" in more else "",
    ]
    return f"<insolvente>{''.join(parts)}</insolvente>"


def answer(inner: str) -> bytes:
    """Return an answer of the web service about one proceeding, or an exception."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<inspubWebserviceInsolvente xmlns="{NAMESPACE}">{inner}</inspubWebserviceInsolvente>'.encode()


def envelope(*inner: str) -> bytes:
    """Return answers in the envelope of the service (SOAP), under a prefix of their own."""
    cases = "".join(
        f'<GetCaseResponse xmlns="http://www.rechtspraak.nl/namespaces/cir01"><GetCaseResult>'
        f'<inspubWebserviceInsolvente xmlns="{NAMESPACE}">{one}</inspubWebserviceInsolvente>'
        "</GetCaseResult></GetCaseResponse>"
        for one in inner
    )
    soap = "http://schemas.xmlsoap.org/soap/envelope/"
    return f'<soap:Envelope xmlns:soap="{soap}"><soap:Body>{cases}</soap:Body></soap:Envelope>'.encode()


def _publication(number: str, place: int, *told: str) -> str:
    code, on, text, bar_date = (*told, "")[:4]
    bar = f"<uiterstedatumindieningvorderingen>{bar_date}</uiterstedatumindieningvorderingen>" if bar_date else ""
    return (
        f"<publicatie><publicatieDatum>{on}</publicatieDatum>"
        f"<publicatieKenmerk>{reference(number, code, place)}</publicatieKenmerk>"
        f"<publicatieOmschrijving>{escape(text)}</publicatieOmschrijving>"
        f"<publicatieSoortCode>{code}</publicatieSoortCode>"
        f"<publicerendeInstantieCode>ams</publicerendeInstantieCode>{bar}</publicatie>"
    )


def _addresses(*, secret: bool) -> str:
    if secret:
        return "<adressen><geheimAdres>true</geheimAdres></adressen>"
    address = (
        "<adres><datumBegin>2020-01-01</datumBegin><straat>Geheime Gracht</straat><huisnummer>7</huisnummer>"
        "<postcode>1234AB</postcode><plaats>Verborgen</plaats><adresType>WOON</adresType></adres>"
    )
    return f"<adressen><geheimAdres>false</geheimAdres>{address}</adressen>"


def _trades(trades: Any) -> str:
    found = "".join(
        f'<handelendOnderDeNaam voorheen="false"><handelsnaam>{escape(name)}</handelsnaam>'
        f"<KvKNummer>{kvk}</KvKNummer></handelendOnderDeNaam>"
        for name, kvk in trades
    )
    return f"<handelendOnderDeNamen>{found}</handelendOnderDeNamen>" if found else ""


def _acting(acting: Any) -> str:
    found = "".join(
        f"<cbv><datumBegin>{since}</datumBegin>{f'<datumEind>{until}</datumEind>' if until else ''}"
        f"<titulatuur>mr.</titulatuur><achternaam>{escape(name)}</achternaam><CB>{role}</CB>"
        "<adres><straat>Singel</straat><huisnummer>1</huisnummer><postcode>1012AB</postcode><plaats>Amsterdam</plaats>"
        "</adres></cbv>"
        for role, name, since, until in acting
    )
    return f"<cbvers>{found}</cbvers>" if found else ""


def written(file: IO[bytes], count: int, ours: Callable[[int], str]) -> None:
    """Write a register of so many proceedings, each with three publications; `ours` gives the number of a company."""
    file.write(f'<?xml version="1.0" encoding="UTF-8"?><inspubWebserviceInsolvente xmlns="{NAMESPACE}">'.encode())
    for at in range(count):
        told: list[Told] = [
            ("1300", "2026-10-06", "Uitspraak faillissement op 5 oktober 2026", "2027-01-04"),
            ("1309", "2026-10-20", "Verificatievergadering op 18 januari 2027 om 10:00"),
            ("1330", "2026-10-21", "Aanvullende postblokkade"),
        ]
        court, year, serial = 40 + at // 1_000_000, 10 + at // 10_000 % 17, at % 10_000
        kvk, birth = ours(at), f"{1940 + at % 65}-{at % 12 + 1:02}-05"
        more: dict[str, Any] = {"kvk": kvk, "natural": False} if kvk else {"birth": birth}
        acting = [("C", f"C. Urator {at % 400}", "2026-10-05", "")]
        name = f"Handel {_word(at)} BV" if kvk else f"Jan {_word(at)}"
        file.write(insolvente(f"F.{court}/{year}/{serial}", *told, name=name, acting=acting, **more).encode())
    file.write(b"</inspubWebserviceInsolvente>")


def _word(at: int) -> str:
    letters = ""
    for _ in range(5):
        at, letter = divmod(at, 26)
        letters += chr(97 + letter)
    return letters
