"""What became of all that was placed with agencies, as a table: each placement to the cent, with its fees."""

from datetime import date

from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store import placement_rows
from casebook.store.database import Database
from casebook.store.queries import placement_money

_COLUMNS = (
    Column("case", "placement_money.column_case"),
    Column("debtor", "placement_money.column_debtor"),
    Column("agency", "placement_money.column_agency"),
    Column("reference", "placement_money.column_reference"),
    Column("stage", "placement_money.column_stage", Kind.WORD),
    Column("ended_on", "placement_money.column_ended", Kind.DAY),
    Column("placed", "placement_money.column_placed", Kind.MONEY),
    Column("added", "placement_money.column_added", Kind.MONEY),
    Column("received", "placement_money.column_received", Kind.MONEY),
    Column("direct", "placement_money.column_direct", Kind.MONEY),
    Column("credited", "placement_money.column_credited", Kind.MONEY),
    Column("open", "placement_money.column_open", Kind.MONEY),
    Column("difference", "placement_money.column_difference", Kind.MONEY),
    Column("fees_due", "placement_money.column_due", Kind.MONEY),
    Column("fees_kept", "placement_money.column_kept", Kind.MONEY),
    Column("fees_accepted", "placement_money.column_accepted", Kind.MONEY),
    Column("fees_undecided", "placement_money.column_undecided", Kind.MONEY),
    Column("fees_disputed", "placement_money.column_disputed", Kind.MONEY),
    Column("fees_unpaid", "placement_money.column_unpaid", Kind.MONEY),
)


def sheet(database: Database, day: date, agency_id: int | None = None) -> Sheet:
    """Return each placement that was sent, with one agency or all, and what became of it up to and with a day.

    Placed, and what was added, less what was received, paid to us and credited, is what is open; `difference` is what
    is not. Amounts of fees are with VAT.
    """
    with database.snapshot():
        ids = placement_money.sent(database, day, agency_id)
        found = placement_money.reconciled(database, ids, day)
        recorded = placement_rows.of_ids(database, ids)
        rows = []
        for id_ in ids:
            one, money = recorded[id_], found[id_]
            stage = f"placement_stage_{one.standing(database, day).stage}"
            names = (one.row.number, one.row.debtor, one.row.agency, one.row.reference, stage, one.row.ended_on)
            flows = (money.placed, money.added, money.received, money.direct, money.credited, money.open)
            fees = (money.due, money.kept, money.accepted, money.undecided, money.disputed, money.unpaid)
            rows.append((*names, *flows, money.difference, *fees))
    return Sheet(_COLUMNS, rows)
