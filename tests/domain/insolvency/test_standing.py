"""How far a proceeding is and which days follow from it: each case with its article."""

from datetime import date

import pytest

from casebook.domain.insolvency.clocks import on_clocks
from casebook.domain.insolvency.dues import DateKind, Due
from casebook.domain.insolvency.facts import EndKind, EventKind, Happened, Kind, Proceeding, standing_events
from casebook.domain.insolvency.numbers import fits, read_number
from casebook.domain.insolvency.rules import Effect
from casebook.domain.insolvency.standing import Stage, Standing, standing
from casebook.law.book import book

E, K, D = EventKind, Kind, DateKind
RULES = book().insolvency
Event = tuple[EventKind, date] | tuple[EventKind, date, date | None] | tuple[EventKind, date, None, EndKind]


def proceeding(kind: Kind, *events: Event, natural: bool | None = True, confirmed: bool = True) -> Proceeding:
    happened = [Happened(id_, *one) for id_, one in enumerate(events, 1)]
    known_on = date(2026, 11, 1)
    return Proceeding(kind, known_on, known_on if confirmed else None, standing_events(happened), natural)


def stands(kind: Kind, *events: Event, natural: bool | None = True, confirmed: bool = True) -> Standing:
    return standing(proceeding(kind, *events, natural=natural, confirmed=confirmed), RULES)


def due(kind: Kind, *events: Event, of: DateKind) -> tuple[date, bool] | None:
    found: Due | None = stands(kind, *events).due(of)
    return None if found is None else (found.on, found.estimate)


@pytest.mark.parametrize(
    ("kind", "events", "expected"),
    [
        # Fw 349a: the day of the judgment included, so 18 months from 15-03-2024 end on 14-09-2025.
        (K.WSNP, [(E.STARTED, date(2024, 3, 15))], (date(2025, 9, 14), True)),
        # One that was pronounced before 1-7-2023 keeps three years.
        (K.WSNP, [(E.STARTED, date(2023, 6, 30))], (date(2026, 6, 29), True)),
        # From the first repayment out of court, where that was earlier (HR 20-12-2024).
        (K.WSNP, [(E.FIRST_REPAYMENT, date(2024, 1, 1)), (E.STARTED, date(2024, 3, 15))], (date(2025, 6, 30), True)),
        (K.WSNP, [(E.FIRST_REPAYMENT, date(2023, 1, 1)), (E.STARTED, date(2023, 6, 30))], (date(2026, 6, 29), True)),
        # What the court set is no estimate.
        (K.WSNP, [(E.STARTED, date(2024, 3, 15), date(2027, 9, 14))], (date(2027, 9, 14), False)),
        (
            K.WSNP,
            [(E.STARTED, date(2024, 3, 15), date(2027, 9, 14)), (E.EXTENDED, date(2026, 1, 2), date(2029, 3, 14))],
            (date(2029, 3, 14), False),
        ),
        # Wgs 5: a broad moratorium lasts six months at most.
        (K.MORATORIUM, [(E.STARTED, date(2026, 1, 10))], (date(2026, 7, 9), True)),
        (K.BANKRUPTCY, [(E.STARTED, date(2026, 1, 10))], None),
    ],
)
def test_the_end_is_an_estimate_until_the_court_sets_it(
    kind: Kind, events: list[Event], expected: tuple[date, bool] | None
) -> None:
    assert due(kind, *events, of=D.END) == expected


@pytest.mark.parametrize(
    ("kind", "events", "expected"),
    [
        # Fw 127: 14 days before the meeting, unless the judge set another day.
        (K.BANKRUPTCY, [(E.STARTED, date(2026, 1, 5)), (E.MEETING, date(2026, 6, 30))], (date(2026, 6, 16), True)),
        (
            K.BANKRUPTCY,
            [(E.STARTED, date(2026, 1, 5)), (E.MEETING, date(2026, 6, 30)), (E.BAR_DATE, date(2026, 6, 1))],
            (date(2026, 6, 1), False),
        ),
        # The first meeting counts, also where it goes on later.
        (
            K.BANKRUPTCY,
            [(E.STARTED, date(2026, 1, 5)), (E.MEETING, date(2026, 6, 30)), (E.MEETING, date(2026, 9, 1))],
            (date(2026, 6, 16), True),
        ),
        # A bankruptcy of before 1-1-2019 keeps the rules of then.
        (K.BANKRUPTCY, [(E.STARTED, date(2018, 12, 31)), (E.MEETING, date(2019, 6, 30))], None),
        # Fw 137a: nothing is verified.
        (
            K.BANKRUPTCY,
            [(E.STARTED, date(2026, 1, 5)), (E.MEETING, date(2026, 6, 30)), (E.SIMPLIFIED, date(2026, 2, 1))],
            None,
        ),
        (K.BANKRUPTCY, [(E.STARTED, date(2026, 1, 5))], None),
    ],
)
def test_until_when_claims_are_filed(kind: Kind, events: list[Event], expected: tuple[date, bool] | None) -> None:
    assert due(kind, *events, of=D.BAR_DATE) == expected


def test_the_register_shows_it_until_six_months_after_the_end() -> None:
    ended: list[Event] = [(E.STARTED, date(2026, 1, 5)), (E.ENDED, date(2026, 8, 31), None, EndKind.LACK_OF_ASSETS)]
    assert due(K.BANKRUPTCY, *ended, of=D.VISIBLE) == (date(2027, 2, 28), True)
    assert due(K.BANKRUPTCY, *ended, (E.VISIBLE_UNTIL, date(2027, 3, 1)), of=D.VISIBLE) == (date(2027, 3, 1), False)


def test_a_balance_is_stated_in_ten_working_days_and_a_proposal_comes_120_days_after() -> None:
    """T1: asked on Mon 16-11-2026, stated by Mon 30-11, a proposal or status by 30-03-2027."""
    asked: Event = (E.BALANCE_REQUESTED, date(2026, 11, 16))
    assert due(K.COUNSELLING, asked, of=D.REPLY) == (date(2026, 11, 30), True)
    assert due(K.COUNSELLING, asked, of=D.PROPOSAL) == (date(2027, 3, 30), True)
    stated: Event = (E.BALANCE_ANSWERED, date(2026, 11, 20))
    assert due(K.COUNSELLING, asked, stated, of=D.REPLY) is None
    assert due(K.COUNSELLING, asked, stated, of=D.PROPOSAL) == (date(2027, 3, 20), True)
    # An answer about documents is our last one too; it states no balance, and takes no day away that was given later.
    told = (E.QUESTION_ANSWERED, date(2026, 12, 1))
    assert due(K.COUNSELLING, asked, stated, told, of=D.PROPOSAL) == (date(2027, 3, 31), True)
    assert due(K.COUNSELLING, told, of=D.PROPOSAL) == (date(2027, 3, 31), True)
    early = (E.QUESTION_ANSWERED, date(2026, 11, 17))
    assert due(K.COUNSELLING, asked, early, of=D.REPLY) == (date(2026, 11, 30), True)
    assert due(K.COUNSELLING, asked, early, of=D.PROPOSAL) == (date(2027, 3, 30), True)
    assert due(K.COUNSELLING, stated, told, (E.CREDIT_PROPOSED, date(2026, 12, 4)), of=D.PROPOSAL) is None


@pytest.mark.parametrize(
    ("kind", "how", "natural", "effect"),
    [
        (K.BANKRUPTCY, EndKind.LACK_OF_ASSETS, True, Effect.REVIVES),  # Fw 18
        (K.BANKRUPTCY, EndKind.LACK_OF_ASSETS, False, Effect.CEASED),  # BW 2:19
        (K.BANKRUPTCY, EndKind.LACK_OF_ASSETS, None, None),
        (K.BANKRUPTCY, EndKind.DISTRIBUTION, True, Effect.TITLE),  # Fw 196
        (K.BANKRUPTCY, EndKind.COMPOSITION, None, Effect.NATURAL_OBLIGATION),  # Fw 160
        (K.WSNP, EndKind.CLEAN_SLATE, True, Effect.UNENFORCEABLE),  # Fw 358
        (K.WSNP, EndKind.NO_CLEAN_SLATE, True, Effect.REVIVES),
        (K.BANKRUPTCY, EndKind.ANNULLED, True, Effect.RESTORED),  # Fw 15
    ],
)
def test_what_an_end_does_to_a_claim(kind: Kind, how: EndKind, natural: bool | None, effect: Effect | None) -> None:
    found = stands(kind, (E.STARTED, date(2024, 1, 5)), (E.ENDED, date(2026, 1, 5), None, how), natural=natural)
    assert found.outcome is not None
    assert found.outcome.effect is effect


def test_a_clean_slate_that_was_withdrawn_is_none() -> None:
    """Fw 358a: the claim can be enforced again, and the clock knows no clean slate."""
    ended: list[Event] = [(E.STARTED, date(2023, 1, 5)), (E.ENDED, date(2026, 1, 4), None, EndKind.CLEAN_SLATE)]
    clock = on_clocks(proceeding(K.WSNP, *ended))
    assert clock is not None
    assert clock.clean_slate
    withdrawn = proceeding(K.WSNP, *ended, (E.SLATE_WITHDRAWN, date(2026, 5, 1)))
    clock, outcome = on_clocks(withdrawn), standing(withdrawn, RULES).outcome
    assert clock is not None
    assert not clock.clean_slate
    assert outcome is not None
    assert outcome.effect is Effect.REVIVES


@pytest.mark.parametrize(
    ("kind", "events", "confirmed", "stage"),
    [
        (K.BANKRUPTCY, [], False, Stage.SIGNALLED),
        (K.BANKRUPTCY, [(E.STARTED, date(2026, 1, 5))], True, Stage.CONFIRMED),
        (K.BANKRUPTCY, [(E.STARTED, date(2026, 1, 5)), (E.FILED, date(2026, 2, 1))], True, Stage.FILED),
        (K.COUNSELLING, [(E.STARTED, date(2026, 1, 5))], True, Stage.NOTIFIED),
        (K.COUNSELLING, [(E.AUTHORITY_SEEN, date(2026, 1, 6))], True, Stage.AUTHORITY_CHECKED),
        (K.BANKRUPTCY, [(E.CONVERTED, date(2026, 1, 6))], True, Stage.CONVERTED),
        (K.BANKRUPTCY, [(E.ENDED, date(2026, 1, 6), None, EndKind.ANNULLED)], True, Stage.ANNULLED),
        (K.BANKRUPTCY, [(E.DISMISSED, date(2026, 1, 6))], False, Stage.DISMISSED),
    ],
)
def test_the_stage_follows_from_what_happened(kind: Kind, events: list[Event], confirmed: bool, stage: Stage) -> None:
    assert stands(kind, *events, confirmed=confirmed).stage is stage


def test_what_voids_another_may_be_void_itself() -> None:
    first, day = Happened(1, E.MEETING, date(2026, 6, 30)), date(2026, 7, 1)
    moved, void = Happened(2, E.MEETING, day, voids=1), Happened(3, E.VOID, day, voids=2)
    assert standing_events([first, moved]) == (moved,)
    assert standing_events([first, moved, void]) == (first,)
    assert standing_events([first, moved, void, Happened(4, E.VOID, day, voids=3)]) == (moved,)


@pytest.mark.parametrize(
    ("text", "kept", "kind", "court"),
    [
        ("F.13/26/123", "F.13/26/123", K.BANKRUPTCY, "Amsterdam"),
        (" r.18/24/9 ", "R.18/24/9", K.WSNP, "Groningen"),
        ("S.26/7", "S.26/7", K.SUSPENSION, None),
        ("abc0123456789", "ABC0123456789", K.WSNP, None),
    ],
)
def test_a_number_as_the_register_writes_it(text: str, kept: str, kind: Kind, court: str | None) -> None:
    assert read_number(text) == (kept, kind, court)


@pytest.mark.parametrize(
    "text", ["|.13/26/123", "F.13/26/12345", "F13/26/123", "X.13/26/1", "F.13/6/1", "", "ABC012345678"]
)
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None


def test_what_the_register_does_not_hold_has_no_number() -> None:
    number = read_number("F.13/26/123")
    assert number is not None
    assert fits(number, K.BANKRUPTCY)
    assert not fits(number, K.WSNP)
    assert not fits(number, K.WHOA)
