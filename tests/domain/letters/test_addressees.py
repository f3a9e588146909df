"""To whom a letter goes, by the rules of the law book on who acts for one who owes."""

from datetime import date

import pytest

from casebook.domain.letters.addressees import Acting, Addressed, Owing, addressees
from casebook.domain.letters.kinds import LetterKind
from casebook.law.book import book

DAY = date(2026, 11, 21)
HE, OTHER = Addressed(1), 2


def to(kind: LetterKind, *acting: Acting, died: bool = False) -> tuple[Addressed, ...]:
    return addressees(Owing(1, acting, died), kind, DAY, book().gate.representation)


@pytest.mark.parametrize(
    ("role", "write_to", "demand", "interruption"),
    [
        ("curator_bankruptcy", False, (OTHER,), (1, OTHER)),
        ("curator_guardianship", False, (OTHER,), (1, OTHER)),
        ("protective_administrator", False, (1, OTHER), (1, OTHER)),
        ("authorised", False, (1,), (1,)),
        ("authorised", True, (1, OTHER), (1, OTHER)),
        # He has no authority over money, whatever was recorded.
        ("budget_coach", True, (1,), (1,)),
        ("mentor", True, (1,), (1,)),
    ],
)
def test_who_acts_in_a_role_gets_it(
    role: str, write_to: bool, demand: tuple[int, ...], interruption: tuple[int, ...]
) -> None:
    acting = Acting(OTHER, role, write_to)
    assert tuple(one.party for one in to(LetterKind.DEMAND, acting)) == demand
    assert tuple(one.party for one in to(LetterKind.INTERRUPTION, acting)) == interruption


def test_only_who_acts_on_the_day_gets_it() -> None:
    role = "protective_administrator"
    before, later = Acting(2, role, False, until_on=date(2026, 11, 20)), Acting(3, role, False, date(2026, 11, 22))
    assert to(LetterKind.DEMAND, before, later) == (HE,)
    assert to(LetterKind.DEMAND, Acting(2, role, False, DAY, DAY)) == (HE, Addressed(2, role))


def test_to_who_died_nothing_goes() -> None:
    heir = Acting(5, "heir", True)
    assert to(LetterKind.INTERRUPTION, heir, died=True) == (Addressed(5, "heir"),)
    assert to(LetterKind.HEIRS, died=True) == ()


def test_who_acts_in_two_roles_gets_one_letter() -> None:
    twice = (Acting(2, "executor", True), Acting(2, "heir", True))
    assert [one.party for one in to(LetterKind.HEIRS, *twice, died=True)] == [2]
