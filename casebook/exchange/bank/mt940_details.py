"""Field 86 of MT940: who paid and what for, in the several ways of the Dutch banks."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from casebook.exchange.bank.texts import LONGEST_TEXT, given, iban, line, reference, together

# A full line of description has 65 characters, with some 66; ING counts the tag before the first line in.
_FULL_LINE = 65
_FIRST_LINE_OF_ING = 61
_FULL_BLOCK = 27
# Six lines are the standard; what is far beyond any bank is cut off before it is taken apart.
_LONGEST = 20_000

_CODES = (
    "TRTP|RTYP|IBAN|BIC|NAME|REMI|EREF|ORDP|BENM|CNTP|MARF|CSID|SVCL|PREF|CREF|KREF|IREF|RREF|RTRN|ISDT|ULTD|ULTC|ULTB"
    "|UDTR|UCRD|PURP|ADDR|TRCD|OCMT|EXCH|CHGS|INIT|NRTX|SWOC|OAMT|BUSP|SUM|ID"
)
_CODE = re.compile(rf"/\s?(?P<code>{_CODES})/", re.ASCII)
_STRUCTURED = re.compile(rf"\s*/(?:{_CODES})/", re.ASCII)
_ULTIMATE = ("ULTD", "ULTC", "ULTB", "UDTR", "UCRD")
# What a bank still adds behind the words of the payer; all else there was typed by the payer.
_AFTER_REMITTANCE = frozenset(
    {*_ULTIMATE, "EREF", "ISDT", "PURP", "OCMT", "EXCH", "CHGS", "INIT", "NRTX", "SWOC", "OAMT"}
)
_ISSUED = re.compile(r"STRD/(?:CUR|ISO)?/?(?P<reference>[A-Z0-9 ]+)/?", re.ASCII)
_RETURN_CODE = re.compile(r"[A-Z0-9]{4}", re.ASCII)

_BLOCKS = re.compile(r"\s*\d{3}(?P<sign>[?>])(?=\d{2})", re.ASCII)
_PURPOSE = (*(f"{number}" for number in range(20, 30)), "60", "61", "62", "63")

_LABELS = r"IBAN|BIC|NAAM|OMSCHRIJVING|KENMERK|MACHTIGING|INCASSANT|BETALINGSKENM|DOORLOPEND|BESCHRIJVING"
_BEGINS = re.compile(rf"(?:(?:{_LABELS})\.?:|SCOR/)", re.ASCII)
_LABELLED_IBAN = re.compile(r"\b(?:IBAN|REK):\s*(?P<iban>[A-Z]{2}\d{2}[A-Z0-9]{11,30})", re.ASCII)
_LABELLED_NAME = re.compile(rf"\bNAAM:\s*(?P<name>.+?)\s*(?=\b(?:{_LABELS})\.?:|$)")
_LABELLED_MANDATE = re.compile(r"\bMACHTIGING:\s*(?P<mandate>\S+)")
_LABELLED_KEY = re.compile(r"\bKENMERK:\s*(?P<key>\S+)")
_OF_KNAB = re.compile(r"REK:\s*(?P<iban>[A-Z]{2}\d{2}[A-Z0-9]{11,30})/NAAM:\s*(?P<name>.*)$", re.ASCII)
_LEADING = re.compile(
    r"(?:(?P<dutch>[A-Z]{2}\d{2}[A-Z]{4}\d{10})|(?P<iban>[A-Z]{2}\d{2}[A-Z0-9]{11,30})(?=\s+[A-Z]{6}[A-Z0-9]{2,5}\s))"
    r"\s+(?:[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\s+)?(?P<rest>.*)",
    re.ASCII,
)
_NAME_BEFORE = re.compile(r"(?P<name>.{1,70}?)\s+NOTPROVIDED\b")
_LOOSE_MANDATE = re.compile(
    r"^(?:Europese Incasso|SEPA Incasso).*?(?P<iban>[A-Z]{2}\d{2}[A-Z]{4}\d{10})", re.IGNORECASE
)


class Details(NamedTuple):
    """What field 86 says; `is_structured` where the bank named each part."""

    name: str = ""
    iban: str | None = None
    ultimate_name: str = ""
    text: str = ""
    reference: str = ""
    end_to_end: str = ""
    mandate: str = ""
    return_code: str | None = None
    is_structured: bool = False


def details(described: Sequence[Sequence[str]], *, is_ing: bool) -> Details:
    """Return what the fields 86 of one entry say; most entries have one, those of old files several."""
    lines = [one for field in described for one in field]
    if not lines:
        return Details()
    blocks = _BLOCKS.match(lines[0])
    if blocks:
        return _of_blocks("".join(lines)[:_LONGEST], blocks["sign"])
    text = " ".join(_joined(field, is_ing=is_ing) for field in described)[:_LONGEST]
    if _STRUCTURED.match(text):
        return _of_codes(text)
    return _of_words(line(text, LONGEST_TEXT))


def _joined(lines: Sequence[str], *, is_ing: bool) -> str:
    """Return lines as one text; one that is full was broken off in the middle of whatever stood there."""
    text = lines[0]
    full = _FIRST_LINE_OF_ING if is_ing else _FULL_LINE
    for before, one in pairwise(lines):
        text += one if full <= len(before) <= full + 1 and not _BEGINS.match(one) else f" {one}"
        full = _FULL_LINE
    return text


def _of_codes(text: str) -> Details:
    """Read parts with a code before each: `/TRTP/…/IBAN/…`, or of ING and Rabobank `/EREF/…//CNTP/…`.

    The first of a code counts. The words of the payer come last but for a few codes of the bank, so that nobody can
    change the account or the reason of a return by writing a code in the words.
    """
    found: dict[str, str] = {}
    role = ""
    matches = list(_CODE.finditer(text))
    remittance = next((number for number, one in enumerate(matches) if one["code"] == "REMI"), len(matches))
    for number, one in enumerate(matches[:remittance]):
        said = text[one.end() : matches[number + 1].start() if number + 1 < len(matches) else len(text)]
        code = one["code"]
        if code in ("ORDP", "BENM", *_ULTIMATE):
            role = code
        if code in ("NAME", "ID") and role in _ULTIMATE:
            code = f"{role}-{code}"
        found.setdefault(code, said.strip().strip("/").strip())
    words, after = _words(text, matches[remittance:])
    for code, said in after.items():
        found.setdefault(code, said)
    other = found.get("CNTP", "").split("/")
    ultimate = next(
        (
            found.get(f"{code}-NAME") or found.get(code)
            for code in _ULTIMATE
            if found.get(code) or found.get(f"{code}-NAME")
        ),
        "",
    )
    returned = found.get("RTRN", "")
    issued = _ISSUED.match(words)
    words = "" if issued else re.sub(r"^USTD//?", "", words).rstrip("/")
    code = _RETURN_CODE.match(returned)
    return Details(
        name=line(found.get("NAME") or (other[2] if len(other) > 2 else "")),
        iban=iban(found.get("IBAN") or other[0]),
        ultimate_name=line((ultimate or "").partition("/")[0]),
        text=together((words, found.get("OCMT", "") if not words else "")),
        reference="".join(issued["reference"].split()) if issued else reference(words),
        end_to_end=given(found.get("EREF", "")) or given(found.get("PREF", "")),
        mandate=given(found.get("MARF", "")),
        return_code=(code[0] if code else line(returned)) or None,
        is_structured=True,
    )


def _words(text: str, matches: Sequence[re.Match[str]]) -> tuple[str, dict[str, str]]:
    """Return the words of the payer and the codes of the bank behind them, the last of each."""
    if not matches:
        return "", {}
    end = len(text)
    after: dict[str, str] = {}
    for one in reversed(matches[1:]):
        if one["code"] not in _AFTER_REMITTANCE or one["code"] in after:
            break
        after[one["code"]] = text[one.end() : end].strip().strip("/").strip()
        end = one.start()
    return line(text[matches[0].end() : end], LONGEST_TEXT), after


def _of_blocks(text: str, sign: str) -> Details:
    """Read blocks with a number before each, as Triodos writes them: 20 to 29 are the words, 27 to a full block."""
    parts = text.split(sign)[1:]
    found: dict[str, str] = {}
    words: list[str] = []
    last = ""
    for part in parts:
        number, said = part[:2], part[2:]
        if not number.isdigit():
            # The sign itself stood in the words.
            if last in _PURPOSE and words:
                words[-1] += sign + part
            continue
        last = number
        if number in _PURPOSE:
            words.append(said)
        else:
            found.setdefault(number, said)
    account = iban(found.get("31", ""))
    if account is None and sign == ">":
        at = next((number for number, one in enumerate(words[:3]) if iban(one)), None)
        if at is not None:
            # The number of its bank and the account of the other side stand before the words.
            account, words = iban(words[at]), words[at + 1 :]
    text = ""
    for before, one in zip(["", *words], words, strict=False):
        text += one if len(before) >= _FULL_BLOCK else f" {one}"
    text = line(text, LONGEST_TEXT)
    name = line(found.get("32", "") + found.get("33", ""))
    return Details(name=name, iban=account, text=text, reference=reference(text), is_structured=True)


def _of_words(text: str) -> Details:
    """Read words: with labels as ABN AMRO and Knab write them, or with the account first as ING and SNS do."""
    of_knab = _OF_KNAB.search(text)
    if of_knab:
        words = text[: of_knab.start()].strip()
        return Details(line(of_knab["name"]), iban(of_knab["iban"]), text=words, reference=reference(words))
    account = _LABELLED_IBAN.search(text)
    name = _LABELLED_NAME.search(text)
    if account:
        mandate, key = _LABELLED_MANDATE.search(text), _LABELLED_KEY.search(text)
        return Details(
            name=line(name["name"]) if name else "",
            iban=iban(account["iban"]),
            text=text,
            reference=reference(text),
            end_to_end=given(key["key"]) if key else "",
            mandate=given(mandate["mandate"]) if mandate else "",
        )
    leading = _LEADING.match(text)
    if leading:
        before = _NAME_BEFORE.match(leading["rest"])
        rest = leading["rest"]
        return Details(
            name=line(before["name"]) if before else "",
            iban=iban(leading["dutch"] or leading["iban"]),
            text=rest,
            reference=reference(rest),
        )
    collected = _LOOSE_MANDATE.match(text)
    return Details(iban=iban(collected["iban"]) if collected else None, text=text, reference=reference(text))
