"""What is compared: agencies, routes, or the two arms of a batch; after how many days, and on which claims."""

from enum import StrEnum
from typing import NamedTuple

from casebook.domain.comparison.strata import Alike


class By(StrEnum):
    """What the groups are."""

    AGENCY = "agency"
    ROUTE = "route"
    ARM = "arm"


class Choice(NamedTuple):
    """What is compared; `batch_id` is the batch whose arms are, None for the newest that was split."""

    by: By = By.AGENCY
    horizon: int = 180
    alike: Alike = Alike.ALL
    batch_id: int | None = None
