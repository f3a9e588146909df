"""What a mail is that no person wrote: as the headers say, which anybody may have written."""

from enum import StrEnum


class PostNature(StrEnum):
    """A mail of a server or program: one of ours did not arrive, is late, or somebody is away.

    `AUTOMATIC`: an answer that nobody wrote. It tells that a mailbox is there, not that a person read anything.
    """

    BOUNCED = "bounced"
    DELAYED = "delayed"
    AUTOMATIC = "automatic"
