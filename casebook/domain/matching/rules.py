"""The settings of the house by which entries of the bank are matched."""

from typing import NamedTuple

from casebook.domain.signals.rules import WorkingDays


class MatchingRules(NamedTuple):
    """How sure each method makes a match, from 0 to 100, and what raises, lowers and bounds it.

    `number_4`, `number_3` are for invoice numbers of so few digits, `own_account` is an account of the debtor,
    `payer_account` one of somebody who paid for him before. `amount_agrees` is what an amount adds that is just what
    is open on what was found otherwise, `amount_alone` what it is worth by itself. A match is lowered by `part` where
    less was paid than is open, by `more` where more was, by `disagrees` where something speaks for another debtor, by
    `other_name` where somebody else paid. From `ready` on it may be accepted with one key, unless a second debtor fits
    alike, within `alike`. From `likely` on it may wait no longer than `waiting`, from `told` on the case says it.
    """

    reference: int
    number: int
    number_4: int
    number_3: int
    case_number: int
    debtor_number: int
    direct_debit: int
    mandate: int
    own_account: int
    payer_account: int
    amount_agrees: int
    amount_alone: int
    name: int
    name_likeness: int
    part: int
    more: int
    disagrees: int
    other_name: int
    ready: int
    alike: int
    likely: int
    told: int
    waiting: WorkingDays
