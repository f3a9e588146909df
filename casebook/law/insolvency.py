"""Reading `insolvency.toml`: how long proceedings last, until when claims are filed, and what an end does."""

from collections.abc import Mapping

from casebook.domain.calendar import Holidays
from casebook.domain.dated import Dated
from casebook.domain.insolvency.facts import EndKind, Kind
from casebook.domain.insolvency.requests import RequestKind
from casebook.domain.insolvency.rules import (
    CoolingOff,
    Counselling,
    DissolutionRules,
    Duration,
    Effect,
    EffectRule,
    FilingTerms,
    HouseTerms,
    InsolvencyRules,
)
from casebook.law.schema import Table, dated, term

_EFFECTS = {one.value: one for one in Effect}


def read(table: Table, holidays: Holidays) -> InsolvencyRules:
    """Return the rules; raises `LawError` where the table is wrong."""
    duration, cooling_off, end = (table.table(name) for name in ("duration", "cooling_off", "end"))
    request, dissolution = table.table("request"), table.table("dissolution")
    rules = InsolvencyRules(
        duration={Kind(name): dated(duration, name, _duration) for name in _kinds(duration)},
        cooling_off={Kind(name): dated(cooling_off, name, _cooling_off) for name in _kinds(cooling_off)},
        bar_date=dated(table, "bar_date", term),
        filing=dated(table, "filing", _filing),
        objection=dated(table, "objection", term),
        partners=dated(table, "partners", lambda entry: entry.flag("apart")),
        visible=dated(table, "visible", term),
        counselling=dated(table, "counselling", _counselling),
        request={kind: dated(request, kind.value, _within) for kind in RequestKind},
        dissolution=DissolutionRules(
            deposit=dated(dissolution, "deposit", term),
            objection=dated(dissolution, "objection", term),
            liability=dated(dissolution, "liability", term),
            reopening=dated(dissolution, "reopening", lambda entry: entry.flag("on_request")),
            house=dated(dissolution, "house", _house),
        ),
        effect={Kind(name): _ends(end.table(name)) for name in _kinds(end)},
        holidays=holidays,
    )
    for one in (duration, cooling_off, request, dissolution, end, table):
        one.done()
    return rules


def _kinds(table: Table) -> tuple[str, ...]:
    return _known(table, {one.value for one in Kind})


def _known(table: Table, names: set[str]) -> tuple[str, ...]:
    for name in table.names():
        if name not in names:
            raise table.wrong(name, "choice", choices=tuple(sorted(names)))
    return table.names()


def _ends(table: Table) -> Mapping[EndKind, Dated[EffectRule]]:
    ends = _known(table, {one.value for one in EndKind})
    return {EndKind(name): dated(table, name, _effect) for name in ends}


def _duration(entry: Table) -> Duration:
    return Duration(entry.term("most"), entry.flag("first_repayment"))


def _cooling_off(entry: Table) -> CoolingOff:
    return CoolingOff(entry.term("at_first"), entry.term("most"))


def _filing(entry: Table) -> FilingTerms:
    return FilingTerms(*(entry.working_days(name) for name in FilingTerms._fields))


def _counselling(entry: Table) -> Counselling:
    return Counselling(entry.term("proposal"), entry.term("recheck"))


def _within(entry: Table) -> int:
    return entry.working_days("within")


def _house(entry: Table) -> HouseTerms:
    return HouseTerms(entry.working_days("inspect"), entry.working_days("decide"))


def _effect(entry: Table) -> EffectRule:
    return EffectRule(entry.choice("natural_person", _EFFECTS), entry.choice("legal_person", _EFFECTS))
