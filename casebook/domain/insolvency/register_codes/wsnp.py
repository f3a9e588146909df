"""The codes of publications about the statutory debt scheme (WSNP): what each means, and what it does."""

from casebook.domain.insolvency.facts import EndKind, Kind
from casebook.domain.insolvency.register_codes.meaning import Does, Meaning

_F, _R, _S, _D = Kind.BANKRUPTCY, Kind.WSNP, Kind.SUSPENSION, Does
CODES: dict[str, Meaning] = {
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
}
