"""What of a person may be read, as it is kept of who reads it."""

from enum import StrEnum


class ReadKind(StrEnum):
    """What of a person was read."""

    CASE = "case_opened"
    DOCUMENT = "document_read"
    EXPORT = "data_exported"
    FOUND = "found_by_search"
