"""What the law says of proceedings, as the law book gives it: how long, until when, and what an end does."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import Holidays, Term
from casebook.domain.dated import Dated
from casebook.domain.insolvency.facts import EndKind, Kind
from casebook.domain.insolvency.requests import RequestKind


class Effect(StrEnum):
    """What the end of a proceeding does to a claim of before it."""

    REVIVES = "revives"
    TITLE = "title"
    NATURAL_OBLIGATION = "natural_obligation"
    UNENFORCEABLE = "unenforceable"
    CEASED = "ceased"
    BOUND = "bound"
    DISCHARGED = "discharged"
    PAID = "paid"
    RESTORED = "restored"


# After these something is left that the debtor need not pay, and that others may still owe.
LEAVES_A_REST = frozenset({Effect.DISCHARGED, Effect.NATURAL_OBLIGATION, Effect.BOUND})


class Duration(NamedTuple):
    """How long a proceeding lasts at most; `first_repayment`: counted from the first repayment if that was earlier."""

    term: Term
    first_repayment: bool


class CoolingOff(NamedTuple):
    """How long nobody may take what is his: at first, and with its extension, at most."""

    first: Term
    most: Term


class EffectRule(NamedTuple):
    """What an end does where the debtor is a natural person, and where he is a legal person."""

    natural: Effect
    legal: Effect


class Counselling(NamedTuple):
    """What is customary in debt counselling.

    How long after our answer a proposal or word of it comes, and after how long a scheme that runs is looked at again.
    """

    proposal: Term
    recheck: Term


class FilingTerms(NamedTuple):
    """In working days, by the house, where no court sets a day.

    Since it was known: until securities and supply are seen to, and until it is filed. After that: until its receipt
    is confirmed, and until what is contested is answered.
    """

    secure: int
    file: int
    receipt: int
    answer: int


class HouseTerms(NamedTuple):
    """In working days, by the house: the deposited accounts are read, and it is decided what is done about them."""

    inspect: int
    decide: int


@dataclass(frozen=True, slots=True)
class DissolutionRules:
    """Of a legal person that is dissolved: the terms of its board, its creditors and the house.

    `reopening` is what the court is asked, which has no term: its entry only gives the article.
    """

    deposit: Dated[Term]
    objection: Dated[Term]
    liability: Dated[Term]
    reopening: Dated[bool]
    house: Dated[HouseTerms]


@dataclass(frozen=True, slots=True)
class InsolvencyRules:
    """The rules, each by kind of proceeding where they differ.

    `bar_date` is how long before the meeting claims are filed (Fw 127); `objection` how long a list of distribution can
    be objected to (Fw 184); `visible` how long after the end the register shows a proceeding. `request` is in how many
    working days what is asked of us is answered. `partners` of a firm are apart from its bankruptcy.
    """

    duration: Mapping[Kind, Dated[Duration]]
    cooling_off: Mapping[Kind, Dated[CoolingOff]]
    bar_date: Dated[Term]
    filing: Dated[FilingTerms]
    objection: Dated[Term]
    partners: Dated[bool]
    visible: Dated[Term]
    counselling: Dated[Counselling]
    request: Mapping[RequestKind, Dated[int]]
    dissolution: DissolutionRules
    effect: Mapping[Kind, Mapping[EndKind, Dated[EffectRule]]]
    holidays: Holidays
