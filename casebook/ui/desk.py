"""What every screen works with: the session, its threads, questions to a person, and sentences in his language."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import CasebookError, Refused, StoreError
from casebook.store import people, readings, sight
from casebook.store.database import Database
from casebook.store.queries.queue import Whose
from casebook.store.reading import Interrupted, Reading
from casebook.store.transaction import Actor
from casebook.store.trouble import LOST, UNKNOWN, told
from casebook.ui.drafts import Drafts
from casebook.ui.errand import Errand
from casebook.ui.gate import Gate
from casebook.ui.prose import Span
from casebook.ui.repeat import Repeat
from casebook.ui.threads import Threads
from casebook.words import say

if TYPE_CHECKING:
    from casebook.settings import Settings
    from casebook.store.perform import Done
    from casebook.ui.app import CasebookApp
    from casebook.ui.dialogs.dialog import Dialog

P = ParamSpec("P")
R = TypeVar("R")

# What is refused to who works here no longer, or whose key was revoked.
GONE = frozenset({"person.left", "ssh_key.gone"})
# In seconds: work that takes longer is said to be under way.
_SLOW = 0.5


class Session(NamedTuple):
    """Who works, on which database and with whose cases, on which day of the office, and in which language.

    `today` says which day it has become meanwhile, `drafts` keeps what was typed when the connection breaks;
    `settings` are the choices of the person and the office.
    """

    database: Database
    actor: Actor
    whose: Whose
    day: date
    language: str
    today: Callable[[Database], date] = people.today
    drafts: Drafts | None = None
    settings: "Settings | None" = None


class Desk:
    """Reads and writes for the screens, one thing at a time each, and lets keys wait for what is under way.

    `errand` is the long work that nobody waits for, such as printing a thousand letters.
    """

    def __init__(self, app: "CasebookApp", session: Session, gate: Gate) -> None:
        self._app = app
        self.session = session
        self.gate = gate
        self._threads = Threads(session.database)
        self.errand = Errand(app, self, self._threads)
        self.post_said: tuple[Span, ...] = ()
        self._flows: set[asyncio.Task[None]] = set()
        self._searches: set[Reading] = set()
        self._seen: deque[readings.Read] = deque()
        self.repeat = Repeat()
        # What is said when a piece of work on a case is done, where that is not that it was saved.
        self.instead = ""

    @property
    def day(self) -> date:
        """The day it is in the office."""
        return self.session.day

    @property
    def language(self) -> str:
        """The language of the person."""
        return self.session.language

    def say(self, code: str, /, **parameters: object) -> str:
        """Return the sentence for a code in the person's language."""
        return say(code, parameters, self.session.language)

    def told(self, error: CasebookError) -> str:
        """Return the sentence for what was refused or could not be done, with the article that refuses it."""
        sentence = say(error.code, error.parameters, self.session.language)
        source = error.source if isinstance(error, Refused) else HOUSE_RULE
        return sentence if source == HOUSE_RULE else f"{sentence} ({source})"

    async def read(self, query: Callable[Concatenate[Database, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what a query returns. Raises `CasebookError` as the query does."""
        self.interrupt_reading()
        return await self._read(lambda: query(self.session.database, *args, **kwargs))

    async def search(self, query: Callable[Concatenate[Database, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what a query returns that may take long. It gives way to `read`: raises `Interrupted`.

        Where nobody waits for it any more, because the task that does was cancelled, the reading ends too.
        """
        database, reading = self.session.database, Reading()

        def within() -> R:
            with database.reading(reading):
                return query(database, *args, **kwargs)

        self._searches.add(reading)
        try:
            return await self._read(within)
        finally:
            reading.stop()
            self._searches.discard(reading)

    @property
    def is_searching(self) -> bool:
        """Whether something is searched for that may take long."""
        return bool(self._searches)

    @property
    def is_at_work(self) -> bool:
        """Whether something is read or written that somebody waits for: part of what the app tells is under way."""
        return self._threads.are_at_work

    def interrupt_reading(self) -> None:
        """Let what is searched for now end at once."""
        for reading in self._searches:
            reading.stop()

    async def act(self, command: object) -> "Done":
        """Perform a command; keys wait meanwhile. Raises `Refused`, `Stale` or `StoreError`; then nothing changed."""
        session = self.session

        def work() -> "Done":
            from casebook.store.perform import perform

            return perform(session.database, session.actor, session.day, command)

        return await self.meanwhile(self.say("app.saving"), self._saved(work))

    async def meanwhile(self, sentence: str, work: Awaitable[R]) -> R:
        """Return what work comes to; where it takes a while, a sentence stands there until it is done."""
        slow = asyncio.get_running_loop().call_later(_SLOW, lambda: self.tell(sentence))
        try:
            return await work
        finally:
            slow.cancel()
            self._app.take_back(sentence)

    async def act_all(
        self, many: Sequence[object], progress: Callable[[int], None], *, step: int | None = None
    ) -> "list[tuple[object, Done | CasebookError]]":
        """Perform commands as one step and return each with what became of it; keys wait meanwhile.

        With `step` they are part of what was begun before. `progress` is told how many are behind one, now and then.
        Raises `StoreError` where nothing could be done.
        """
        session, loop = self.session, asyncio.get_running_loop()

        def work() -> "list[tuple[object, Done | CasebookError]]":
            from casebook.store.perform import CHUNK, perform_all

            outcomes: list[tuple[object, Done | CasebookError]] = []
            try:
                for outcome in perform_all(session.database, session.actor, session.day, many, step=step):
                    outcomes.append(outcome)
                    if len(outcomes) % CHUNK == 0:
                        loop.call_soon_threadsafe(progress, len(outcomes))
            except CasebookError as error:
                if not outcomes:
                    raise
                # What was done before the database could not be reached is done.
                outcomes += [(command, error) for command in many[len(outcomes) :]]
            return outcomes

        outcomes = await self._saved(work)
        for _, outcome in outcomes:
            if isinstance(outcome, CasebookError):
                self._end_if_gone(outcome)
        return outcomes

    async def _saved(self, work: Callable[[], R]) -> R:
        with self.gate.busy():
            # Once begun it is done, also when the app ends meanwhile.
            try:
                done = await asyncio.shield(asyncio.ensure_future(self._threads.write(work)))
            except Refused as refused:
                self._end_if_gone(refused)
                raise
            except StoreError as error:
                if error.code in (LOST, UNKNOWN):
                    self._app.lose()
                raise
        try:
            await self._app.look_for_news()
        except CasebookError as error:
            # It was saved all the same.
            self.tell(self.told(error), trouble=True)
        return done

    def _end_if_gone(self, refused: CasebookError) -> None:
        """End the session of who works here no longer, with the sentence that says so."""
        if refused.code in GONE:
            self._app.send_away(self.told(refused))

    async def _read(self, work: Callable[[], R]) -> R:
        """Return what is read of what this person may see; a connection that was lost since is made anew."""
        session = self.session

        def seen() -> R:
            sight.narrow(session.database, session.actor.unseen, session.actor.person)
            return work()

        try:
            return await self._threads.read(seen)
        except StoreError as error:
            if error.code != LOST:
                raise
        return await self._threads.read(seen)

    async def found_again(self) -> str:
        """Return what is said when the database is there again: also whether what was saved last was, if in doubt.

        Raises `StoreError` while it cannot be known.
        """
        is_saved = await self._threads.write(self.session.database.settled)
        if is_saved is None:
            return self.say("app.found_again")
        return self.say("app.found_saved" if is_saved else "app.found_unsaved")

    async def write(self, work: Callable[Concatenate[Database, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what work that is no command returns, such as making derived rows anew."""
        return await self._threads.write(lambda: work(self.session.database, *args, **kwargs))

    def lightly(self, work: Callable[Concatenate[Database, P], R], *args: P.args, **kwargs: P.kwargs) -> None:
        """Do work that nobody waits for and that is no matter: where it cannot be done it is left undone."""
        database = self.session.database

        def connected() -> None:
            with suppress(CasebookError), told(database.address):
                database.connect()
                work(database, *args, **kwargs)

        self._threads.write_later(connected)

    def saw(self, read: readings.Read) -> None:
        """Note that personal data was read. Nobody waits for it; what cannot be written now is later."""
        self._seen.append(read)
        self._threads.write_later(self._write_seen)

    def _write_seen(self) -> None:
        session, some = self.session, []
        while self._seen:
            some.append(self._seen.popleft())
        if not some:
            return
        try:
            with told(session.database.address):
                session.database.connect()
                readings.write(session.database, session.actor.person, session.day, some)
        except CasebookError:
            self._seen.extendleft(reversed(some))

    async def rehearse(self, command: object, look: "Callable[[Database, Done], R]", *, derive: bool = True) -> R:
        """Return what `look` sees after a command was performed, which is then taken back as if it never was.

        Without `derive` it sees what follows from the facts as it was before, and sees it sooner.
        """
        session = self.session

        def work() -> R:
            from casebook.store.perform import rehearse

            return rehearse(session.database, session.actor, session.day, command, look, derive=derive)

        return await self._threads.write(work)

    def flow(self, steps: Coroutine[Any, Any, None]) -> None:
        """Start what takes several questions; keys wait but while it asks. A refusal ends it and becomes a notice."""
        self.gate.begin()
        task = asyncio.create_task(self._run(steps))
        self._flows.add(task)
        task.add_done_callback(self._flows.discard)

    async def ask(self, dialog: "Dialog[R]") -> R | None:
        """Return what a person answers to a dialog, None where he turned back. Only within a flow."""
        self.gate.hold.begin()
        await self._app.push_screen(dialog)
        await self.gate.hold.end()
        self.gate.end()
        return await dialog.answered()

    def tell(self, sentence: str, *, trouble: bool = False) -> None:
        """Show a sentence to the person until he types on."""
        self._app.tell(sentence, trouble=trouble)

    def close(self) -> None:
        """End the threads and their connections, when what they do is done."""
        for task in self._flows:
            task.cancel()
        self.interrupt_reading()
        self._threads.close(self._write_seen)

    async def _run(self, steps: Coroutine[Any, Any, None]) -> None:
        try:
            await steps
        except CasebookError as error:
            self.forget_ahead(error)
            self.tell(self.told(error), trouble=True)
        except Exception as fault:  # noqa: BLE001 the app ends with it, loudly
            self._app.fail(fault)
        finally:
            try:
                # What else is under way, such as reading the place one went to, is to be seen with it.
                if self.gate.is_last:
                    await self.gate.hold.end()
            finally:
                with suppress(RuntimeError):
                    self.gate.end()

    def forget_ahead(self, error: CasebookError) -> None:
        """Forget what was typed ahead, where that was meant for what the database could not be asked for."""
        if isinstance(error, StoreError) and not isinstance(error, Interrupted):
            self.gate.forget()
