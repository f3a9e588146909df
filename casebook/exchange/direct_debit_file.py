"""A batch of direct debits as the file a bank takes: pain.008, checked against its schema, the same every time."""

import re
from collections.abc import Iterator
from typing import Any

from casebook.domain.direct_debit import DebitFile, DebitLine, part_name

FORMS = ("pain.008.001.08", "pain.008.001.02")
# Without a BIC only the newer form can be written.
_OLD = "pain.008.001.02"
# Signs that not every bank passes on; other letters are brought to these by the library.
_UNUSUAL = re.compile(r"[!-~](?<![A-Za-z0-9/\-?:().,'+])")
# As banks write what is not given.
_NO_TEXT = "NOTPROVIDED"
_PLACE = re.compile(rb"<(MsgId|CreDtTm|PmtInfId)>[^<]*<")


def needs_bic(form: str) -> bool:
    """Tell whether a file of a form names the bank of the creditor by its BIC."""
    return form == _OLD


def pain(batch: DebitFile, form: str = FORMS[0]) -> bytes:
    """Return the file of a batch in one of `FORMS`.

    A recurring mandate is collected as RCUR, also the first time, one for a single collection as OOFF. Names and words
    are brought to the letters that every bank passes on.
    """
    from sepaxml import SepaDD  # type: ignore[import-untyped]  # it has no types
    from sepaxml.validation import try_valid_xml  # type: ignore[import-untyped]  # it has no types

    config = {
        "name": _usual(batch.name),
        "IBAN": batch.iban,
        "creditor_id": batch.identifier,
        "batch": True,
        "currency": "EUR",
        **({"BIC": batch.bic} if batch.bic else {}),
    }
    made = SepaDD(config, schema=form, clean=True)
    for line in batch.lines:
        made.add_payment(_payment(line))
    told = made.export(validate=False)
    # The library names a message by chance and by the clock; its places are filled in as the batch has them.
    names = _names(batch)
    content = _PLACE.sub(lambda place: b"<%s>%s<" % (place[1], next(names).encode()), told)
    try_valid_xml(content, form)
    return content


def _usual(text: str) -> str:
    return " ".join(_UNUSUAL.sub(" ", text).split()) or _NO_TEXT


def _payment(line: DebitLine) -> dict[str, Any]:
    return {
        "name": _usual(line.name),
        "IBAN": line.iban,
        "amount": int(line.cents),
        "type": "OOFF" if line.one_off else "RCUR",
        "collection_date": line.collect_on,
        "mandate_id": line.mandate,
        "mandate_date": line.signed_on,
        "description": _usual(line.text),
        "endtoend_id": line.end_to_end,
    }


def _names(batch: DebitFile) -> Iterator[str]:
    """Yield what stands at the places, in the order of the file."""
    yield batch.message
    yield f"{batch.made_on.isoformat()}T00:00:00"
    parts = dict.fromkeys((line.collect_on, line.one_off) for line in batch.lines)
    for collect_on, one_off in parts:
        yield part_name(batch.message, collect_on, one_off=one_off)
