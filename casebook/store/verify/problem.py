"""What a check of the database has to say."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Problem(NamedTuple):
    """Something a check found, as a code and its parameters: which record, and what to do.

    What is not `wrong` is only said: words that were erased, derived rows that wait for the nightly pass.
    """

    code: str
    parameters: Mapping[str, Any]
    wrong: bool = True
