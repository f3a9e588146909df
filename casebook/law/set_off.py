"""Reading `set_off.toml`: when what we owe may be set off against what is owed to us (BW 6:127 and following)."""

from casebook.domain.set_off import SetOffRules
from casebook.law.schema import Table, dated


def read(table: Table) -> SetOffRules:
    """Return the rules of set-off; raises `LawError` where the table is wrong."""
    insolvency = table.table("insolvency")
    rules = SetOffRules(
        conditions=dated(table, "conditions", lambda entry: entry.texts("needs")),
        works_back=dated(table, "effect", lambda entry: entry.flag("works_back")),
        paid_interest=dated(table, "paid_interest", lambda entry: entry.flag("bounds")),
        after_lapse=dated(table, "after_lapse", _allowed),
        respite=dated(table, "respite", _allowed),
        objections=dated(table, "objections", lambda entry: entry.texts("grounds")),
        order=dated(table, "order", lambda entry: entry.texts("components")),
        insolvency={
            name: dated(insolvency, name, lambda entry: entry.flag("wider")) for name in tuple(insolvency.names())
        },
        taken_over=dated(table, "taken_over", _allowed),
    )
    insolvency.done()
    table.done()
    return rules


def _allowed(entry: Table) -> bool:
    return entry.flag("allowed")
