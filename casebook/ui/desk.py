"""What every screen works with: the session, its threads, questions to a person, and sentences in his language."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import CasebookError, Refused, StoreError
from casebook.store import people, readings
from casebook.store.database import Database
from casebook.store.queries.queue import Whose
from casebook.store.reading import Interrupted, Reading
from casebook.store.transaction import Actor
from casebook.store.trouble import LOST, UNKNOWN, told
from casebook.ui.drafts import Drafts
from casebook.ui.errand import Came, Progress
from casebook.ui.gate import Gate
from casebook.ui.prose import Span
from casebook.ui.repeat import Repeat
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

    Reading and writing have a thread and a connection each, kept for as long as the session lasts. An errand has one
    while it is under way: long work that nobody waits for, such as printing a thousand letters.
    """

    def __init__(self, app: "CasebookApp", session: Session, gate: Gate) -> None:
        self._app = app
        self.session = session
        self.gate = gate
        self._reading = ThreadPoolExecutor(1, "casebook-read")
        self._writing = ThreadPoolExecutor(1, "casebook-write")
        self._errands = ThreadPoolExecutor(1, "casebook-errand")
        self._errand: asyncio.Task[None] | None = None
        self.came: Came | None = None
        self.meanwhile_said = ""
        self.post_said: tuple[Span, ...] = ()
        self._flows: set[asyncio.Task[None]] = set()
        self._closed = False
        self._searches: set[Reading] = set()
        self._waited_for = 0
        self._seen: deque[readings.Read] = deque()
        self.repeat = Repeat()

    @property
    def day(self) -> date:
        """The day it is in the office."""
        return self.session.day

    @property
    def language(self) -> str:
        """The language of the person."""
        return self.session.language

    @property
    def on_errand(self) -> bool:
        """Whether an errand is under way."""
        return self._errand is not None

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
        return self._waited_for > 0

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
        self, many: Sequence[object], progress: Callable[[int], None]
    ) -> "list[tuple[object, Done | CasebookError]]":
        """Perform commands as one step and return each with what became of it; keys wait meanwhile.

        `progress` is told how many are behind one, now and then. Raises `StoreError` where nothing could be done.
        """
        session, loop = self.session, asyncio.get_running_loop()

        def work() -> "list[tuple[object, Done | CasebookError]]":
            from casebook.store.perform import CHUNK, perform_all

            outcomes: list[tuple[object, Done | CasebookError]] = []
            try:
                for outcome in perform_all(session.database, session.actor, session.day, many):
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
                done = await asyncio.shield(asyncio.ensure_future(self._on(self._writing, work)))
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
        """Return what is read; a connection that was lost since is made anew."""
        try:
            return await self._on(self._reading, work)
        except StoreError as error:
            if error.code != LOST:
                raise
        return await self._on(self._reading, work)

    async def found_again(self) -> str:
        """Return what is said when the database is there again: also whether what was saved last was, if in doubt.

        Raises `StoreError` while it cannot be known.
        """
        is_saved = await self._on(self._writing, self.session.database.settled)
        if is_saved is None:
            return self.say("app.found_again")
        return self.say("app.found_saved" if is_saved else "app.found_unsaved")

    async def write(self, work: Callable[Concatenate[Database, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what work that is no command returns, such as making derived rows anew."""
        return await self._on(self._writing, lambda: work(self.session.database, *args, **kwargs))

    def lightly(self, work: Callable[Concatenate[Database, P], R], *args: P.args, **kwargs: P.kwargs) -> None:
        """Do work that nobody waits for and that is no matter: where it cannot be done it is left undone."""
        database = self.session.database

        def connected() -> None:
            with suppress(CasebookError), told(database.address):
                database.connect()
                work(database, *args, **kwargs)

        if not self._closed:
            self._writing.submit(connected)

    def saw(self, read: readings.Read) -> None:
        """Note that personal data was read. Nobody waits for it; what cannot be written now is later."""
        self._seen.append(read)
        if not self._closed:
            self._writing.submit(self._write_seen)

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

    async def rehearse(self, command: object, look: "Callable[[Database, Done], R]") -> R:
        """Return what `look` sees after a command was performed, which is then taken back as if it never was."""
        session = self.session

        def work() -> R:
            from casebook.store.perform import rehearse

            return rehearse(session.database, session.actor, session.day, command, look)

        return await self._on(self._writing, work)

    def send_out(self, sentence: str, work: Callable[[Database, Progress], R], came: Callable[[R], Came]) -> None:
        """Begin an errand: title bars say the sentence, keys go on, and the outbox tells what came of it.

        `work` may say how far it is, and ends at that when the session does. Raises `Refused` where one is under way.
        """
        if self._errand is not None:
            raise Refused("errand.one_at_a_time", source=HOUSE_RULE)
        self._errand = asyncio.create_task(self._out(sentence, work, came))

    def left_behind(self) -> str:
        """Return what is said to who leaves now of an errand: that it was under way, or what came of it; or nothing."""
        if self._errand is not None:
            return self.say("errand.left", what=self.meanwhile_said)
        return "" if self.came is None else self.came.sentence

    async def _out(self, sentence: str, work: Callable[[Database, Progress], R], came: Callable[[R], Came]) -> None:
        loop = asyncio.get_running_loop()

        def progress(done: int, count: int) -> None:
            if self._closed:
                raise asyncio.CancelledError
            loop.call_soon_threadsafe(self._app.say_meanwhile, f"{sentence} {done}/{count}")

        self._app.say_meanwhile(sentence)
        try:
            self.came = came(await self._on(self._errands, lambda: self._alone(work, progress)))
        except CasebookError as error:
            self.came = Came(self.told(error), trouble=True)
        except Exception as fault:  # noqa: BLE001 the app ends with it, loudly
            self._app.fail(fault)
            return
        finally:
            self._errand = None
        await self._app.came_back()

    def _alone(self, work: Callable[[Database, Progress], R], progress: Progress) -> R:
        """Return what an errand comes to; its connection is closed with it."""
        try:
            return work(self.session.database, progress)
        finally:
            self.session.database.leave()

    def flow(self, steps: Coroutine[Any, Any, None]) -> None:
        """Start what takes several questions; keys wait but while it asks. A refusal ends it and becomes a notice."""
        self.gate.begin()
        task = asyncio.create_task(self._run(steps))
        self._flows.add(task)
        task.add_done_callback(self._flows.discard)

    async def tell_came(self) -> None:
        """Show what came of the errand that is over, once. Only within a flow."""
        came, self.came = self.came, None
        if came is None:
            return
        self._app.say_meanwhile("")
        if came.lines:
            from casebook.ui.dialogs.reader import Reader

            await self.ask(Reader(self, came.heading, came.lines))
        self.tell(came.sentence, trouble=came.trouble)

    async def ask(self, dialog: "Dialog[R]") -> R | None:
        """Return what a person answers to a dialog, None where he turned back. Only within a flow."""
        await self._app.push_screen(dialog)
        self.gate.end()
        return await dialog.answered()

    def tell(self, sentence: str, *, trouble: bool = False) -> None:
        """Show a sentence to the person until he types on."""
        self._app.tell(sentence, trouble=trouble)

    def close(self) -> None:
        """End the threads and their connections, when what they do is done."""
        self._closed = True
        for task in self._flows:
            task.cancel()
        self.interrupt_reading()
        self._writing.submit(self._write_seen)
        for thread in (self._reading, self._writing, self._errands):
            thread.submit(self.session.database.close)
            thread.shutdown()

    async def _run(self, steps: Coroutine[Any, Any, None]) -> None:
        try:
            await steps
        except CasebookError as error:
            self.forget_ahead(error)
            self.tell(self.told(error), trouble=True)
        except Exception as fault:  # noqa: BLE001 the app ends with it, loudly
            self._app.fail(fault)
        finally:
            with suppress(RuntimeError):
                self.gate.end()

    def forget_ahead(self, error: CasebookError) -> None:
        """Forget what was typed ahead, where that was meant for what the database could not be asked for."""
        if isinstance(error, StoreError) and not isinstance(error, Interrupted):
            self.gate.forget()

    async def _on(self, thread: ThreadPoolExecutor, work: Callable[[], R]) -> R:
        if self._closed:
            # A timer or a message that was still under way when the app ended.
            raise asyncio.CancelledError
        database = self.session.database

        def connected() -> R:
            with told(database.address):
                database.connect()
                return work()

        self._waited_for += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(thread, connected)
        finally:
            self._waited_for -= 1
