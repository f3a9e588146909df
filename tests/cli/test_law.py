"""`casebook law`: in both languages, on a terminal of eighty columns, and as data."""

import json
from datetime import date

import pytest

from casebook import words
from casebook.cli import law
from casebook.law.book import book

TODAY = date(2026, 11, 21)
# A day on which every entry that ever held was in force at some time, and some that hold today not yet.
DAYS = [
    date(1990, 1, 1),
    date(2013, 3, 1),
    date(2021, 5, 5),
    date(2024, 7, 1),
    TODAY,
    date(2027, 7, 2),
    date(2030, 1, 1),
]


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def printed(capsys: pytest.CaptureFixture[str], on: date, language: str) -> str:
    assert law.run(on, False, language) == 0
    return capsys.readouterr().out


def joined(text: str) -> str:
    """The text as it reads, whatever its line breaks."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_it_fits_eighty_columns(on: date, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, on, language).splitlines()
    assert len(lines) > 20
    assert [line for line in lines if len(line) > 80] == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "nl",
            [
                "Geldend recht op 21-11-2026",
                "Incassokosten · costs.toml · nagekeken op 21-11-2026",
                "schijf 15% tot en met € 2.500,00",
                "ten minste € 40,00; ten hoogste € 6.775,00",
                "sinds 01-07-2012 · zeker · BIK art. 2",
                "Bezorging, bezorgvermoeden (redelijk zeker)",
                "Rente, Wettelijke rente: vanaf 01-01-2027 is nog geen waarde ingevoerd.",
            ],
        ),
        (
            "en",
            [
                "Law in force on 21 Nov 2026",
                "Collection costs · costs.toml · checked on 21 Nov 2026",
                "slice 15% up to €2,500.00",
                "at least €40.00; at most €6,775.00",
                "since 1 Jul 2012 · certain · BIK art. 2",
                "Delivery, presumption of delivery (fairly certain)",
                "Interest, Statutory interest: from 1 Jan 2027 on no value has been entered yet.",
            ],
        ),
    ],
)
def test_what_is_in_force_uncertain_and_due(
    language: str, expected: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = joined(printed(capsys, TODAY, language))
    assert [part for part in expected if part not in text] == []


def test_a_half_year_without_a_rate_is_loud(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, date(2027, 1, 1), "nl").splitlines()
    loud = [line for line in lines if line.startswith("  !! ")]
    assert any("Wettelijke rente" in line for line in loud)
    assert any("Wettelijke handelsrente" in line for line in loud)


def test_what_does_not_hold_on_the_day_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    before, after = (joined(printed(capsys, day, "nl")) for day in (date(2024, 9, 30), date(2024, 10, 1)))
    assert "maximum termijnvorderingen" not in before
    assert "maximum termijnvorderingen" in after


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_data_hold_every_entry_in_force_or_not(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert law.run(TODAY, True, language) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["on"] == "2026-11-21"
    listed = {(file["file"], entry["key"], entry["from"]) for file in data["files"] for entry in file["entries"]}
    assert listed == {
        (f"{file.name}.toml", reading.key, entry.start.isoformat())
        for file in book().files()
        for reading in file.readings
        for entry, _ in reading.entries
    }
    entries = {
        (file["file"], entry["key"], entry["from"]): entry for file in data["files"] for entry in file["entries"]
    }
    scale = entries["costs.toml", "scale", "2012-07-01"]
    assert scale["value"]["minimum"] == "40.00"
    assert scale["value"]["slices[0].percent"] == "15"
    assert (scale["in_force"], scale["uncertain"], scale["note"]) == (True, False, None)
    assert [entries["vat.toml", "general_rate", day]["in_force"] for day in ("2001-01-01", "2012-10-01")] == [
        False,
        True,
    ]
    slack = entries["delivery.toml", "slack", "2027-07-01"]
    assert (slack["value"], slack["in_force"], slack["uncertain"]) == ({"term": "8 days"}, False, True)
    assert slack["note"]
    assert {(due["file"], due["urgency"]) for due in data["due"]} == {
        ("interest.toml", "soon"),
        ("court_fees.toml", "soon"),
        # Fees of this year that were not found.
        ("court_fees.toml", "missing"),
    }


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_kind_of_claim_and_every_act_has_a_name(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert law.run(TODAY, True, language) == 0
    data = json.loads(capsys.readouterr().out)
    names = [entry["name"] for file in data["files"] for entry in file["entries"]]
    assert [name for name in names if "_" in name or not name.strip()] == []
