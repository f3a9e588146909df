"""The records of an unwinding that lines of the log name."""

from typing import NamedTuple


class InsolvencyItem(NamedTuple):
    """What an insolvency touched."""

    id: int
    insolvency_id: int
    case_id: int
    kind: str
