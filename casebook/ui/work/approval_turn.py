"""Whose turn it is on a request for approval."""

from casebook.store.models.people import ApprovalState, Role
from casebook.store.queries.approvals import WaitingRow
from casebook.ui.desk import Desk


def concerns(row: WaitingRow, desk: Desk) -> bool:
    """Tell whether it is somebody's turn: to decide, to answer what was asked back, or to hear how it was decided."""
    me = desk.session.actor
    if me.person in row.whose:
        return row.state is not ApprovalState.ASKED or row.last_said_by_id not in (None, *row.whose)
    return row.state is ApprovalState.ASKED and Role.LEAD in me.roles
