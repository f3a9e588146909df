"""What is noticed by itself: what colleagues wrote, that the database is there again, and that a new day began."""

from collections.abc import Awaitable, Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from textual.worker import Worker

from casebook.errors import CasebookError, Refused
from casebook.store import people
from casebook.store.queries import log, queue
from casebook.store.queries.log import NewsRow
from casebook.ui.desk import Desk
from casebook.ui.presence import Presence
from casebook.ui.screens.place import Place

if TYPE_CHECKING:
    from casebook.ui.app import CasebookApp

# In seconds: how often it is asked whether a colleague changed something.
EVERY = 2.0
# How long at least from one time to the next that is shown which is about no case on the screen: with many at work
# something is written all the time, and to read a whole list again for each of it would keep every session busy.
BESIDE = 10.0
# So often that is put off while something is searched for.
_PUT_OFF = 5
# So many cases of the own queue are made anew before somebody else may write.
_AT_ONCE = 100
# Which commands change what waits in the in-tray; to take one back may too.
_TELLS_OF_POST = ("post.", "step.")
# Which change who may do and see what; so may taking back what is about no case.
_TELLS_OF_PEOPLE = ("person.", "team.", "sight.")


class News:
    """Looks for news now and then, and shows it in the places of the app."""

    def __init__(self, app: "CasebookApp", desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._presence = Presence(desk)
        self._seen = self._put_off = 0
        self._lost = False
        # The cases of what was written and is not shown yet, and when something was.
        self._unshown: list[frozenset[int]] = []
        self._shown_at = 0.0

    async def begin(self) -> None:
        """Note what is written so far: only what comes after it is news."""
        self._seen = await self._desk.read(log.head)

    def go_on(self) -> None:
        """Look from now on, and for what there is to say and to make anew at the start of a session."""
        self._app.run_worker(self._look_first(), group="post")
        self._app.set_interval(EVERY, self.poll)
        self._app.run_worker(self._make_own_anew(), group="own")

    def end(self) -> None:
        """Tell others that no case is open here any more."""
        self._presence.leave()

    def lose(self) -> None:
        """Look whether the database is there again, and say so: something could not be saved."""
        self._lost = True

    async def poll(self) -> None:
        """Look for news now and then; a search that goes on is not begun again for it each time."""
        if self._desk.is_searching and self._put_off < _PUT_OFF:
            self._put_off += 1
        else:
            self._put_off = 0
            await self._app.look_for_news(at_leisure=True)

    async def look(self, *, at_leisure: bool = False) -> None:
        """Show what was written since, by anybody, and what a new day brings.

        `at_leisure`: what is about no case on the screen may wait a while.
        """
        app, desk = self._app, self._desk
        try:
            await self._new_day()
            lines, others = await self._presence.look(self._seen, self._open_case)
        except CasebookError as error:
            self._lost = True
            app.tell(desk.told(error), trouble=True)
            return
        if self._lost and not await self._found_again():
            return
        for place in app.places():
            if place.at_case is not None and place.at_case == self._open_case:
                place.also_open(others)
        if lines:
            self._seen = lines[-1].number
            self._unshown.append(frozenset(case for one in lines for case in one.cases))
            if not await self._heed(lines):
                return
        cases = frozenset[int]().union(*self._unshown)
        if self._unshown and not (at_leisure and self._may_wait(cases)):
            some, self._unshown, self._shown_at = self._unshown, [], monotonic()
            try:
                await self._show(lambda place: place.news(cases))
            except BaseException:
                # Nobody saw it: it is shown the next time.
                self._unshown = [*some, *self._unshown]
                raise

    async def _heed(self, lines: Sequence[NewsRow]) -> bool:
        """Do what follows for this session from what was written; return whether it goes on."""
        app, desk = self._app, self._desk
        if any(_is_of_people(line) for line in lines):
            try:
                await desk.read(people.refuse_gone, desk.session.actor, desk.day)
            except Refused as gone:
                app.send_away(desk.told(gone))
                return False
            await self._take_roles()
        if any(line.command.startswith(_TELLS_OF_POST) for line in lines):
            await self._look_for_post()
        return True

    def _may_wait(self, cases: frozenset[int]) -> bool:
        top = self._app.screen
        shown = top.shown_cases() if isinstance(top, Place) else ()
        return cases.isdisjoint(shown) and monotonic() < self._shown_at + BESIDE

    @property
    def _open_case(self) -> int | None:
        """The case that is open on top, also below a dialog."""
        return next((one.at_case for one in reversed(self._app.screen_stack) if isinstance(one, Place)), None)

    async def _found_again(self) -> bool:
        """Say that the database is there again, and what became of what was being saved; show how things are now.

        While the latter cannot be known it is looked for again with the news.
        """
        try:
            self._app.tell(await self._desk.found_again())
        except CasebookError as error:
            self._app.tell(self._desk.told(error), trouble=True)
            return False
        self._lost = False
        await self._show(lambda place: place.load())
        return True

    async def _new_day(self) -> None:
        desk = self._desk
        day = await desk.read(desk.session.today)
        if day != desk.day:
            desk.session = desk.session._replace(day=day)
            await self._take_roles()
            await self._look_for_post()
            _: Worker[None] = self._app.run_worker(self._make_own_anew, group="own", exclusive=True)

    async def _take_roles(self) -> None:
        """Act with the roles of today, and see what one may: some may have begun or ended since."""
        session = self._desk.session
        actor = await self._desk.read(people.actor_now, session.actor, session.day)
        self._desk.session = session._replace(actor=actor)
        if actor.unseen != session.actor.unseen:
            await self._show(lambda place: place.load())
        for place in self._app.places():
            if place.is_mounted:
                place.hint()

    async def _make_own_anew(self) -> None:
        """Make anew what a new day changed in the own queue, without waiting for the nightly pass."""
        desk = self._desk
        whose = desk.session.whose
        # It would interrupt what is read to be shown first.
        await desk.gate.quiet()
        while some := await desk.read(queue.overdue_cases, whose, desk.day, _AT_ONCE):
            from casebook.store import stale

            await desk.write(stale.renew, desk.day, some)
            await self._show(lambda place: place.load())

    async def _look_first(self) -> None:
        # Much is imported for it: what is shown first does not wait for that.
        await self._desk.gate.quiet()
        await self._look_for_post()

    async def _look_for_post(self) -> None:
        """Say in every title what waits in the in-tray."""
        from casebook.store.queries import in_tray
        from casebook.ui.screens.in_tray_lists import in_title

        desk = self._desk
        desk.post_said = tuple(in_title(await desk.read(in_tray.waiting, desk.day), desk))
        for place in self._app.places():
            if place.is_mounted:
                place.tell_post()

    async def _show(self, reading: Callable[[Place], Awaitable[None]]) -> None:
        """Show what became otherwise on the place on top; any other, and one that is worked in, shows it later."""
        top = self._app.screen
        for place in self._app.places():
            # All at once: one may go to any of them while the one on top is read.
            place.outdated |= place is not top or place.working
        if isinstance(top, Place) and not top.working:
            await top.shown(reading(top))


def _is_of_people(line: NewsRow) -> bool:
    return line.command.startswith(_TELLS_OF_PEOPLE) or (line.command.startswith("step.") and not line.cases)
