"""The terms of complaints and of requests about data, as they are on the day one comes in."""

from datetime import date

from casebook.domain.person_request import RequestRules
from casebook.law.book import Book


def request_rules(law: Book, received_on: date) -> RequestRules:
    """Return the terms that hold for what comes in on a day."""
    data, complaint = law.persons.data_request.applied(received_on), law.defaults.complaint.applied(received_on)
    return RequestRules(
        data.value.answer, data.value.extension, data.source, complaint.value.acknowledge, complaint.value.decide
    )
