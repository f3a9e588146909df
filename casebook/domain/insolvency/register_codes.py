"""What each code of a publication in the insolvency register means, and what it does to a proceeding.

From `inspubPublicatiesoortCode` of the schema of the register (CIR, version 02.01), read on 23-11-2026: 126 codes. The
first digit is the kind of proceeding. `[datum …]` marks where the text of a publication has a day.
"""

from enum import StrEnum
from typing import NamedTuple

from casebook.domain.insolvency.facts import EndKind, Kind


class Does(StrEnum):
    """What a publication does to the proceeding that it is of; a note does nothing."""

    START = "start"
    REOPENED = "reopened"
    DEFINITIVE = "definitive"
    EXTENDED = "extended"
    MEETING = "meeting"
    CREDITORS_MEETING = "creditors_meeting"
    SIMPLIFIED = "simplified"
    DISTRIBUTION_LIST = "distribution_list"
    ENDED = "ended"
    CONVERTED = "converted"
    MOVED_TO = "moved_to"
    MOVED_FROM = "moved_from"
    ANNULLED = "annulled"
    MISTAKE = "mistake"
    REVIVED = "revived"
    SLATE_WITHDRAWN = "slate_withdrawn"
    PERSONS = "persons"
    RECTIFIED = "rectified"
    NOTE = "note"


class Meaning(NamedTuple):
    """The meaning of a code: of which kind of proceeding, what the register calls it, and what it does.

    `outcome` is how an end ended it. A start may come `out_of` a proceeding of another kind, which it ends. `also` is
    what it does besides, on the last day that its text has.
    """

    kind: Kind
    text: str
    does: Does
    outcome: EndKind | None = None
    out_of: Kind | None = None
    also: Does | None = None

    @property
    def days(self) -> int:
        """How many days its text has."""
        return self.text.count("[datum") or int(self.text.endswith(" op"))

    @property
    def plain(self) -> str:
        """What the register calls it, without what each publication fills in."""
        text = self.text.split(" [")[0].rstrip(":")
        for ending in (" op", " vanaf", " door mr.", " bij beschikking van"):
            text = text.removesuffix(ending)
        return text


# What cannot be done without the day of the court.
BY_DAY = frozenset({
    Does.START, Does.REOPENED, Does.DEFINITIVE, Does.EXTENDED, Does.ENDED, Does.CONVERTED, Does.ANNULLED,
    Does.MISTAKE, Does.SLATE_WITHDRAWN,
})  # fmt: skip
_F, _R, _S, _D = Kind.BANKRUPTCY, Kind.WSNP, Kind.SUSPENSION, Does
MEANINGS: dict[str, Meaning] = {
    "1100": Meaning(_F, "uitspraak faillissement in hoger beroep op [datum handeling]", _D.START),
    "1101": Meaning(
        _F,
        "faillissement van rechtswege door tussentijdse beëindiging "
        "schuldsanering in hoger beroep op [datum handeling]",
        _D.START,
        out_of=_R,
    ),
    "1102": Meaning(_F, "vernietiging faillissement in hoger beroep op [datum handeling]", _D.ANNULLED),
    "1200": Meaning(_F, "uitspraak faillissement in cassatie op [datum handeling]", _D.START),
    "1201": Meaning(
        _F,
        "faillissement van rechtswege door tussentijdse beëindiging schuldsanering in cassatie op [datum handeling]",
        _D.START,
        out_of=_R,
    ),
    "1202": Meaning(_F, "vernietiging faillissement in cassatie op [datum handeling]", _D.ANNULLED),
    "1300": Meaning(_F, "uitspraak faillissement op [datum handeling]", _D.START),
    "1301": Meaning(
        _F,
        "uitspraak faillissement door tussentijdse beëindiging schuldsanering op [datum]",
        _D.START,
        out_of=_R,
    ),
    "1302": Meaning(_F, "uitspraak faillissement tijdens schuldsanering op [datum]", _D.START, out_of=_R),
    "1303": Meaning(_F, "uitspraak faillissement door ontbinding akkoord in schuldsanering op [datum]", _D.START),
    "1304": Meaning(_F, "heropening faillissement door ontbinding akkoord in faillissement op [datum]", _D.REOPENED),
    "1305": Meaning(_F, "uitspraak faillissement door ontbinding akkoord in surseance op [datum]", _D.START),
    "1306": Meaning(_F, "uitspraak faillissement na beëindiging surseance op [datum]", _D.START, out_of=_S),
    "1307": Meaning(_F, "vervanging curator [naam oude cur] door [naam nieuwe cur]", _D.PERSONS),
    "1308": Meaning(_F, "vereenvoudigde afwikkeling van het faillissement", _D.SIMPLIFIED),
    "1309": Meaning(_F, "verificatievergadering op [datum handeling] om [tijdstip]", _D.MEETING),
    "1310": Meaning(_F, "verificatievergadering en akkoordbehandeling op [datum handeling] om [tijdstip]", _D.MEETING),
    "1311": Meaning(_F, "vergadering van schuldeisers op [datum handeling] om [tijdstip]", _D.CREDITORS_MEETING),
    "1312": Meaning(_F, "neerlegging tussentijdse uitdelingslijst vanaf [datum variabel]", _D.DISTRIBUTION_LIST),
    "1313": Meaning(_F, "neerlegging slotuitdelingslijst vanaf [datum variabel]", _D.DISTRIBUTION_LIST),
    "1314": Meaning(_F, "neerlegging slotuitdelingslijst vanaf [datum variabel]", _D.DISTRIBUTION_LIST),
    "1315": Meaning(
        _F,
        "vereenvoudigde afwikkeling van het faillissement en neerlegging slotuitdelingslijst vanaf [datum variabel]",
        _D.SIMPLIFIED,
        also=_D.DISTRIBUTION_LIST,
    ),
    "1316": Meaning(
        _F,
        "opheffing faillissement wegens gebrek aan baten op [datum handeling]",
        _D.ENDED,
        EndKind.LACK_OF_ASSETS,
    ),
    "1317": Meaning(
        _F,
        "einde faillissement door verbindende uitdelingslijst op [datum handeling]",
        _D.ENDED,
        EndKind.DISTRIBUTION,
    ),
    "1318": Meaning(
        _F,
        "einde faillissement door goedkeuring akkoord op [datum handeling]",
        _D.ENDED,
        EndKind.COMPOSITION,
    ),
    "1319": Meaning(
        _F,
        "einde faillissement door verbindende uitdelingslijst na verzet op [datum handeling]",
        _D.ENDED,
        EndKind.DISTRIBUTION,
    ),
    "1320": Meaning(_F, "vernietiging faillissement na verzet op [datum handeling]", _D.ANNULLED),
    "1322": Meaning(_F, "indiening verzoek tot rehabilitatie door mr. [naam, adres, woonplaats procureur]", _D.NOTE),
    "1323": Meaning(_F, "rectificatie", _D.RECTIFIED),
    "1324": Meaning(
        _F,
        "einde faillissement door voldoen van alle schulden op [datum handeling]",
        _D.ENDED,
        EndKind.PAID,
    ),
    "1325": Meaning(_F, "pro forma verificatievergadering", _D.NOTE),
    "1326": Meaning(_F, "pro forma verificatievergadering en akkoordbehandeling", _D.NOTE),
    "1328": Meaning(_F, "vervanging rechtercommissaris", _D.PERSONS),
    "1329": Meaning(
        _F,
        "Faillissement overgedragen van rechtbank: [rechtbank]. Uitgesproken op [datum]",
        _D.MOVED_FROM,
    ),
    "1330": Meaning(_F, "aanvullende postblokkade", _D.NOTE),
    "1331": Meaning(_F, "adreswijziging", _D.NOTE),
    "1332": Meaning(_F, "tussentijdse intrekking postblokkade", _D.NOTE),
    "1333": Meaning(_F, "Faillissement omgezet in SSR op", _D.CONVERTED),
    "1334": Meaning(_F, "Faillissement overgedragen aan rechtbank: [rechtbank] op [datum]", _D.MOVED_TO),
    "1335": Meaning(_F, "Overig", _D.NOTE),
    "1336": Meaning(_F, "Faillissement onterecht ingevoerd op [datum]", _D.MISTAKE),
    "2100": Meaning(_R, "uitspraak schuldsanering in hoger beroep op [datum handeling]", _D.START),
    "2101": Meaning(
        _R,
        "omzetting faillissement in schuldsanering in hoger beroep op [datum handeling]",
        _D.START,
        out_of=_F,
    ),
    "2102": Meaning(
        _R,
        "herleving schuldsanering door vernietiging faillissement in hoger beroep op [datum handeling]",
        _D.REVIVED,
    ),
    "2200": Meaning(_R, "uitspraak schuldsanering in cassatie op [datum handeling]", _D.START),
    "2201": Meaning(
        _R,
        "omzetting faillissement in schuldsanering in cassatie op [datum handeling]",
        _D.START,
        out_of=_F,
    ),
    "2202": Meaning(
        _R,
        "herleving schuldsanering door vernietiging faillissement in cassatie op [datum handeling]",
        _D.REVIVED,
    ),
    "2300": Meaning(_R, "rectificatie", _D.RECTIFIED),
    "2301": Meaning(_R, "uitspraak schuldsanering op [datum uitspraak]", _D.START),
    "2302": Meaning(
        _R,
        "uitspraak schuldsanering op [datum uitspraak] en verificatievergadering op [datum handeling] om [tijdstip]",
        _D.START,
        also=_D.MEETING,
    ),
    "2303": Meaning(
        _R,
        "uitspraak schuldsanering op [datum uitspraak] verificatievergadering "
        "met akkoordbehandeling op [datum handeling] om [tijdstip]",
        _D.START,
        also=_D.MEETING,
    ),
    "2304": Meaning(_R, "omzetting faillissement in schuldsanering op [datum uitspraak]", _D.START, out_of=_F),
    "2305": Meaning(
        _R,
        "uitspraak schuldsanering na vernietiging faillissement door verzet op [datum uitspraak]",
        _D.START,
    ),
    "2306": Meaning(_R, "omzetting voorlopige surseance in schuldsanering op [datum uitspraak]", _D.START, out_of=_S),
    "2307": Meaning(_R, "uitspraak voorlopige schuldsanering op [datum uitspraak]", _D.START),
    "2308": Meaning(_R, "omzetting voorlopige schuldsanering in definitieve op [datum handeling]", _D.DEFINITIVE),
    "2309": Meaning(_R, "vervanging bewindvoerder [naam oude bwv] door [naam nieuwe bwv]", _D.PERSONS),
    "2310": Meaning(_R, "verificatievergadering op [datum handeling] om [tijdstip]", _D.MEETING),
    "2311": Meaning(_R, "verificatievergadering en akkoordbehandeling op [datum handeling] om [tijdstip]", _D.MEETING),
    "2312": Meaning(
        _R,
        "verificatievergadering, saneringsplan en akkoordbehandeling op [datum handeling] om [tijdstip]",
        _D.MEETING,
    ),
    "2313": Meaning(
        _R,
        "voortzetting verificatievergadering, saneringsplan en akkoordbehandeling op [datum handeling] om [tijdstip]",
        _D.MEETING,
    ),
    "2314": Meaning(
        _R,
        "verificatievergadering en zitting wijziging saneringsplan op [datum handeling] om [tijdstip]",
        _D.MEETING,
    ),
    "2315": Meaning(_R, "verificatievergadering en zitting beëindiging op [datum handeling] om [tijdstip]", _D.MEETING),
    "2316": Meaning(
        _R,
        "verificatievergadering en zitting beëindiging op [datum handeling] "
        "om [tijdstip] neerlegging slotuitdelingslijst vanaf [datum variabel]",
        _D.MEETING,
        also=_D.DISTRIBUTION_LIST,
    ),
    "2317": Meaning(
        _R,
        "verificatievergadering en zitting wijziging saneringsplan en beëindiging op [datum handeling] om [tijdstip]",
        _D.MEETING,
    ),
    "2318": Meaning(
        _R,
        "verificatievergadering en zitting wijziging saneringsplan en beëindiging op "
        "[datum handeling] om [tijdstip] neerlegging slotuitdelingslijst vanaf [datum variabel]",
        _D.MEETING,
        also=_D.DISTRIBUTION_LIST,
    ),
    "2319": Meaning(_R, "akkoordbehandeling op [datum handeling] om [tijdstip]", _D.NOTE),
    "2320": Meaning(_R, "behandeling wijziging saneringsplan op [datum handeling] om [tijdstip]", _D.NOTE),
    "2321": Meaning(_R, "beëindigingszitting op [datum handeling] om [tijdstip]", _D.NOTE),
    "2322": Meaning(_R, "beëindigingszitting en wijziging saneringsplan op [datum handeling] om [tijdstip]", _D.NOTE),
    "2323": Meaning(
        _R,
        "beëindigingszitting op [datum handeling] om [tijdstip] neerlegging slotuitdelingslijst vanaf [datum variabel]",
        _D.NOTE,
        also=_D.DISTRIBUTION_LIST,
    ),
    "2324": Meaning(
        _R,
        "beëindigingszitting en wijziging saneringsplan op [datum handeling] "
        "om [tijdstip] neerlegging slotuitdelingslijst vanaf [datum variabel]",
        _D.NOTE,
        also=_D.DISTRIBUTION_LIST,
    ),
    "2325": Meaning(_R, "vergadering van schuldeisers op [datum handeling] om [tijdstip]", _D.CREDITORS_MEETING),
    "2326": Meaning(_R, "neerlegging tussentijdse uitdelingslijst vanaf [datum variabel]", _D.DISTRIBUTION_LIST),
    "2327": Meaning(_R, "neerlegging slotuitdelingslijst vanaf [datum variabel]", _D.DISTRIBUTION_LIST),
    "2328": Meaning(
        _R,
        "einde schuldsanering omdat alle vorderingen zijn voldaan op [datum handeling]",
        _D.ENDED,
        EndKind.PAID,
    ),
    "2329": Meaning(
        _R,
        "einde schuldsanering door hervatting betalingen op [datum handeling]",
        _D.ENDED,
        EndKind.PAYMENTS_RESUMED,
    ),
    "2330": Meaning(
        _R,
        "einde schuldsanering door goedkeuring akkoord op [datum handeling]",
        _D.ENDED,
        EndKind.COMPOSITION,
    ),
    "2331": Meaning(
        _R,
        "einde schuldsanering met uitdeling en met schone lei op [datum handeling]",
        _D.ENDED,
        EndKind.CLEAN_SLATE,
    ),
    "2332": Meaning(
        _R,
        "einde schuldsanering zonder uitdeling en met schone lei op [datum handeling]",
        _D.ENDED,
        EndKind.CLEAN_SLATE,
    ),
    "2333": Meaning(
        _R,
        "einde schuldsanering met uitdeling en zonder schone lei op [datum handeling]",
        _D.ENDED,
        EndKind.NO_CLEAN_SLATE,
    ),
    "2334": Meaning(
        _R,
        "einde schuldsanering zonder uitdeling en zonder schone lei op [datum handeling]",
        _D.ENDED,
        EndKind.NO_CLEAN_SLATE,
    ),
    "2335": Meaning(
        _R,
        "einde schuldsanering door afwijzing definitieve schuldsanering op [datum handeling]",
        _D.ENDED,
        EndKind.REJECTED,
    ),
    "2336": Meaning(_R, "ontneming schone lei in schuldsanering op [datum handeling]", _D.SLATE_WITHDRAWN),
    "2337": Meaning(_R, "vernietiging faillissement na verzet met herleving schuldsanering op [datum]", _D.REVIVED),
    "2338": Meaning(_R, "pro forma uitspraak schuldsanering en verificatievergadering", _D.START),
    "2339": Meaning(
        _R,
        "pro forma uitspraak schuldsanering en verificatievergadering met akkoordbehandeling",
        _D.START,
    ),
    "2340": Meaning(_R, "pro forma verificatievergadering", _D.NOTE),
    "2341": Meaning(_R, "pro forma verificatievergadering en akkoordbehandeling", _D.NOTE),
    "2342": Meaning(_R, "pro forma verificatievergadering, saneringsplan en akkoordbehandeling", _D.NOTE),
    "2343": Meaning(_R, "pro forma verificatievergadering en zitting wijziging saneringsplan", _D.NOTE),
    "2344": Meaning(_R, "pro forma verificatievergadering en zitting beëindiging", _D.NOTE),
    "2345": Meaning(
        _R,
        "pro forma verificatievergadering en zitting beëindiging en neerlegging slotuitdelingslijst",
        _D.NOTE,
    ),
    "2346": Meaning(_R, "pro forma verificatievergadering en zitting wijziging saneringsplan en beëindiging", _D.NOTE),
    "2347": Meaning(
        _R,
        "pro forma verificatievergadering en zitting wijziging "
        "saneringsplan en beëindiging en neerlegging slotuitdelingsl. vanaf",
        _D.NOTE,
    ),
    "2348": Meaning(_R, "rekening en verantwoording afgelegd", _D.NOTE),
    "2349": Meaning(_R, "vervanging rechtercommissaris", _D.PERSONS),
    "2350": Meaning(
        _R,
        "Schuldsanering overgedragen van rechtbank: [rechtbank]. Uitgesproken op [datum]",
        _D.MOVED_FROM,
    ),
    "2351": Meaning(_R, "aanvullende postblokkade", _D.NOTE),
    "2352": Meaning(_R, "adreswijziging", _D.NOTE),
    "2353": Meaning(_R, "tussentijdse intrekking postblokkade", _D.NOTE),
    "2354": Meaning(_R, "Tussentijdse beëindiging SSR met faillietverklaring op", _D.CONVERTED),
    "2355": Meaning(_R, "Schuldsanering overgedragen aan rechtbank: [rechtbank] op [datum]", _D.MOVED_TO),
    "2356": Meaning(_R, "Schuldsanering onterecht ingevoerd op [datum]", _D.MISTAKE),
    "3100": Meaning(_S, "verlening definitieve surseance in hoger beroep op [datum handeling]", _D.DEFINITIVE),
    "3101": Meaning(
        _S,
        "behandeling hoger beroep tegen afwijzing definitieve surseance op [datum handeling] om [tijdstip]",
        _D.NOTE,
    ),
    "3102": Meaning(
        _S,
        "behandeling hoger beroep tegen toewijzing definitieve surseance op [datum handeling] om [tijdstip]",
        _D.NOTE,
    ),
    "3200": Meaning(_S, "verlening definitieve surseance in cassatie op [datum handeling]", _D.DEFINITIVE),
    "3201": Meaning(
        _S,
        "behandeling cassatieberoep bij de hoge raad tegen "
        "afwijzing definitieve surseance op [datum handeling] om [tijdstip]",
        _D.NOTE,
    ),
    "3202": Meaning(
        _S,
        "behandeling cassatieberoep tegen toewijzing definitieve surseance op [datum handeling] om [tijdstip]",
        _D.NOTE,
    ),
    "3300": Meaning(
        _S,
        "verlening voorlopige surseance op [datum uitspraak] crediteurenvergadering op [datum uitspraak] om [tijdstip]",
        _D.START,
        also=_D.CREDITORS_MEETING,
    ),
    "3301": Meaning(
        _S,
        "verlening voorlopige surseance op [datum uitspraak] crediteurenvergadering "
        "met akkoordbehandeling op [datum uitspraak] om [tijdstip]",
        _D.START,
        also=_D.CREDITORS_MEETING,
    ),
    "3302": Meaning(
        _S,
        "verlening definitieve surseance bij beschikking van [datum handeling] met ingang "
        "van [datum uitspraak] voor de duur van [variabel maanden/ jaren]",
        _D.DEFINITIVE,
    ),
    "3303": Meaning(
        _S,
        "verlenging termijn van surseance bij beschikking van [datum handeling] met "
        "ingang van [datum variabel] voor de duur van [variabel maanden/jaren]",
        _D.EXTENDED,
    ),
    "3304": Meaning(_S, "vervanging bewindvoerder [naam oude bwv] door [naam nieuwe bwv]", _D.PERSONS),
    "3305": Meaning(_S, "behandeling verlenging termijn surseance op [datum handeling] om [tijdstip]", _D.NOTE),
    "3306": Meaning(
        _S,
        "crediteurenvergadering met akkoordbehandeling op [datum handeling] om [tijdstip]",
        _D.CREDITORS_MEETING,
    ),
    "3307": Meaning(_S, "einde surseance op [datum handeling]", _D.ENDED, EndKind.WITHDRAWN),
    "3308": Meaning(
        _S,
        "einde surseance wegens verlopen van de termijn op [datum handeling]",
        _D.ENDED,
        EndKind.EXPIRED,
    ),
    "3309": Meaning(_S, "einde surseance door goedkeuring akkoord op [datum handeling]", _D.ENDED, EndKind.COMPOSITION),
    "3310": Meaning(_S, "rectificatie", _D.RECTIFIED),
    "3311": Meaning(_S, "vervanging rechtercommissaris", _D.PERSONS),
    "3313": Meaning(_S, "Beëindiging door omzetting in faillissement op", _D.CONVERTED),
    "3314": Meaning(_S, "Surseance overgedragen aan rechtbank: [rechtbank] op [datum]", _D.MOVED_TO),
    "3315": Meaning(_S, "Surseance onterecht ingevoerd op [datum]", _D.MISTAKE),
    "3316": Meaning(_S, "Surseance overgedragen van rechtbank: [rechtbank]. Uitgesproken op [datum]", _D.MOVED_FROM),
}
