"""How strong the proof of a notice is, by how it was sent."""

import pytest

from casebook.domain.letters.proof import Arrival, grade_of
from casebook.domain.limitation.grade import Grade

D = Arrival


@pytest.mark.parametrize(
    ("sent", "verified", "grade"),
    [
        ([D.WRIT], False, Grade.STRONG),
        ([D.SIGNED_FOR], False, Grade.STRONG),
        ([D.ORDINARY, D.QUOTED], False, Grade.STRONG),
        ([D.EMAIL_ANSWERED, D.RETURNED], False, Grade.MEDIUM),
        ([D.REGISTERED, D.ORDINARY, D.EMAIL], True, Grade.MEDIUM),
        ([D.REGISTERED, D.ORDINARY, D.EMAIL], False, None),
        ([D.RETURNED, D.ORDINARY, D.EMAIL], True, None),
        ([D.RETURNED, D.ORDINARY], True, Grade.WEAK),
        ([D.ORDINARY], True, Grade.WEAK),
        # Proof may still come of a letter under way, and nothing is known without a way.
        ([D.REGISTERED, D.ORDINARY], True, None),
        ([], True, None),
    ],
)
def test_the_strongest_dispatch_counts(sent: list[Arrival], verified: bool, grade: Grade | None) -> None:
    assert grade_of(sent, verified=verified) is grade
