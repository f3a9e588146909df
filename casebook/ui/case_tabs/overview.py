"""The overview of a case: why it needs work, what is next, who it is about, and what was said last."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.getters import query_one

from casebook.domain.finding import HOUSE_RULE
from casebook.store.database import Database
from casebook.store.queries import case, debtor
from casebook.store.queries.case import CaseCard, ContactRow, HoldRow, NoteRow, ProposalRow, SignalRow, TrackRow
from casebook.store.queries.debtor import (
    LiableParty,
    OtherCaseRow,
    Party,
)
from casebook.store.queries.listing import Page
from casebook.store.queries.told.words import channel_word, outcome_word
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.about import BELOW, PARTS
from casebook.ui.case_tabs.debtor import debtor_lines, representative_line
from casebook.ui.case_tabs.tab import Tab
from casebook.ui.case_tabs.telling import bullet, day, hold_said, part, period, track_word
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.text_page import TextPage

# So many of each are shown; the rest is behind Enter.
SHOWN = 5
# In cells: a day and the room behind it.
DAY = 12
# A case of many claims may have a reason for each.
_SIGNALS = 10
_LONGEST = 400


class Overview(NamedTuple):
    """What the overview is made of."""

    card: CaseCard
    signals: list[SignalRow]
    tracks: list[TrackRow]
    holds: list[HoldRow]
    party: Party
    liable: list[LiableParty]
    others: Page[OtherCaseRow]
    proposals: Page[ProposalRow]
    contacts: Page[ContactRow]
    notes: Page[NoteRow]
    about: list[Line]
    below: list[Line]


def read_overview(database: Database, case_id: int, desk: Desk) -> Overview | None:
    """Return what the overview is made of, None where there is no such case."""
    with database.snapshot():
        card = case.card(database, case_id)
        if card is None:
            return None
        party = debtor.party(database, card.debtor_id)
        assert party is not None
        return Overview(
            card,
            case.signals(database, case_id),
            case.tracks(database, case_id),
            case.holds(database, case_id),
            party,
            debtor.liable(database, case_id),
            debtor.other_cases(card.debtor_id, case_id).after(database, None, SHOWN),
            case.proposals(case_id).after(database, None, SHOWN),
            case.contacts(case_id).after(database, None, SHOWN),
            case.notes(case_id).after(database, None, SHOWN),
            [line for tell in PARTS for line in tell(database, card, desk)],
            [line for tell in BELOW for line in tell(database, card, desk)],
        )


class OverviewTab(Tab):
    """The overview as a page."""

    NAME = "overview"

    page = query_one("#overview", TextPage)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield TextPage([line(Span(self.desk.say("list.loading"), "quiet"))], id="overview")

    @property
    def mover(self) -> TextPage:
        """The page."""
        return self.page

    async def load(self) -> None:
        """Read the page, and show it from where one was."""
        found = await self.desk.read(read_overview, self.case_id, self.desk)
        if found is not None:
            top = self.page.top
            self.page.show(overview_lines(found, self.desk))
            self.page.move(top)

    async def open(self) -> None:
        """Ask what of the overview to open, and open it."""
        from casebook.ui.case_tabs.overview_pages import choose
        from casebook.ui.screens.case import CaseScreen

        other = await choose(self.desk, self.case_id)
        if other is not None:
            await self.app.push_screen(CaseScreen(self.desk, other))


def overview_lines(found: Overview, desk: Desk) -> list[Line]:
    """Return the lines of the overview."""
    say = desk.say
    lines = [
        *part(say("overview.why"), list(_signals(found.signals, desk))),
        *part(say("overview.next"), list(_next(found.card, desk))),
        *part(say("overview.tracks"), [_track(track, desk) for track in found.tracks]),
        *part(say("overview.holds"), [_hold(hold, desk) for hold in found.holds]),
        *_more(
            say("overview.proposals"), [proposal_line(one, desk) for one in found.proposals.rows], found.proposals, desk
        ),
        *found.about,
        *part(say("overview.debtor"), list(debtor_lines(found.party, desk))),
        *part(say("overview.representatives"), [representative_line(one, desk) for one in found.party.representatives]),
        *part(say("overview.liable"), [_liable(one, desk) for one in found.liable]),
        *found.below,
        *_more(say("overview.others"), [_other(one, desk) for one in found.others.rows], found.others, desk),
        *_more(
            say("overview.contacts"), [contact_line(one, desk) for one in found.contacts.rows], found.contacts, desk
        ),
        *_more(say("overview.notes"), [note_line(one, desk) for one in found.notes.rows], found.notes, desk),
    ]
    if not found.contacts.rows and not found.notes.rows:
        lines += [head(say("overview.contacts")), line("  ", Span(say("overview.no_contacts"), "quiet"))]
    return lines[:-1] if lines and lines[-1] == EMPTY else lines


def contact_line(row: ContactRow, desk: Desk) -> Line:
    """Return what a contact was and came to, with what was said."""
    way = desk.say("overview.incoming" if row.incoming else "overview.outgoing")
    said = desk.say(
        "overview.contact",
        channel=channel_word(row.channel),
        outcome=outcome_word(row.outcome, row.channel),
        party=row.party,
        way=way,
    )
    spans = [Span(day(row.on_day, desk).ljust(DAY), "quiet"), Span(said)]
    if row.person:
        spans.append(Span(f" ({clean_line(row.person)})", "quiet"))
    if row.text:
        spans.append(Span("\n" + clean(row.text)))
    return line("  ", *spans, hang=DAY + 2)


def note_line(row: NoteRow, desk: Desk) -> Line:
    """Return what somebody wrote down."""
    written = Span(day(row.on_day, desk).ljust(DAY), "quiet")
    return line("  ", written, clean(row.text), Span(f" ({clean_line(row.person)})", "quiet"), hang=DAY + 2)


def proposal_line(row: ProposalRow, desk: Desk) -> Line:
    """Return what a list says otherwise, and of which claim."""
    of = f" ({clean_line(row.claim_number)})" if row.claim_number else ""
    return bullet(desk.say(row.code, **row.parameters), Span(of, "quiet"))


def _more(
    heading: str,
    lines: list[Line],
    page: "Page[ProposalRow] | Page[OtherCaseRow] | Page[ContactRow] | Page[NoteRow]",
    desk: Desk,
) -> list[Line]:
    if page.after:
        lines = [*lines, line("  ", Span(desk.say("overview.more"), "quiet"))]
    return part(heading, lines)


def _signals(signals: Sequence[SignalRow], desk: Desk) -> Iterator[Line]:
    yield from (_signal(signal, desk) for signal in signals[:_SIGNALS])
    if len(signals) > _SIGNALS:
        yield line("  ", Span(desk.say("overview.more_signals", count=len(signals) - _SIGNALS), "quiet"))


def _signal(signal: SignalRow, desk: Desk) -> Line:
    red = signal.red_on is not None and signal.red_on <= desk.day
    late = signal.due_on is not None and signal.due_on < desk.day
    sign = Span("  !! ", "urgent") if red else Span("   ! ", "due") if late else Span("   · ")
    said = desk.say(signal.code, **signal.parameters)
    spans = [sign, Span(said, "urgent" if red else "")]
    number = signal.parameters.get("number")
    if isinstance(number, str) and clean_line(number) not in said:
        spans.append(Span(f" · {clean_line(number)}", "quiet"))
    if signal.due_on is not None and signal.due_on not in signal.parameters.values():
        spans.append(Span(f" · {desk.say('overview.due', on=signal.due_on)}", "quiet"))
    if signal.red_on is not None and not red:
        spans.append(Span(f" · {desk.say('overview.red', on=signal.red_on)}", "due"))
    if signal.source != HOUSE_RULE:
        spans.append(Span(f"  {signal.source}", "quiet"))
    return line(*spans, hang=5)


def _next(card: CaseCard, desk: Desk) -> Iterator[Line]:
    if card.next_kind is None or card.next_on is None:
        return
    said = desk.say("case_screen.next", kind=card.next_kind, on=card.next_on)
    yield line("  ", said, Span(f" · {clean_line(card.owner)}", "quiet"), hang=2)
    if card.next_note:
        yield line("  ", clean(card.next_note), hang=2)
    if card.moves:
        yield line("  ", Span(desk.say("overview.moved", count=card.moves), "quiet"), hang=2)


def _track(track: TrackRow, desk: Desk) -> Line:
    because = clean_line(track.closed_because or track.opened_because, _LONGEST)
    said = f"{track_word(track.kind, desk)} {period(track.opened_on, track.closed_on, desk)}"
    return bullet(Span(said, "quiet" if track.closed_on else ""), Span(f" · {because}" if because else "", "quiet"))


def _hold(hold: HoldRow, desk: Desk) -> Line:
    ended = hold.lifted_on is not None or (hold.until_on is not None and hold.until_on < desk.day)
    said = hold_said(hold, desk)
    lifted = f" · {desk.say('overview.lifted', on=hold.lifted_on)}" if hold.lifted_on else ""
    return bullet(Span(said, "quiet" if ended else "due"), Span(lifted, "quiet"))


def _liable(row: LiableParty, desk: Desk) -> Line:
    said = f"{clean_line(row.name)} · {desk.say(f'word.{row.relation}')}"
    count = desk.say("overview.claims", count=row.claims)
    ended = f" · {desk.say('period.until', on=row.ended_on)}" if row.ended_on else ""
    return bullet(Span(said, "quiet" if row.ended_on else ""), Span(f" · {count}{ended}", "quiet"))


def _other(row: OtherCaseRow, desk: Desk) -> Line:
    state = desk.say(f"word.{row.state}")
    return bullet(row.number, Span(f" · {state} · {period(row.opened_on, row.closed_on, desk)}", "quiet"))
