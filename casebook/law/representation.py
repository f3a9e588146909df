"""Reading `representation.toml`: whom to write to where somebody acts for the debtor."""

from collections.abc import Mapping
from dataclasses import dataclass

from casebook.domain.dated import Dated
from casebook.domain.gate import Represented, Writing
from casebook.law.schema import Table, dated

# Who acts in an insolvency.
ROLES = ("curator_bankruptcy", "wsnp_administrator", "suspension_administrator")


@dataclass(frozen=True, slots=True)
class RepresentationRules:
    """Whom to write to by the role of who acts, who acts in an insolvency, and whether its old claims are filed."""

    by_role: Mapping[str, Dated[Represented]]
    needed_in: Mapping[str, Dated[str]]
    cut: Mapping[str, Dated[bool]]


def read(table: Table) -> RepresentationRules:
    """Return the rules; raises `LawError` where the table is wrong."""
    role, needed_in, cut = (table.table(name) for name in ("role", "needed_in", "cut"))
    rules = RepresentationRules(
        by_role={name: dated(role, name, _represented) for name in role.names()},
        needed_in={name: dated(needed_in, name, _acting) for name in needed_in.names()},
        cut={name: dated(cut, name, lambda entry: entry.flag("filed")) for name in cut.names()},
    )
    for one in (role, needed_in, cut, table):
        one.done()
    return rules


def _acting(entry: Table) -> str:
    return entry.choice("role", {name: name for name in ROLES})


def _represented(entry: Table) -> Represented:
    writing = entry.choice("writing", {one.value: one for one in Writing})
    return Represented(writing, entry.flag("authority"), entry.flag("for_effect"))
