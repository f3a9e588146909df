"""The codes of publications about bankruptcies: what each means, and what it does."""

from casebook.domain.insolvency.facts import EndKind, Kind
from casebook.domain.insolvency.register_codes.meaning import Does, Meaning

_F, _R, _S, _D = Kind.BANKRUPTCY, Kind.WSNP, Kind.SUSPENSION, Does
CODES: dict[str, Meaning] = {
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
}
