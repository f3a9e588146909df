"""The rules of limitation, from `nl/limitation.toml`, `nl/interruption.toml` and `nl/prolongation.toml`."""

from collections.abc import Callable, Mapping, Set
from typing import TypeVar

from casebook.domain.dated import Dated
from casebook.domain.limitation.rules import ActRule, Effect, KindRule, LimitationRules, Longest, Prolongation
from casebook.errors import LawError
from casebook.law.schema import Table, dated, term

T = TypeVar("T")

_EFFECTS = {effect.value: effect for effect in Effect}


def read(*, kinds: Table, acts: Table, prolongation: Table) -> LimitationRules:
    """Return the rules of limitation from their three files, `checked` already taken; raises `LawError`."""
    rules = LimitationRules(
        kinds=_named(kinds.table("kind"), _kind),
        acts=_procedures(acts),
        renewal=_named(acts.table("renewal"), term),
        follow_up=_only(acts.table("follow_up"), "claim", term),
        meant_for_partners=_only(acts.table("firm"), "partners", _acts),
        insolvency={way: _named(table, _prolongation) for way, table in _tables(prolongation.table("insolvency"))},
        extension=_named(prolongation.table("extension"), _prolongation),
        clean_slate=_only(prolongation.table("clean_slate"), "wsnp", lambda _: None),
        slate_exception=_named(prolongation.table("slate_exception"), lambda _: None),
    )
    for table in (kinds, acts, prolongation):
        table.done()
    _check_names(rules, kinds.file)
    return rules


def _tables(table: Table) -> list[tuple[str, Table]]:
    return [(name, table.table(name)) for name in table.names()]


def _named(table: Table, value: Callable[[Table], T]) -> Mapping[str, Dated[T]]:
    return {name: dated(table, name, value) for name in table.names()}


def _only(table: Table, name: str, value: Callable[[Table], T]) -> Dated[T]:
    """Read the one entry list a table has."""
    entries = dated(table, name, value)
    table.done()
    return entries


def _procedures(acts: Table) -> Mapping[str, Mapping[str, Dated[ActRule]]]:
    """Read the acts per procedure; one that is `like` another has the other's acts where it has none of its own."""
    own = {name: _named(table, _act) for name, table in _tables(acts.table("act"))}
    like = acts.table("like")
    models = {name: like.choice(name, own) for name in like.names()}
    return {name: {**models.get(name, {}), **rules} for name, rules in own.items()}


def _kind(item: Table) -> KindRule:
    return KindRule(
        term=item.term("term"),
        starts=item.texts("starts"),
        procedure=item.text("procedure"),
        insolvency=item.text("insolvency"),
        title=item.text("title"),
        longest=_longest(item.table("longest")) if item.has("longest") else None,
        start_optional=item.optional_flag("start_optional"),
        accessory=item.text("accessory") if item.has("accessory") else None,
        moving=item.optional_flag("moving"),
    )


def _longest(table: Table) -> Longest:
    longest = Longest(table.term("term"), table.text("start"), table.text("source"))
    table.done()
    return longest


def _act(item: Table) -> ActRule:
    return ActRule(
        effect=item.choice("effect", _EFFECTS),
        on_receipt=item.optional_flag("on_receipt"),
        awaits_answer=item.optional_flag("awaits_answer"),
        proven=item.optional_flag("proven"),
        acknowledges=item.optional_flag("acknowledges"),
        answers=item.optional_flag("answers"),
    )


def _acts(item: Table) -> Set[str]:
    return frozenset(item.texts("acts"))


def _prolongation(item: Table) -> Prolongation:
    return Prolongation(item.term("after") if item.has("after") else None, item.optional_flag("endures"))


def _check_names(rules: LimitationRules, file: str) -> None:
    """Refuse a kind that names a procedure, a way of insolvency or a title that no table has."""
    for kind, entries in rules.kinds.items():
        for entry in entries.entries:
            rule = entry.value
            for key, name, names in (
                ("procedure", rule.procedure, rules.acts.keys() & rules.renewal.keys()),
                ("insolvency", rule.insolvency, rules.insolvency),
                ("title", rule.title, rules.kinds),
            ):
                if name not in names:
                    raise LawError("law.no_such_name", file=file, key=f"kind.{kind}.{key}", name=name)
