"""The codes of publications about suspensions of payments: what each means, and what it does."""

from casebook.domain.insolvency.facts import EndKind, Kind
from casebook.domain.insolvency.register_codes.meaning import Does, Meaning

_S, _D = Kind.SUSPENSION, Does
CODES: dict[str, Meaning] = {
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
