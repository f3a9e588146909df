"""How the closing of months is told, and what somebody held that will not be received of a case."""

from casebook.store.actions.month_closing import CloseMonth, ReopenMonth
from casebook.store.actions.provisions import EndProvision, SetProvision, SetProvisionRate
from casebook.store.queries.told.shapes.money import MonthClosing, OwnProvision
from casebook.store.queries.told.shapes.parties import Creditor
from casebook.store.queries.told.telling import Scene, Telling, teller, written


@teller
def _closed(scene: Scene, command: CloseMonth) -> Telling:
    code = scene.records.get(Creditor, command.creditor_id).code
    closings = scene.added("month_closing")
    reasons = written(*(one.reason for one in command.accepted))
    if not closings:
        # One that waits for approval.
        return Telling([("told.month_close", {"code": code, "month": command.month})], reasons)
    told = {"code": code, "until": scene.day.fromisoformat(closings[0]["until_on"])}
    return Telling([("told.month_closed", {**told, "cents": closings[0]["closing_cents"]})], reasons)


@teller
def _reopened(scene: Scene, command: ReopenMonth) -> Telling:
    row = scene.records.get(MonthClosing, command.closing_id)
    code = scene.records.get(Creditor, row.creditor_id).code
    return Telling([("told.month_reopened", {"code": code, "until": row.until_on})], written(command.reason))


@teller
def _provided(_scene: Scene, command: SetProvision) -> Telling:
    told = {"percent": str(command.provision_percent), "until": command.provision_until}
    return Telling([("told.provision", told)], written(command.reason))


@teller
def _provision_ended(scene: Scene, command: EndProvision) -> Telling:
    row = scene.records.get(OwnProvision, command.id)
    return Telling([("told.provision_ended", {"percent": str(row.percent)})], written(command.reason))


@teller
def _rated(scene: Scene, command: SetProvisionRate) -> Telling:
    told = {"basis": command.provision_basis, "percent": str(command.provision_percent), "on": command.from_on}
    if command.creditor_id is None:
        return Telling([("told.provision_rate", told)], written(command.reason))
    code = scene.records.get(Creditor, command.creditor_id).code
    return Telling([("told.provision_rate_of", {**told, "code": code})], written(command.reason))
