"""What the codes of the register mean, and what publications say of a proceeding together."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.insolvency.facts import EndKind, EventKind, Happened, Kind, Match, Proceeding, standing_events
from casebook.domain.insolvency.register import Publication, Registered
from casebook.domain.insolvency.register_codes import BY_DAY, MEANINGS, Does
from casebook.domain.insolvency.register_course import Course, course, lacks_day
from casebook.domain.insolvency.register_match import Known, match
from casebook.domain.insolvency.standing import Stage, standing
from casebook.law.book import book

E, X, D, K, S = EventKind, EndKind, Does, Kind, Stage
PUBLISHED, ON = date(2026, 10, 7), date(2026, 10, 5)

# What each of the codes does, by its Dutch meaning in the notes of the register.
EFFECTS: dict[Does, str] = {
    D.START: (
        "1100 1101 1200 1201 1300 1301 1302 1303 1305 1306 2100 2101 2200 2201 2301 2302 2303 2304 2305 2306 2307"
        " 2338 2339 3300 3301"
    ),
    D.REOPENED: "1304",
    D.DEFINITIVE: "2308 3100 3200 3302",
    D.EXTENDED: "3303",
    D.MEETING: "1309 1310 2310 2311 2312 2313 2314 2315 2316 2317 2318",
    D.CREDITORS_MEETING: "1311 2325 3306",
    D.SIMPLIFIED: "1308 1315",
    D.DISTRIBUTION_LIST: "1312 1313 1314 2326 2327",
    D.ENDED: "1316 1317 1318 1319 1324 2328 2329 2330 2331 2332 2333 2334 2335 3307 3308 3309",
    D.CONVERTED: "1333 2354 3313",
    D.MOVED_TO: "1334 2355 3314",
    D.MOVED_FROM: "1329 2350 3316",
    D.ANNULLED: "1102 1202 1320",
    D.MISTAKE: "1336 2356 3315",
    D.REVIVED: "2102 2202 2337",
    D.SLATE_WITHDRAWN: "2336",
    D.PERSONS: "1307 1328 2309 2349 3304 3311",
    D.RECTIFIED: "1323 2300 3310",
    D.NOTE: (
        "1322 1325 1326 1330 1331 1332 1335 2319 2320 2321 2322 2323 2324 2340 2341 2342 2343 2344 2345 2346 2347"
        " 2348 2351 2352 2353 3101 3102 3201 3202 3305"
    ),
}
OUTCOMES = {
    X.LACK_OF_ASSETS: "1316", X.DISTRIBUTION: "1317 1319", X.COMPOSITION: "1318 2330 3309", X.PAID: "1324 2328",
    X.PAYMENTS_RESUMED: "2329", X.CLEAN_SLATE: "2331 2332", X.NO_CLEAN_SLATE: "2333 2334", X.REJECTED: "2335",
    X.WITHDRAWN: "3307", X.EXPIRED: "3308",
}  # fmt: skip
OUT_OF = {K.WSNP: "1101 1201 1301 1302", K.BANKRUPTCY: "2101 2201 2304", K.SUSPENSION: "1306 2306"}
KINDS = {"1": K.BANKRUPTCY, "2": K.WSNP, "3": K.SUSPENSION}
# What each does to a proceeding: its events, how far that is then, and why.
RUNS, OVER, UNDONE, GONE_ON = S.CONFIRMED, S.ENDED, S.ANNULLED, S.CONVERTED
STATES: dict[Does, tuple[set[EventKind], Stage, str]] = {
    D.START: ({E.STARTED}, RUNS, "a court opened it; from its day it works (Fw 23, 217, 287)"),
    D.REOPENED: ({E.STARTED, E.NOTE}, RUNS, "a composition was rescinded: it goes on as if it had not ended"),
    D.DEFINITIVE: ({E.DEFINITIVE}, RUNS, "what was provisional is definitive, and lasts until a day"),
    D.EXTENDED: ({E.EXTENDED}, RUNS, "it lasts longer; nothing else changes"),
    D.MEETING: ({E.MEETING}, RUNS, "claims are verified there, and filed before it (Fw 108, 127)"),
    D.CREDITORS_MEETING: ({E.CREDITORS_MEETING}, RUNS, "creditors meet; no claim is verified"),
    D.SIMPLIFIED: ({E.SIMPLIFIED}, RUNS, "no concurrent claim is verified (Fw 137a)"),
    D.DISTRIBUTION_LIST: ({E.DISTRIBUTION_LIST}, S.DISTRIBUTION_LIST, "a list lies at the court (Fw 183)"),
    D.ENDED: ({E.ENDED}, OVER, "a court ended it; the law book says what that does to the rest"),
    D.CONVERTED: ({E.CONVERTED}, GONE_ON, "it goes on as another kind, in one thread"),
    D.MOVED_TO: ({E.NOTE}, RUNS, "it is the same one elsewhere: that court publishes it as from this one"),
    D.MOVED_FROM: ({E.STARTED}, RUNS, "it came from another court and keeps its first day"),
    D.ANNULLED: ({E.ENDED}, UNDONE, "it counts as if it had never been (Fw 15)"),
    D.MISTAKE: ({E.ENDED}, UNDONE, "it never was: entered by mistake"),
    D.REVIVED: ({E.NOTE}, RUNS, "what ended it was annulled: it goes on"),
    D.SLATE_WITHDRAWN: ({E.SLATE_WITHDRAWN}, RUNS, "the clean slate counts no more (Fw 358a)"),
    D.PERSONS: ({E.NOTE}, RUNS, "who acts is read from the proceeding itself, with the days"),
    D.RECTIFIED: ({E.NOTE}, RUNS, "what it rectifies is published anew under its own reference"),
    D.NOTE: ({E.NOTE}, RUNS, "nothing follows from it for a claim: kept and shown"),
}
ALSO = {
    D.MEETING: E.MEETING, D.CREDITORS_MEETING: E.CREDITORS_MEETING, D.DISTRIBUTION_LIST: E.DISTRIBUTION_LIST,
}  # fmt: skip
CASES = [(code, does) for does, codes in EFFECTS.items() for code in codes.split()]


def published(code: str, text: str = "", on: date = PUBLISHED, place: int = 1) -> Publication:
    return Publication(f"13.ams.26.1.{'FRS'[int(code[0]) - 1]}.{code}.{place}.26", code, on, text)


def of(kind: Kind, *some: Publication) -> Course:
    return course(kind, some)


@pytest.mark.parametrize(("code", "does"), CASES)
def test_each_code_does_what_it_means(code: str, does: Does) -> None:
    meaning = MEANINGS[code]
    outcome = next((one for one, codes in OUTCOMES.items() if code in codes), None)
    out_of = next((one for one, codes in OUT_OF.items() if code in codes), None)
    assert (meaning.kind, meaning.does, meaning.outcome, meaning.out_of) == (KINDS[code[0]], does, outcome, out_of)
    text = meaning.text
    for place in range(5, 9):
        text = text.replace("[datum", f"{place} oktober 2026 [", 1)
    found = of(meaning.kind, published(code, text + ("" if "[datum" in meaning.text else " op 5 oktober 2026")))
    assert found.events or does is D.MOVED_FROM
    assert lacks_day(published(code)) == (does in BY_DAY)
    if does is D.ENDED:
        assert found.closing is not None
        assert (found.closing.outcome, found.closing.on) == (outcome, ON)
    events, stage, reason = STATES[does]
    # What its text gives besides is an event of its own.
    also = None if meaning.also is None else ALSO[meaning.also]
    assert {one.kind for one in found.events} == events | ({also} if also else set()), reason
    assert _after(meaning.kind, found) is (stage if also is not E.DISTRIBUTION_LIST else S.DISTRIBUTION_LIST), reason


def _after(kind: Kind, found: Course) -> Stage:
    """Return how far a confirmed proceeding is that has these events."""
    told = [Happened(at, one.kind, one.on, one.until, one.outcome) for at, one in enumerate(found.events, 1)]
    return standing(Proceeding(kind, ON, ON, standing_events(told)), book().insolvency).stage


def test_a_code_that_nobody_knows_is_a_note_by_its_number() -> None:
    """It is kept and told; the import names it (`unknown`), and it moves nothing."""
    (note,) = of(K.BANKRUPTCY, published("1399", "iets nieuws op 5 oktober 2026")).events
    assert (note.kind, note.text, note.on) == (E.NOTE, "1399", PUBLISHED)
    assert not lacks_day(published("1399"))


def test_all_codes_are_there_once() -> None:
    assert len(CASES) == len(MEANINGS) == 126
    assert {code for code, _ in CASES} == MEANINGS.keys()


@pytest.mark.skipif("CASEBOOK_TEST_DATA" not in os.environ, reason="needs the codes: set CASEBOOK_TEST_DATA")
def test_the_codes_and_their_texts_are_those_of_the_register() -> None:
    listed = json.loads(Path(os.environ["CASEBOOK_TEST_DATA"], "register", "codes.json").read_text("utf-8"))
    codes = listed["inspubPublicatiesoortCode"]
    assert {one["code"]: " ".join(one["nl"].split()) for one in codes} == {
        code: meaning.text for code, meaning in MEANINGS.items()
    }


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("uitspraak faillissement op 5 oktober 2026", [ON]),
        ("Uitspraak op 05-10-2026 en vergadering op 9 Mei 2027 om 10:00", [ON, date(2027, 5, 9)]),
        ("op 5/10/2026", [ON]),
        ("op 2026-10-05", [ON]),
        ("op 31 februari 2026", []),
        ("nummer 123456-2026, 25 okt", []),
    ],
)
def test_days_are_found_in_the_text(text: str, days: list[date]) -> None:
    assert list(published("1300", text).days) == days


def test_a_suspension_is_granted_with_effect_from_a_day_and_for_so_long() -> None:
    text = (
        "verlening definitieve surseance bij beschikking van 5 oktober 2026 met ingang van 1 november 2026"
        " voor de duur van {}"
    )
    lasts = {
        "1 jaar en 6 maanden": date(2028, 4, 30),
        "18 maanden": date(2028, 4, 30),
        "anderhalf jaar": date(2028, 4, 30),
    }
    for how_long, until in lasts.items():
        (found,) = of(K.SUSPENSION, published("3302", text.format(how_long))).events
        assert (found.kind, found.on, found.until) == (E.DEFINITIVE, date(2026, 11, 1), until)


def test_a_start_with_a_meeting_and_a_last_day_to_file() -> None:
    text = "uitspraak schuldsanering op 5 oktober 2026 en verificatievergadering op 9 mei 2027 om 10:00"
    one = published("2302", text)._replace(bar_date=date(2027, 4, 25))
    assert [(event.kind, event.on) for event in of(K.WSNP, one).events] == [
        (E.STARTED, ON), (E.MEETING, date(2027, 5, 9)), (E.BAR_DATE, date(2027, 4, 25)),
    ]  # fmt: skip


def test_an_annulment_takes_the_place_of_an_end_and_a_later_start_begins_anew() -> None:
    start = published("1300", "op 5 oktober 2026")
    end = published("1316", "op 1 november 2026", date(2026, 11, 2))
    undone = published("1102", "op 20 november 2026", date(2026, 11, 21))
    again = published("1200", "op 1 december 2026", date(2026, 12, 2))
    closing = of(K.BANKRUPTCY, start, end, undone).closing
    assert closing is not None
    assert closing.outcome is X.ANNULLED
    found = of(K.BANKRUPTCY, start, end, undone, again)
    assert (found.started_on, found.closing) == (date(2026, 12, 1), None)


def test_a_start_that_was_rectified_after_the_end_only_corrects_its_day() -> None:
    start = published("1300", "op 5 oktober 2026")
    end = published("1316", "op 1 november 2026", date(2026, 11, 2))
    right = published("1300", "op 6 oktober 2026", date(2026, 11, 9), 2)
    found = of(K.BANKRUPTCY, start, end, right)
    assert found.started_on == date(2026, 10, 6)
    assert found.closing is not None


@given(
    st.lists(
        st.builds(
            lambda code, day, place: published(code, f"op {day} oktober 2026", date(2026, 10, day), place),
            st.sampled_from(sorted(MEANINGS)),
            st.integers(1, 28),
            st.integers(1, 9),
        ),
        max_size=12,
        unique_by=lambda one: one.reference,
    ),
    st.randoms(),
    st.sampled_from([K.BANKRUPTCY, K.WSNP, K.SUSPENSION]),
)
def test_the_order_in_which_publications_come_does_not_matter(
    some: list[Publication], random: object, kind: Kind
) -> None:
    other = list(some)
    random.shuffle(other)  # type: ignore[attr-defined]  # what hypothesis gives
    assert course(kind, some) == course(kind, other) == course(kind, [*some, *some][: len(some)])


FOUND = Registered(
    "F.13/26/1", K.BANKRUPTCY, "", natural=True, name="Piet de Vries", trades=("De Vries Bouw",),
    birth_on=date(1980, 2, 29), kvks=("00012345",), publications=(published("1300"),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("known", "by"),
    [
        (Known(1, ("Heel anders",), None, None, None, frozenset({"F.13/26/1"})), Match.NUMBER),
        (Known(1, ("Heel anders",), None, "12345", None), Match.KVK),
        (Known(1, ("P. de Vries",), date(1980, 2, 29), None, True), Match.BIRTH_DATE),
        (Known(1, ("Jan Smit",), date(1980, 2, 29), None, True), None),
        (Known(1, ("Piet de Vries",), None, None, True), Match.NAME),
        (Known(1, ("De Vries Bouw",), None, None, None), Match.NAME),
        # The same name, but born on another day, in the trade register by another number, or a company.
        (Known(1, ("Piet de Vries",), date(1981, 1, 1), None, True), None),
        (Known(1, ("Piet de Vries",), None, "87654321", True), None),
        (Known(1, ("Piet de Vries",), None, None, False), None),
    ],
)
def test_by_what_a_debtor_is_the_one_in_the_register(known: Known, by: Match | None) -> None:
    assert match(FOUND, known) is by
