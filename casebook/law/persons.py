"""Reading `persons.toml`: terms for what people may ask about their data, and the respite of an estate."""

from dataclasses import dataclass
from typing import NamedTuple

from casebook.domain.calendar import Term
from casebook.domain.dated import Dated
from casebook.law.schema import Table, dated, term


class DataRequest(NamedTuple):
    """Within what term a request is answered, and how much longer it may take where he was told why."""

    answer: Term
    extension: Term


@dataclass(frozen=True, slots=True)
class PersonRules:
    """The terms of requests about data (AVG art. 12), and how long an estate is left alone (BW 4:185)."""

    data_request: Dated[DataRequest]
    estate_respite: Dated[Term]


def read(table: Table) -> PersonRules:
    """Return the rules; raises `LawError` where the table is wrong."""
    rules = PersonRules(
        data_request=dated(table, "data_request", _data_request),
        estate_respite=dated(table, "estate_respite", term),
    )
    table.done()
    return rules


def _data_request(entry: Table) -> DataRequest:
    return DataRequest(entry.term("answer"), entry.term("extension"))
