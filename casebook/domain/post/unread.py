"""Why the text of something that came in could not be read, or not all of it."""

from enum import StrEnum


class Unread(StrEnum):
    """Why there is no text: nothing is lost by it, the original is kept.

    `PART`: there was more than is read; what is there is the beginning.
    """

    BROKEN = "broken"
    EMPTY = "empty"
    KIND = "kind"
    LOCKED = "locked"
    NO_TEXT = "no_text"
    PART = "part"
    TOO_HARD = "too_hard"
