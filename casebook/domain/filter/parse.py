"""From the text of a filter to its terms. Whatever is typed is read as far as it can be."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from casebook.domain.calendar import Holidays
from casebook.domain.filter.choices import named
from casebook.domain.filter.fields import BY_NAME, FIELDS, FieldShape, Takes
from casebook.domain.filter.scan import QUOTE, Piece, Token, tokens
from casebook.domain.filter.terms import Field, Named, Op, Parsed, Term, Trouble, Value
from casebook.domain.search import fold
from casebook.domain.typed import amount, day
from casebook.errors import InputError

_SPAN = re.compile(r"\d{1,4}[a-z]?")


def parse(text: str, today: date, holidays: Holidays) -> Parsed:
    """Return what a text asks for on a day, and what in it could not be read.

    What is not finished (`track:`, `open>`, `!`) asks for nothing and is no trouble.
    """
    reading = _Reading(text, today, holidays)
    terms = tuple(reading.terms())
    return Parsed(terms, tuple(reading.troubles))


class _Reading:
    """The reading of one text; `troubles` grows as the terms are read."""

    def __init__(self, text: str, today: date, holidays: Holidays) -> None:
        self._text, self._today, self._holidays = text, today, holidays
        self.troubles: list[Trouble] = []

    def terms(self) -> Iterator[Term]:
        for token in tokens(self._text):
            if not token.name:
                piece = token.pieces[0]
                if piece.text:
                    field = Field.PHRASE if piece.quoted else Field.WORD
                    yield Term(field, Op.IS, (piece.text,), token.negated)
                continue
            shape = BY_NAME.get(token.name.casefold())
            if shape is None:
                end = token.at + len(token.name)
                self._trouble("filter_terms.unknown_field", token.at, end, FIELDS, name=token.name)
            elif term := self._term(token, shape):
                yield term

    def _term(self, token: Token, shape: FieldShape) -> Term | None:
        compares = token.op is not Op.IS
        if compares and shape.takes in (Takes.CHOICE, Takes.NAME):
            self._trouble("filter_terms.no_order", token.at, token.end, name=token.name)
            return None
        if shape.takes is Takes.AMOUNT:
            values = self._amount(token)
        elif compares and len(token.pieces) > 1:
            self._trouble("filter_terms.one_value", token.pieces[0].start, token.end)
            return None
        else:
            read = {Takes.CHOICE: self._choices, Takes.NAME: self._name, Takes.DAY: self._day}[shape.takes]
            values = tuple(dict.fromkeys(value for piece in token.pieces if piece.text for value in read(piece, shape)))
        return Term(shape.field, token.op, values, token.negated) if values else None

    def _choices(self, piece: Piece, shape: FieldShape) -> tuple[Value, ...]:
        codes = named(shape.choices, piece.text)
        if not codes:
            self._trouble("filter_terms.unknown_value", piece.start, piece.end, shape.choices, value=piece.text)
        return codes

    def _name(self, piece: Piece, shape: FieldShape) -> tuple[Value, ...]:
        asked = fold(piece.text)
        meant = next((one.code for one in shape.choices if asked in (one.nl, one.en)), piece.text)
        return (meant,) if asked else ()

    def _day(self, piece: Piece, shape: FieldShape) -> tuple[Value, ...]:
        asked = piece.text.strip().casefold()
        # 90d lie ahead, and 90 are days.
        asked = f"+{asked}" if _SPAN.fullmatch(asked) else asked
        try:
            return (day(asked, self._today, self._holidays, past=shape.past),)
        except InputError:
            self._trouble("filter_terms.no_day", piece.start, piece.end, value=piece.text)
            return ()

    def _amount(self, token: Token) -> tuple[Value, ...]:
        """Return the cents; the comma of an amount parts no values."""
        first, last = token.pieces[0], token.pieces[-1]
        text = first.text if len(token.pieces) == 1 else self._text[first.start : last.end]
        # 1.234, is on its way to 1.234,56.
        asked = text.rstrip(".,")
        if not asked:
            return ()
        try:
            return (amount(asked),)
        except InputError:
            self._trouble("filter_terms.no_amount", first.start, last.end, value=text)
            return ()

    def _trouble(self, code: str, start: int, end: int, choices: Sequence[Named] = (), **parameters: object) -> None:
        self.troubles.append(Trouble(code, parameters, start, end, choices))


def quoted(text: str) -> str:
    """Return a value as it is typed: between quotes where it would otherwise be taken apart."""
    return f"{QUOTE}{text}{QUOTE}" if re.search(r"[\s,]", text) or text.startswith(QUOTE) else text
