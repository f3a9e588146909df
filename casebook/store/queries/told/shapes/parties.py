"""The records that lines of the log name: a party, what is known of it, and what covers it."""

from datetime import date
from typing import NamedTuple

from casebook.domain.relation.segment import Segment


class Party(NamedTuple):
    """A party."""

    id: int
    name: str


class Creditor(NamedTuple):
    """An entity of ours."""

    id: int
    code: str


class Address(NamedTuple):
    """An address."""

    id: int
    party_id: int
    street: str
    house_number: str
    postcode: str
    city: str


class AddressEnquiry(NamedTuple):
    """A question where a party is to be found."""

    id: int
    party_id: int
    asked_at: str


class ContactPoint(NamedTuple):
    """A telephone number or mail address."""

    id: int
    party_id: int
    value: str


class Representation(NamedTuple):
    """Somebody who acts for a party."""

    id: int
    party_id: int
    representative_id: int


class Alias(NamedTuple):
    """Another name of a party."""

    id: int
    party_id: int
    name: str


class Account(NamedTuple):
    """A bank account."""

    id: int
    party_id: int
    iban: str


class Insolvency(NamedTuple):
    """A proceeding."""

    id: int
    party_id: int
    kind: str
    number: str


class InsolvencyPerson(NamedTuple):
    """Who acts in a proceeding."""

    id: int
    insolvency_id: int
    name: str


class InsolvencyEvent(NamedTuple):
    """Something that happened in a proceeding."""

    id: int
    insolvency_id: int
    kind: str
    on_day: date


class InsolvencyRequest(NamedTuple):
    """What somebody who acts in a proceeding asks."""

    id: int
    case_id: int
    party_id: int
    kind: str
    received_on: date


class PersonRequest(NamedTuple):
    """A complaint or request about data."""

    id: int
    case_id: int
    party_id: int
    kind: str
    received_on: date


class Estate(NamedTuple):
    """An estate."""

    id: int
    party_id: int


class Heir(NamedTuple):
    """An heir."""

    id: int
    party_id: int


class Vulnerability(NamedTuple):
    """What makes somebody vulnerable."""

    id: int
    party_id: int


class Ban(NamedTuple):
    """A ban on arrangements."""

    id: int
    party_id: int
    reason: str


class Block(NamedTuple):
    """A contact block."""

    id: int
    party_id: int
    reason: str


class Security(NamedTuple):
    """A security."""

    id: int
    party_id: int
    kind: str
    name: str


class SecurityEvent(NamedTuple):
    """Something that happened with a security."""

    id: int
    security_id: int
    kind: str
    on_day: date


class Policy(NamedTuple):
    """A policy of credit insurance."""

    id: int
    number: str


class Cover(NamedTuple):
    """A debtor that a policy covers."""

    id: int
    policy_id: int
    party_id: int


class SegmentChoice(NamedTuple):
    """A segment that a person chose for a debtor."""

    id: int
    party_id: int
    segment: Segment
