"""What is to be done next in the cases of a debtor whose proceeding is over: by what its end did to the rest."""

from collections.abc import Mapping

from casebook.domain.insolvency.facts import UNTRACKED, EventKind
from casebook.domain.insolvency.rules import Effect
from casebook.domain.insolvency.standing import outcome
from casebook.store import insolvency_rows
from casebook.store.actions.insolvency_next import is_ours, note_of
from casebook.store.insolvency_rows import Recorded
from casebook.store.models.cases import Case, CaseState, NextKind
from casebook.store.transaction import Transaction

_N = NextKind
# Whether what an end did is right for a claim is a matter of law: a clean slate has exceptions.
_NEXT: Mapping[Effect | None, NextKind] = {
    Effect.REVIVES: _N.CHOOSE_ROUTE,
    Effect.TITLE: _N.CHOOSE_ROUTE,
    Effect.NATURAL_OBLIGATION: _N.CHECK_PAYMENT,
    Effect.BOUND: _N.CHECK_PAYMENT,
    Effect.DISCHARGED: _N.CHECK_PAYMENT,
    Effect.PAID: _N.CHECK_PAYMENT,
    Effect.UNENFORCEABLE: _N.LEGAL_REVIEW,
    Effect.CEASED: _N.CLOSE,
    Effect.RESTORED: _N.CHOOSE_ROUTE,
    None: _N.LEGAL_REVIEW,
}


def take_up(tx: Transaction, recorded: Recorded, *, is_new: bool) -> None:
    """Let the open cases of a debtor be taken up today; what a person noted for their next action stays with it.

    While he is in another proceeding nothing is, nor after an annulment where nothing had been unwound. Where that it
    is over is not new, only a next action that Casebook set follows how it ended now.
    """
    found = outcome(recorded.proceeding, tx.law.insolvency)
    if found is None or recorded.row.kind in UNTRACKED:
        return
    if found.effect is Effect.RESTORED and all(one.kind is not EventKind.CUT for one in recorded.events):
        return
    others = insolvency_rows.of_parties(tx.database, [recorded.row.party_id])
    if any(one.proceeding.live and one.row.kind not in UNTRACKED for one in others):
        return
    own = Case.select().where(Case.debtor_id == recorded.row.party_id, Case.state == CaseState.OPEN)
    for case in tx.find(own.order_by(Case.id)):
        ours = is_ours(case, recorded)
        if is_new or (ours and case.next_kind != _NEXT[found.effect]):
            on = tx.day if case.next_on is None else min(case.next_on, tx.day)
            note = note_of(recorded) if ours else case.next_note
            tx.change(case, next_kind=_NEXT[found.effect], next_note=note, next_on=on, moves=0)
