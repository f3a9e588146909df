"""How it is told that days of an account which no statement tells were taken as known, and no longer are."""

from datetime import date

from casebook.store.actions.bank_gaps import AcceptGap, WithdrawGap
from casebook.store.queries.told.shapes.money import BankGap
from casebook.store.queries.told.telling import Said, Scene, Telling, teller, written


@teller
def _accepted(_: Scene, command: AcceptGap) -> Telling:
    return Telling([_gap(command.account, command.after_on, command.from_on)], written(command.reason))


@teller
def _withdrawn(scene: Scene, command: WithdrawGap) -> Telling:
    gap = scene.records.get(BankGap, command.id)
    said = _gap(gap.account, gap.after_on, gap.from_on)
    return Telling([("told.bank_gap_withdrawn", {"what": said})], written(command.reason))


def _gap(account: str, after_on: date | None, from_on: date) -> Said:
    if after_on is None:
        return "told.bank_beginning", {"account": account, "begins": from_on}
    return "told.bank_gap", {"account": account, "after": after_on, "begins": from_on}
