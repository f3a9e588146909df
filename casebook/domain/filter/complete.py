"""What may follow where somebody types a filter: fields, and the values of the field he is in."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from casebook.domain.filter.fields import BY_NAME, FIELDS, FieldShape, Takes
from casebook.domain.filter.parse import quoted
from casebook.domain.filter.scan import QUOTE, Piece, Token, tokens
from casebook.domain.filter.terms import Field, Op
from casebook.domain.filter.vocabulary import Entry, Vocabulary
from casebook.domain.search import fold

MOST = 50
_DAYS = {
    "nl": ("vandaag", "morgen", "7d", "30d", "90d", "10w"),
    "en": ("today", "tomorrow", "7d", "30d", "90d", "10w"),
}
_PAST_DAYS = {"nl": ("vandaag", "-30d", "-90d", "-1j"), "en": ("today", "-30d", "-90d", "-1y")}
_AMOUNTS = ("100", "1000", "5000", "25000")
_OPS = {Takes.AMOUNT: Op.MORE, Takes.DAY: Op.LESS}


class Option(NamedTuple):
    """What may be put in, and the sentence that says what it is; None where there is nothing to say."""

    text: str
    code: str | None = None
    parameters: Mapping[str, object] = MappingProxyType({})


class Completion(NamedTuple):
    """What may take the place of a stretch of the text, the most likely first."""

    start: int
    end: int
    options: tuple[Option, ...] = ()


class _Offer(NamedTuple):
    """An option, and under which names it is found."""

    option: Option
    names: tuple[str, ...]


def complete(text: str, caret: int, vocabulary: Vocabulary, language: str) -> Completion:
    """Return what may stand at a place of a text, in the reader's language (`nl` or `en`); at most 50 options."""
    caret = min(max(caret, 0), len(text))
    token = next((one for one in tokens(text) if one.at - one.negated <= caret <= one.end), None)
    if token is None:
        return Completion(caret, caret, _found(_fields(language), ""))
    piece = next((one for one in token.pieces if one.start <= caret <= one.end), None)
    if not token.name and piece is not None and piece.quoted:
        return Completion(caret, caret)
    if not token.name or piece is None:
        # Another field takes other values: what follows goes with its name.
        return Completion(token.at, token.end, _found(_fields(language), text[token.at : caret]))
    return _values(text, caret, token, piece, _offers(token, vocabulary, language))


def _values(text: str, caret: int, token: Token, piece: Piece, offers: Iterator[_Offer]) -> Completion:
    shape = BY_NAME.get(token.name.casefold())
    start, end = piece.start, piece.end
    if shape is not None and shape.takes is Takes.AMOUNT:
        # The comma of an amount parts no values.
        start, end = token.pieces[0].start, token.end
    options = _found(offers, text[start:caret].removeprefix(QUOTE))
    if end < len(text) and not text[end].isspace() and text[end] != ",":
        # What stands close behind it stays apart from it.
        options = tuple(one._replace(text=f"{QUOTE}{one.text.strip(QUOTE)}{QUOTE}") for one in options)
    return Completion(start, end, options)


def _found(offers: Iterator[_Offer], begun: str) -> tuple[Option, ...]:
    """Return what is found under what was typed: what begins so in front of what has it elsewhere."""
    asked = fold(begun)
    if not asked:
        return tuple(one.option for one in islice(offers, MOST))
    folded = [(one.option, tuple(map(fold, one.names))) for one in offers]
    begins = [option for option, names in folded if any(name.startswith(asked) for name in names)]
    within = [option for option, names in folded if option not in begins and any(asked in name for name in names)]
    return tuple(islice((*begins, *within), MOST))


def _fields(language: str) -> Iterator[_Offer]:
    for shape in FIELDS:
        # Whoever types the other language finds it too.
        option = Option(f"{shape.name(language)}{_OPS.get(shape.takes, Op.IS)}", shape.said)
        yield _Offer(option, (*shape.nl, *shape.en))


def _offers(token: Token, vocabulary: Vocabulary, language: str) -> Iterator[_Offer]:
    """Yield everything the field of a term may be, the most likely first."""
    shape = BY_NAME.get(token.name.casefold())
    if shape is None or (token.op is not Op.IS and shape.takes in (Takes.CHOICE, Takes.NAME)):
        return
    for text in _examples(shape, language):
        yield _Offer(Option(text), (text,))
    for choice in shape.choices:
        names = (choice.letter, choice.nl, choice.en, choice.code)
        yield _Offer(Option(choice.name(language), choice.said), tuple(filter(None, names)))
    for text, name in _entries(shape.field, vocabulary):
        if fold(text) and QUOTE not in text:
            said = Option(quoted(text), "filter_terms.named", {"name": name}) if name else Option(quoted(text))
            yield _Offer(said, (text, name))


def _examples(shape: FieldShape, language: str) -> Sequence[str]:
    if shape.takes is Takes.AMOUNT:
        return _AMOUNTS
    if shape.takes is Takes.DAY:
        return (_PAST_DAYS if shape.past else _DAYS)[language]
    return ()


def _entries(field: Field, vocabulary: Vocabulary) -> tuple[Entry, ...]:
    match field:
        case Field.HANDLER:
            return vocabulary.handlers
        case Field.TEAM:
            return vocabulary.teams
        case Field.CITY:
            return vocabulary.cities
        case Field.TAG:
            return vocabulary.tags
        case Field.CREDITOR:
            return vocabulary.creditors
        case _:
            return ()
