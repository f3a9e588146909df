"""What a list or the insolvency register says otherwise: a person accepts it, and it is done, or says why not."""

from collections.abc import Awaitable, Callable, Sequence

from casebook.errors import Refused
from casebook.store.actions.proposals import AcceptProposal, DismissProposal
from casebook.store.database import Database
from casebook.store.queries import approvals, case, register
from casebook.store.queries.approvals import WaitingRow
from casebook.store.queries.case import CaseCard, ProposalRow
from casebook.store.queries.register import ChangeRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_approval import ask_approval, may_be_asked
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import line
from casebook.ui.widgets.fields import TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.approval_turn import concerns

_MOST = 200
Act = Callable[[], Awaitable[bool]]


async def proposals(desk: Desk, card: CaseCard) -> bool:
    """Ask which proposal, and whether it is right; without any the next step of its reminder cycle is proposed.

    A request for approval goes before: somebody waits for it.
    """
    asked = [one for one in await desk.read(approvals.of_case, card.case_id) if concerns(one, desk)]
    if asked:
        return bool(await _decide_request(desk, card, asked))
    found = await desk.read(_waiting, card.case_id)
    entries = [Entry[Act](_listed(desk, card, one), "", told(desk, one)) for one in found]
    entries += _published(desk, card, await desk.read(register.changes_of_case, card.case_id))
    if not entries:
        from casebook.ui.work.reminders import take_step

        return await take_step(desk, card)
    heading = desk.say("proposals.heading", number=card.number, name=card.name)
    act = entries[0].value if len(entries) == 1 else await desk.ask(Pick(desk, heading, entries, search=True))
    return act is not None and await act()


def _listed(desk: Desk, card: CaseCard, one: ProposalRow) -> Act:
    return lambda: decide(desk, card.number, one)


def _published(desk: Desk, card: CaseCard, changes: Sequence[ChangeRow]) -> list[Entry[Act]]:
    """Return what the register published, each by itself, and all together where there are several."""
    from casebook.ui.work import register_changes

    def deciding(chosen: Sequence[ChangeRow]) -> Act:
        async def act() -> bool:
            done = await register_changes.decide(desk, chosen)
            if done is not None:
                desk.tell(done.said)
            return done is not None

        return act

    def said(one: ChangeRow) -> str:
        # Above all of them stands whose case it is.
        whole = register_changes.told(one)
        return whole.removeprefix(f"{clean_line(one.name)} · ") if one.party_id == card.debtor_id else whole

    entries = [Entry[Act](deciding([one]), "", said(one)) for one in changes]
    if len(changes) > 1:
        entries.append(Entry[Act](deciding(changes), "", desk.say("register.many", count=len(changes))))
    return entries


async def _decide_request(desk: Desk, card: CaseCard, asked: Sequence[WaitingRow]) -> bool | None:
    """Ask which request for approval, and do what is chosen with it."""
    from casebook.ui.work.approvals import decide as decide_request

    entries = [Entry(one, "", desk.say(one.code, **one.parameters)) for one in asked]
    heading = desk.say("approval_list.of_case", number=card.number, name=card.name)
    one = asked[0] if len(asked) == 1 else await desk.ask(Pick(desk, heading, entries, search=True))
    return one is not None and await decide_request(desk, one)


async def decide(desk: Desk, number: str, one: ProposalRow) -> bool:
    """Ask whether a proposal in the case with a number is right, and do what is chosen; return whether it was done."""
    answers = [
        Entry("accept", "+", desk.say("proposals.accept")),
        Entry("another", "a", desk.say("proposals.another")),
        Entry("dismiss", "-", desk.say("proposals.dismiss")),
    ]
    if one.code not in ("proposal.settled", "proposal.paid"):
        del answers[1]
    chosen = await desk.ask(Pick(desk, told(desk, one), answers))
    if chosen is None:
        return False
    if chosen == "dismiss":
        reason = TextField(desk.say("proposals.reason"), required=True)
        form = Form(
            desk,
            desk.say("proposals.dismiss_heading", number=number),
            [reason],
            lambda: DismissProposal(one.proposal_id, one.version, reason.value),
            about=[line(told(desk, one))],
        )
        return await desk.ask(form) is not None
    accepted = AcceptProposal(one.proposal_id, one.version, another=chosen == "another")
    try:
        await desk.act(accepted)
    except Refused as refused:
        if may_be_asked(accepted, refused):
            return await ask_approval(desk, accepted, refused) is not None
        if refused.code != "proposal.awaits_bank":
            raise
        return await _without_bank(desk, number, one, refused, another=chosen == "another")
    return True


async def _without_bank(desk: Desk, number: str, one: ProposalRow, refused: Refused, *, another: bool) -> bool:
    """Ask why what the bank did not report is booked all the same."""
    reason = TextField(desk.say("proposals.reason"), required=True)
    form = Form(
        desk,
        desk.say("proposals.without_bank_heading", number=number),
        [reason],
        lambda: AcceptProposal(one.proposal_id, one.version, reason.value, another=another, without_bank=True),
        about=[line(desk.told(refused))],
    )
    return await desk.ask(form) is not None


def _waiting(database: Database, case_id: int) -> tuple[ProposalRow, ...]:
    return case.proposals(case_id).after(database, limit=_MOST).rows


def told(desk: Desk, one: ProposalRow) -> str:
    """Return what a proposal says, with the number of its claim."""
    said = desk.say(one.code, **one.parameters)
    return f"{clean_line(one.claim_number)}: {said}" if one.claim_number else said
