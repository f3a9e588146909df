"""A letter as the gate sees it: what it says, about whom, to whom, in which ways, and with which others."""

from collections.abc import Set
from dataclasses import dataclass

from casebook.domain.letters.facts import LetterFacts
from casebook.domain.letters.kinds import ASKS, KEEPS_A_RIGHT, THREATENS, TO_OTHERS, LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import Cents

_K = LetterKind
# They press one who owes to pay: what holds up collection holds them up.
CHASES = ASKS | THREATENS
# The debtor must be told, whoever asked not to hear from us: an answer to what he asked, or what he can rely on.
ANSWERS = frozenset({_K.COMPLAINT_RECEIVED, _K.COMPLAINT_DECIDED, _K.DATA_REQUEST_ANSWER, _K.DISPUTE_ANSWER})
# What they say changes what holds between the parties, from the day they are received.
HAS_EFFECT = (
    THREATENS
    | KEEPS_A_RIGHT
    | {_K.SET_OFF, _K.SUSPENSION_IN_EFFECT, _K.ASSIGNMENT_NOTICE, _K.PLEDGE_DISCLOSURE, _K.DEPOSIT_NOTICE}
)


def corrects_to_other(letter: LetterFacts) -> bool:
    """Tell whether a letter corrects one that went to somebody who does not owe."""
    kind = letter.extras.get("corrected_kind")
    return isinstance(kind, str) and kind.removeprefix("letter_kind_") in TO_OTHERS


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter, prepared or about to leave, and everybody a letter of its bundle goes to (`bundle_to`, himself too).

    `party_id` is the one who owes, `addressee_id` who gets it; `role` in which he stands for the debtor, empty for
    himself. `mail` is the address an e-mail goes to. `letter_id` is None before it is stored.
    """

    letter: LetterFacts
    case_id: int
    party_id: int
    addressee_id: int
    ways: tuple[DispatchWay, ...]
    asks: Cents
    role: str = ""
    address_id: int | None = None
    mail: str = ""
    bundle_to: Set[int] = frozenset()
    letter_id: int | None = None

    @property
    def kind(self) -> LetterKind:
        """What letter it is."""
        return self.letter.kind

    @property
    def claim_ids(self) -> tuple[int, ...]:
        """The claims it is about."""
        return tuple(claim.claim_id for claim in self.letter.claims)

    @property
    def to_himself(self) -> bool:
        """Whether it goes to the one who owes."""
        return self.addressee_id == self.party_id

    @property
    def to_other(self) -> bool:
        """Whether it goes to somebody who neither owes nor acts for who does, as does what corrects such a letter."""
        return self.kind in TO_OTHERS or self.not_meant or corrects_to_other(self.letter)

    @property
    def not_meant(self) -> bool:
        """Whether it tells that an earlier letter was not for who got it."""
        return bool(self.letter.extras.get("not_meant"))

    @property
    def chases(self) -> bool:
        """Whether it presses one who owes to pay."""
        return self.kind in CHASES

    @property
    def voluntary(self) -> bool:
        """Whether it says that nobody has to pay, but may."""
        return bool(self.letter.extras.get("voluntary"))
