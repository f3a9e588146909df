"""Reading that another thread may stop, because nobody waits any more for what it would find."""

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Thread
from typing import Any

from casebook.errors import StoreError

# So many steps of SQLite's own machine, about a millisecond of work, go by between two looks whether to stop.
_STEPS = 10_000
# A request that reaches the server just before the statement does is lost: it is made again until the reading ends.
_AGAIN = 0.02


class Interrupted(StoreError):
    """A reading was stopped by who asked for it: there is nothing to tell anybody."""


class Reading:
    """One piece of reading, made by who wants it done, who may stop it from any thread at any time.

    The thread that reads does so within `Database.reading`; what it does before and after cannot be stopped.
    """

    def __init__(self) -> None:
        self.stopped = False
        self._lock = Lock()
        self._cancel: Callable[[], None] | None = None

    def stop(self) -> None:
        """Let the reading end with `Interrupted` as soon as can be, also where it has yet to begin; returns at once."""
        if self.stopped:
            return
        with self._lock:
            self.stopped = True
            if self._cancel is not None:
                Thread(target=self._ask, name="casebook-stop", daemon=True).start()

    def begin(self, connection: Any) -> None:
        """Make what runs on the connection of this thread stoppable."""
        if hasattr(connection, "set_progress_handler"):
            connection.set_progress_handler(lambda: self.stopped, _STEPS)
        else:
            with self._lock:
                self._cancel = connection.cancel_safe

    def end(self, connection: Any) -> None:
        """Let nothing that was asked for reach what the connection does next."""
        if hasattr(connection, "set_progress_handler"):
            connection.set_progress_handler(None, 0)
        else:
            # Held while the server is asked, which answers when it has passed the request on.
            with self._lock:
                self._cancel = None
            if self.stopped:
                self._leave(connection)

    @staticmethod
    def _leave(connection: Any) -> None:
        """End a transaction whose own end was what a request reached: nothing else would go through any more."""
        from psycopg import Error

        # Without a server what is read next tells.
        with suppress(Error):
            connection.rollback()

    def _ask(self) -> None:
        from psycopg import Error

        while True:
            with self._lock:
                if self._cancel is None:
                    return
                # No more connections, or no server: the reading itself will tell.
                with suppress(Error):
                    self._cancel()
            time.sleep(_AGAIN)
