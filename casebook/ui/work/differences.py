"""What lists say otherwise than we do: one answered by itself, or several accepted or dismissed as one step."""

from collections import Counter
from collections.abc import Iterator, Sequence

from casebook.domain.money import Cents
from casebook.store.actions.proposals import AcceptProposal, DismissProposal
from casebook.store.queries.proposals import Listed, WaitingRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import LongTextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import proposals
from casebook.ui.work.together import Decided, Work, together

_ACCEPT, _WITHOUT_BANK, _DISMISS = "accept", "without_bank", "dismiss"
_NOT_DONE, _OTHER = "differences.not_done", "differences.other_count"


async def decide(desk: Desk, chosen: Sequence[WaitingRow]) -> Decided | None:
    """Ask whether proposals are right, and do it as one step; None where one turned back.

    What is refused of several is told with the reason and waits on: what needs the approval of somebody else, what was
    changed since, what the bank did not report.
    """
    if len(chosen) == 1:
        (one,) = chosen
        done = await proposals.decide(desk, one.number, one.of_case)
        said = desk.instead or desk.say("work.saved", number=one.number, name=one.name)
        return Decided([one.id], said) if done else None
    entries = [
        Entry(_ACCEPT, "+", desk.say("differences.accept")),
        Entry(_DISMISS, "-", desk.say("differences.dismiss")),
    ]
    if any(row.kind is Listed.PAID for row in chosen):
        entries.insert(1, Entry(_WITHOUT_BANK, "b", desk.say("differences.without_bank")))
    heading = desk.say("differences.many", count=len(chosen))
    found = await desk.ask(Pick(desk, heading, entries, about="\n".join(_by_kind(desk, chosen))))
    return None if found is None else await together(desk, _work(desk, found), chosen, list(_about(desk, chosen)))


def told(desk: Desk, row: WaitingRow) -> str:
    """Return what a proposal says, of whom."""
    return f"{row.number} {clean_line(row.name)} · {proposals.told(desk, row.of_case)}"


def _work(desk: Desk, answer: str) -> Work[WaitingRow]:
    """Return what an answer does with proposals, and what it asks."""
    reason = LongTextField(desk.say("proposals.reason"), required=True)

    def accepting(row: WaitingRow) -> object:
        return AcceptProposal(row.id, row.version)

    def booking(row: WaitingRow) -> object:
        return AcceptProposal(row.id, row.version, reason.value, without_bank=True)

    def dismissing(row: WaitingRow) -> object:
        return DismissProposal(row.id, row.version, reason.value)

    def saying(row: WaitingRow) -> str:
        return told(desk, row)

    if answer == _ACCEPT:
        return Work("differences.accept_many", "differences.accepted", _NOT_DONE, _OTHER, accepting, saying)
    if answer == _WITHOUT_BANK:
        return Work("differences.book_many", "differences.accepted", _NOT_DONE, _OTHER, booking, saying, [reason])
    return Work("differences.dismiss_many", "differences.dismissed", _NOT_DONE, _OTHER, dismissing, saying, [reason])


def _by_kind(desk: Desk, rows: Sequence[WaitingRow]) -> Iterator[str]:
    """Yield how many there are of each kind, and what the payments come to."""
    counted = Counter(row.kind for row in rows)
    for kind in Listed:
        if count := counted[kind]:
            cents = Cents(sum(row.cents or 0 for row in rows if row.kind is kind))
            code = "differences.sum" if cents else "differences.number"
            yield desk.say(code, kind=desk.say(f"differences.list_{kind}"), count=count, cents=cents)


def _about(desk: Desk, rows: Sequence[WaitingRow]) -> Iterator[Line]:
    for said in _by_kind(desk, rows):
        yield line(Span(said, "strong"), hang=2)
