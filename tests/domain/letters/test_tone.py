"""In what tone to write: firm only where it helps, never to who cannot."""

import pytest

from casebook.domain.letters.kinds import FRIENDLY, KEEPS_A_RIGHT, TO_OTHERS, LetterKind, Tone
from casebook.domain.letters.tone import ToneFacts, tone
from casebook.domain.relation.segment import Segment
from casebook.domain.routes.facts import Scores, WhyUnpaid

STATEMENT, DEMAND = LetterKind.UPDATED_STATEMENT, LetterKind.DEMAND
WILL_NOT = Scores(beliefs=1, concession=2, room=5)


@pytest.mark.parametrize(
    ("facts", "expected", "codes"),
    [
        (ToneFacts(STATEMENT, True), Tone.FRIENDLY, ["tone.first"]),
        (ToneFacts(STATEMENT, True, earlier=1), Tone.NEUTRAL, ["tone.again"]),
        (ToneFacts(DEMAND, True), Tone.NEUTRAL, ["tone.last_to_consumer"]),
        (ToneFacts(DEMAND, False), Tone.FIRM, ["tone.last_to_business"]),
        (ToneFacts(LetterKind.FOURTEEN_DAY, True), Tone.NEUTRAL, ["tone.last_to_consumer"]),
        (ToneFacts(DEMAND, False, segment=Segment.KEY), Tone.NEUTRAL, ["tone.last_to_business", "tone.relation"]),
        (ToneFacts(DEMAND, True, scores=WILL_NOT), Tone.FIRM, ["tone.last_to_consumer", "tone.will_not"]),
        (ToneFacts(STATEMENT, False, broken=2, earlier=3), Tone.FIRM, ["tone.again", "tone.broken"]),
        (ToneFacts(STATEMENT, False, broken=1, earlier=3), Tone.NEUTRAL, ["tone.again"]),
        (
            ToneFacts(DEMAND, False, segment=Segment.KEY, why=WhyUnpaid.WILL_NOT),
            Tone.FIRM,
            ["tone.last_to_business", "tone.will_not"],
        ),
        (
            ToneFacts(DEMAND, False, why=WhyUnpaid.CANNOT_TEMPORARILY, broken=5),
            Tone.NEUTRAL,
            ["tone.last_to_business", "tone.cannot"],
        ),
        (
            ToneFacts(DEMAND, False, scores=Scores(beliefs=1, concession=1, room=1)),
            Tone.NEUTRAL,
            ["tone.last_to_business", "tone.cannot"],
        ),
        (
            ToneFacts(DEMAND, False, why=WhyUnpaid.DISPUTE),
            Tone.NEUTRAL,
            ["tone.last_to_business", "tone.ours_to_clear"],
        ),
    ],
)
def test_the_tone_and_why(facts: ToneFacts, expected: Tone, codes: list[str]) -> None:
    found = tone(facts)
    assert found.value is expected
    assert [step.code for step in found.steps] == codes


@pytest.mark.parametrize("kind", list(LetterKind))
def test_nobody_vulnerable_is_written_to_in_a_firm_tone(kind: LetterKind) -> None:
    for consumer in (True, False):
        facts = ToneFacts(kind, consumer, scores=WILL_NOT, why=WhyUnpaid.WILL_NOT, earlier=9, broken=9, vulnerable=True)
        assert tone(facts).value is not Tone.FIRM


@pytest.mark.parametrize("kind", sorted(FRIENDLY | KEEPS_A_RIGHT | TO_OTHERS))
def test_what_is_friendly_or_keeps_a_right_is_never_firm(kind: LetterKind) -> None:
    worst = ToneFacts(kind, consumer=False, scores=WILL_NOT, why=WhyUnpaid.WILL_NOT, earlier=9, broken=9)
    assert tone(worst).value is (Tone.FRIENDLY if kind in FRIENDLY else Tone.NEUTRAL)
