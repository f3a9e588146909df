"""The weak points of a guarantee: what a guarantor can hold against us, or what we could not prove (BW 1:88, 7:850)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.money import Cents


class Guarantee(NamedTuple):
    """What is known of a guarantee; `natural` whether a natural person gave it, None where that is not known.

    `capacity` is how he acted, None where nobody knows. `most_cents` is the agreed maximum. `notified_on` is when he
    was told of the notice of default, which the main debtor received on `notice_on`.
    """

    natural: bool | None
    capacity: Capacity | None
    most_cents: Cents | None
    in_writing: bool
    spouse_consented: bool | None
    notified_on: date | None
    notice_on: date | None


class GuaranteePoint(NamedTuple):
    """A weak point, said by `words.say(code)`, with the article it rests on."""

    code: str
    source: str


def guarantee_points(of: Guarantee) -> tuple[GuaranteePoint, ...]:
    """Return the weak points of a guarantee. How somebody acted that is not known protects him as a private person."""
    return tuple(_points(of))


def _points(of: Guarantee) -> Iterator[GuaranteePoint]:
    if of.natural is not False:
        yield from _private(of)
        yield from _spouse(of)
    if of.notice_on is not None and (of.notified_on is None or of.notified_on > of.notice_on):
        late = of.notified_on is not None
        yield GuaranteePoint("guarantee.told_late" if late else "guarantee.not_told", "BW 7:855 lid 2")


def _private(of: Guarantee) -> Iterator[GuaranteePoint]:
    if of.capacity is Capacity.BUSINESS:
        return
    if of.capacity is None:
        yield GuaranteePoint("guarantee.capacity_unknown", "BW 7:857")
    if of.most_cents is None:
        yield GuaranteePoint("guarantee.no_maximum", "BW 7:858 lid 1")
    if not of.in_writing:
        yield GuaranteePoint("guarantee.not_in_writing", "BW 7:859 lid 1")


def _spouse(of: Guarantee) -> Iterator[GuaranteePoint]:
    """Yield that a spouse may annul what he or she did not consent to, but for the ordinary course of a business."""
    if of.spouse_consented:
        return
    if of.capacity is Capacity.BUSINESS:
        yield GuaranteePoint("guarantee.spouse_business", "BW 1:88 lid 5; BW 1:89")
    else:
        known = of.spouse_consented is not None
        yield GuaranteePoint(
            "guarantee.spouse_not" if known else "guarantee.spouse_unknown", "BW 1:88 lid 1 c; BW 1:89"
        )
