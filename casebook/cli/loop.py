"""The loop of events that the app runs in."""

import sys
from importlib import import_module


def import_without_tls() -> None:
    """Import the loop as on a Python that has no TLS: it opens no connection to anywhere.

    Else that is a fortieth of the start and of what a session holds. Who connects with TLS imports it himself.
    """
    missing = "ssl" not in sys.modules
    if missing:
        sys.modules["ssl"] = None  # type: ignore[assignment]  # None is how an import is made to fail
    import_module("asyncio")
    if missing:
        del sys.modules["ssl"]
