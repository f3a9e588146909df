"""Interest over the time of default: statutory (BW 6:119), commercial (BW 6:119a) or agreed."""

from casebook.domain.interest.answer import Interest, InterestRow, Standing
from casebook.domain.interest.calculation import interest
from casebook.domain.interest.facts import ARTICLES, InterestFacts, InterestKind, Movement, Payment
from casebook.domain.interest.rules import InterestRules, RateTable

__all__ = [
    "ARTICLES",
    "Interest",
    "InterestFacts",
    "InterestKind",
    "InterestRow",
    "InterestRules",
    "Movement",
    "Payment",
    "RateTable",
    "Standing",
    "interest",
]
