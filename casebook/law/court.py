"""Reading `court.toml`: the terms and limit of proceedings, those after a judgment, and what an insolvency stays."""

from collections.abc import Mapping

from casebook.domain.calendar import Holidays, Term
from casebook.domain.court.rules import CourtRules
from casebook.domain.court.stays import Effect, StayRule, StayRules, Step, Way
from casebook.domain.dated import Dated
from casebook.domain.insolvency.facts import Kind
from casebook.domain.statutory_term import StatutoryTermRules
from casebook.law.schema import Table, dated, term


def read(
    table: Table, follow_up: Dated[Term], idle: Dated[Term], statutory_terms: StatutoryTermRules, holidays: Holidays
) -> CourtRules:
    """Return the rules of proceedings; raises `LawError` where the table is wrong."""
    rules = CourtRules(
        kanton_limit=dated(table, "kanton_limit", lambda entry: entry.cents("amount")),
        objection=dated(table, "objection", term),
        objection_abroad=dated(table, "objection_abroad", term),
        objection_order=dated(table, "objection_order", term),
        command=dated(table, "command", term),
        appeal=dated(table, "appeal", term),
        statement=dated(table, "statement", term),
        exempt=dated(table, "exempt", term),
        attachment_lapses=dated(table, "attachment_lapses", lambda entry: entry.flag("lapses")),
        serve=dated(table, "serve", term),
        stays=_stays(table.table("stay")),
        follow_up=follow_up,
        idle=idle,
        statutory_terms=statutory_terms,
        holidays=holidays,
    )
    table.done()
    return rules


_KINDS = {one.value: one for one in Kind}
_STEPS = {one.value: one for one in Step}
_EFFECTS = {one.value: one for one in Effect}
_WAYS = {one.value: one for one in Way}


def _stays(table: Table) -> StayRules:
    rules = {_KINDS[name]: _steps(table.table(name)) for name in _known(table, _KINDS)}
    table.done()
    return rules


def _steps(table: Table) -> Mapping[Step, Dated[StayRule]]:
    rules = {_STEPS[name]: dated(table, name, _stay) for name in _known(table, _STEPS)}
    table.done()
    return rules


def _stay(entry: Table) -> StayRule:
    effect = entry.choice("effect", _EFFECTS)
    ways = _ways(entry) if entry.has("ways") else ()
    definitive = entry.choice("definitive", _EFFECTS) if entry.has("definitive") else None
    return StayRule(effect, ways, definitive, entry.optional_flag("cooling_off"))


def _ways(entry: Table) -> tuple[Way, ...]:
    names = entry.texts("ways")
    if not set(names) <= _WAYS.keys():
        raise entry.wrong("ways", "choice", choices=tuple(_WAYS))
    return tuple(_WAYS[name] for name in names)


def _known(table: Table, names: Mapping[str, object]) -> tuple[str, ...]:
    for name in table.names():
        if name not in names:
            raise table.wrong(name, "choice", choices=tuple(sorted(names)))
    return table.names()
