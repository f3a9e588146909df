"""Arrangements of all cases: terms of this week, those behind, those nobody can judge, and so on to all there were."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.getters import query_one

from casebook import format as form
from casebook.domain.arrangement.standing import PlanState
from casebook.store.bank_freshness import AccountCover, Receipts
from casebook.store.database import Database
from casebook.store.queries import arrangement_standing, choices
from casebook.store.queries.arrangement_standing import Listed, ListedPlan
from casebook.store.queries.listing import Count, Listing
from casebook.text import clean_line
from casebook.ui.case_tabs.arrangement_lines import plan_lines
from casebook.ui.desk import Desk
from casebook.ui.keys import place_key
from casebook.ui.prose import Line, Span, line
from casebook.ui.screens import working
from casebook.ui.screens.list_place import ListPlace
from casebook.ui.screens.today import by
from casebook.ui.views import Part, Shown, Starter
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.text_page import TextPage
from casebook.ui.widgets.windowed_list import Shape
from casebook.ui.work.payoff_lines import grouped

_TROUBLED = frozenset({PlanState.IN_NOTICE, PlanState.BREAK_PROPOSED})
# An account that was known up to then is known well enough for most terms.
_FRESH = timedelta(days=3)


class Arrangements(ListPlace[ListedPlan]):
    """Payment arrangements."""

    NAME = "place.arrangements"
    LIST = "arrangements"
    HINTS: ClassVar = (
        "app.goto", "arrangements.plan_list", "case.arrangement", "list.filter", "case.contact", "case.next",
        "list.mark", "case.explain", "app.help",
    )  # fmt: skip
    VIEWS: ClassVar = (Starter(1, "starter.all", Shown()),)
    BINDINGS: ClassVar[list[BindingType]] = [
        place_key("right_square_bracket", "part(1)", "arrangements.plan_list"),
        place_key("left_square_bracket", "part(-1)", "arrangements.plan_list_back"),
        place_key("E", "debits", "arrangements.debits"),
    ]

    accounts = query_one("#accounts", TextPage)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._counts: dict[Listed, Count] = {}
        self._known: list[Line] = []

    def body(self) -> ComposeResult:
        """Lay out up to when each account is known, and the list with its preview."""
        yield TextPage(id="accounts")
        yield from super().body()

    def shape(self) -> Shape[ListedPlan]:
        """Return the columns of the list."""
        desk = self.desk
        return Shape(
            (
                Column("", 2, lambda row: "!" if _is_troubled(row) else "", style=_style),
                Column("queue.case", 9, lambda row: row.number),
                Column("queue.debtor", 10, lambda row: row.name, share=2),
                Column("arrangement_list.state", 14, lambda row: desk.say(f"word.plan_{row.state}"), style=_style),
                Column("arrangement_list.next", 9, lambda row: _next(row, desk)),
                Column("arrangement_list.behind", 9, self._behind, right=True, style=_style),
                Column("arrangement_list.note", 11, lambda row: note(row, desk), share=2, style=_style),
                Column("arrangement_list.rest", 11, self._rest, right=True, spare=2),
                Column("queue.owner", 12, lambda row: row.owner, spare=3, style=_quiet),
            ),
            lambda row: row.arrangement_id,
            "arrangement_list.empty",
        )

    def windows(self, shown: Shown) -> Callable[[Database], Listing[ListedPlan]]:
        """Return what makes the list of arrangements."""
        listed, narrowing, on = self._listed, self.narrowing(shown), self.desk.day
        return lambda database: arrangement_standing.plans(database, listed, on, narrowing)

    def first_part(self) -> Part:
        """Return the terms of this week."""
        return Part(Listed.THIS_WEEK, "")

    async def parts(self) -> Sequence[Part]:
        """Return the lists; the title says how they are called."""
        return [Part(listed, "") for listed in Listed]

    @property
    def _listed(self) -> Listed:
        return Listed(self.part.id)

    def case_of(self, row: ListedPlan) -> int:
        """Return the case of a row."""
        return row.case_id

    def copied(self, row: ListedPlan) -> str:
        """Return the number and name of the case."""
        return f"{row.number} {row.name}"

    async def change(self, shown: Shown, near: ListedPlan | None = None) -> None:
        """Show something else."""
        await super().change(shown, near)
        self._show_accounts()

    async def action_open(self) -> None:
        """Open the case of the row at its arrangements."""
        from casebook.ui.screens.case import CaseScreen

        if self.case_id is not None:
            await self.app.push_screen(CaseScreen(self.desk, self.case_id, tab="arrangement"))

    def action_debits(self) -> None:
        """See to the batches of direct debits."""
        from casebook.ui.work.debit_batches import batches

        self.desk.flow(working.own(self, batches(self.desk)))

    async def preview_of(self, case_id: int | None) -> Sequence[Line]:
        """Return the arrangement the cursor rests on."""
        row = self.list.chosen
        if row is None or case_id is None:
            return ()
        found = await self.desk.read(arrangement_standing.of_case, case_id, self.desk.day)
        return [one for plan in found if plan.plan.id == row.arrangement_id for one in plan_lines(plan, self.desk)]

    async def stand(self) -> None:
        """Read what the title says beside the list."""
        self._counts, accounts = await self.desk.read(_read, self.desk.day)
        self._known = list(_account_lines(accounts, self.desk))
        self._show_accounts()
        self.tell()

    def titled(self) -> Iterator[Span]:
        """Yield which list is shown, and after it those that follow and have something, with how many."""
        desk = self.desk
        yield Span(f" {desk.say('place.arrangements')} ▸ ")
        every = list(Listed)
        at = every.index(self._listed)
        for place, listed in enumerate([*every[at:], *every[:at]]):
            count = self._counts.get(listed, Count(0))
            number = f" {_number(count, desk)}" if count.number else ""
            if not place or number:
                yield Span(" · " if place else "", "quiet")
                yield Span(desk.say(f"arrangement_list.in_{listed}") + number, "" if place else "strong")

    def _behind(self, row: ListedPlan) -> str:
        return form.amount(row.behind_cents, self.desk.language) if row.behind_cents else ""

    def _rest(self, row: ListedPlan) -> str:
        return form.amount(row.rest_cents, self.desk.language)

    def _show_accounts(self) -> None:
        """Show up to when each account is known, where that is what keeps anybody from judging."""
        self.accounts.display = self._listed is Listed.UNJUDGED
        self.accounts.show(self._known)


def note(row: ListedPlan, desk: Desk) -> str:
    """Return what is to be known of a row beside its state: why it waits, and until when."""
    if row.possible_receipts:
        return desk.say("arrangement_list.possible", count=row.possible_receipts)
    if row.judged_once < date.max:
        return desk.say("arrangement_list.unjudged")
    if row.state in _TROUBLED and row.pay_until is not None:
        return desk.say("arrangement_list.pay_until", on=by(row.pay_until, desk))
    if row.late_terms:
        return desk.say("arrangement_list.late", count=row.late_terms)
    return ""


def _next(row: ListedPlan, desk: Desk) -> str:
    return "" if row.next_due_on == date.max else by(row.next_due_on, desk)


def _is_troubled(row: ListedPlan) -> bool:
    return row.state in _TROUBLED or row.late_terms > 0 or row.judged_once < date.max


def _style(row: ListedPlan) -> str:
    return "due" if _is_troubled(row) else ""


def _quiet(_: ListedPlan) -> str:
    return "quiet"


def _number(count: Count, desk: Desk) -> str:
    return form.number(count.number, desk.language) + ("+" if count.more else "")


class _ListCover(NamedTuple):
    """An entity whose ledger books what comes in, and the day of its last list."""

    creditor: str
    until_on: date | None


def _account_lines(told: Sequence[AccountCover | _ListCover], desk: Desk) -> Iterator[Line]:
    """Yield up to when each account is known, or the list that stands for it; the one that is behind most first."""
    for one in sorted(told, key=lambda one: one.until_on or date.min):
        is_old = one.until_on is None or one.until_on < desk.day - _FRESH
        yield line(Span(_cover(one, desk), "due" if is_old else "quiet"))


def _cover(one: AccountCover | _ListCover, desk: Desk) -> str:
    if isinstance(one, _ListCover):
        code = "arrangement_list.account_no_list" if one.until_on is None else "arrangement_list.account_by_list"
        return desk.say(code, creditor=clean_line(one.creditor), on=one.until_on)
    if one.until_on is None:
        return desk.say("arrangement_list.account_never", iban=grouped(one.iban))
    code = "arrangement_list.account" if one.from_on is None else "arrangement_list.account_from"
    return desk.say(code, iban=grouped(one.iban), begins=one.from_on, on=one.until_on)


def _read(database: Database, day: date) -> tuple[dict[Listed, Count], list[AccountCover | _ListCover]]:
    with database.snapshot():
        counts = {one: arrangement_standing.plans(database, one, day).count(database) for one in Listed}
        creditors = choices.creditors(database)
        receipts = Receipts(database, [one.creditor_id for one in creditors])
        known = {one.code: receipts.known([one.creditor_id]) for one in creditors}
        lists = [_ListCover(code, one.until_on) for code, one in known.items() if one.by_list]
        return counts, [*(one for one in receipts.covers() if not one.by_list), *lists]
