"""Any file at all is read or refused with a sentence, and what is written comes back as it was."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.bank import BankLine, Closed, Opened, Told
from casebook.errors import InputError
from casebook.words import say
from tests.exchange.bank.camt_writer import OWN, balance, document, entry, leaf, party, read, statement, tag

CAMT = document(
    statement(
        entry(details=[leaf("Refs/EndToEndId", "E") + tag("RltdPties", party("Dbtr", "A")), leaf("RmtInf/Ustrd", "x")]),
        entry("1.00", "DBIT", details=[leaf("RtrInf/Rsn/Cd", "MS03")]),
    )
)
MT940 = (
    b":20:S\r\n:25:NL20INGB0001234567EUR\r\n:28C:1/1\r\n:60F:C261119EUR1,00\r\n"
    b":61:2611201120C1,00NTRFNONREF//B\r\n/TRCD/00108/\r\n:86:/EREF/E//CNTP/NL1/B/N///REMI/USTD//x/\r\n"
    b":61:261120D2,00NOVBNL65CITC0001122339\r\nx\r\n:86:000>20A>21B\r\n:62F:C261120EUR0,00\r\n-\r\n"
)


def read_or_refused(content: bytes) -> list[Told] | None:
    with TemporaryDirectory() as folder:
        try:
            return read(Path(folder), content, "bestand")
        except InputError as refusal:
            # A sentence that is missing, or lacks a field, raises.
            say(refusal.code, refusal.parameters, "nl")
            return None


@given(st.binary(max_size=400), st.sampled_from([b"", b"<", b"PK\x03\x04", b":20:", b"{1:F01", b"\xff\xfe"]))
def test_any_bytes(content: bytes, start: bytes) -> None:
    read_or_refused(start + content)


@given(st.data())
def test_a_file_with_something_changed_in_it(data: st.DataObject) -> None:
    content = data.draw(st.sampled_from([CAMT, MT940]))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        until = min(len(content), at + data.draw(st.integers(0, 12)))
        other = data.draw(
            st.binary(max_size=6) | st.sampled_from([content[at:until] * 2, b"9", b"\n", b":61:", b"Amt", b"<Ntry>"])
        )
        content = content[:at] + other + content[until:]
    read_or_refused(content)


MT940_TEXT = st.text(st.characters(codec="cp1252", exclude_characters="\x1a"), max_size=90)


@given(
    st.lists(
        st.tuples(st.sampled_from(["20", "25", "28C", "60F", "61", "62F", "86", "NS", "13D"]), MT940_TEXT), max_size=12
    )
)
def test_any_fields_of_mt940(parts: list[tuple[str, str]]) -> None:
    read_or_refused(b":20:S\n" + "\n".join(f":{name}:{text}" for name, text in parts).encode())


NAMES = st.sampled_from(
    [
        "Document",
        "BkToCstmrStmt",
        "Stmt",
        "Ntry",
        "NtryDtls",
        "TxDtls",
        "Amt",
        "Sts",
        "Bal",
        "Acct",
        "Id",
        "IBAN",
        "Strd",
        "Dt",
    ]
)
ELEMENTS = st.recursive(
    st.sampled_from(["", "1.00", "BOOK", "EUR", "2026-11-20"]),
    lambda inside: st.builds(lambda name, parts: tag(name, *parts), NAMES, st.lists(inside, max_size=4)),
    max_leaves=25,
)


@given(ELEMENTS)
def test_elements_of_camt_in_any_order(inside: str) -> None:
    read_or_refused(document(inside))
    read_or_refused(document(statement(inside)))
    read_or_refused(
        f'<Stmt xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">{tag("Document", inside)}</Stmt>'.encode()
    )


WORDS = st.lists(
    st.text(st.characters(categories=("L", "N", "P"), include_characters="<&"), min_size=1, max_size=12), max_size=6
).map(lambda words: normalize("NFC", " ".join(words)))
FIRST_DAY = date(2026, 1, 1)


@st.composite
def written_entries(draw: st.DrawFn) -> tuple[str, BankLine]:
    cents = draw(st.integers(1, 10**11))
    sign = draw(st.sampled_from([1, -1]))
    day = FIRST_DAY + timedelta(days=draw(st.integers(0, 364)))
    name, words, end_to_end, mandate = (draw(WORDS) for _ in range(4))
    role = "Dbtr" if sign > 0 else "Cdtr"
    details = (
        tag("Refs", leaf("EndToEndId", end_to_end), leaf("MndtId", mandate))
        + tag("RltdPties", party(role, name, version=8))
        + leaf("RmtInf/Ustrd", words)
    )
    zeros = "0" * draw(st.integers(0, 3))
    made = entry(
        f"{cents // 100}.{cents % 100:02}{zeros}",
        "CRDT" if sign > 0 else "DBIT",
        details=[details],
        status="<Sts><Cd>BOOK</Cd></Sts>",
        days=leaf("BookgDt/Dt", str(day)),
    )
    line = BankLine(day, day, cents * sign, "", name=name, text=words, end_to_end=end_to_end, mandate=mandate)  # type: ignore[arg-type]  # cents are whole numbers
    return made, line


@given(st.lists(st.lists(written_entries(), max_size=5), min_size=1, max_size=3))
def test_what_is_written_is_read(statements: list[list[tuple[str, BankLine]]]) -> None:
    made = []
    for number, entries in enumerate(statements):
        closing = 10000 + sum(line.cents for _, line in entries)
        made.append(
            statement(
                *(written for written, _ in entries),
                head=leaf("Id", f"S{number}"),
                balances=balance("OPBD", "100.00", "2026-01-01")
                + balance("CLBD", f"{abs(closing) / 100:.2f}", "2026-12-31", "CRDT" if closing >= 0 else "DBIT"),
            )
        )
    found = read_or_refused(document(*made, version=8))
    assert found is not None
    expected: list[object] = []
    for number, entries in enumerate(statements):
        expected.append((OWN, f"S{number}"))
        expected += [line for _, line in entries]
        expected.append(10000 + sum(line.cents for _, line in entries))
    told: list[object] = []
    for one in found:
        match one:
            case Opened():
                told.append((one.account, one.number))
            case BankLine():
                told.append(one._replace(place="", reference=""))
            case Closed():
                told.append(one.closing)
    assert told == expected
