"""What a letter says as the text it is kept as: named values, which come back as exactly what they were."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from casebook.domain import parameters
from casebook.domain.letters.extras import EXTRAS, ExtraKind, NamedAmount, StatedTerm
from casebook.domain.letters.facts import Addressee, LetterFacts, Sender, StatedClaim, Writer
from casebook.domain.letters.kinds import LetterKind, Tone

_SEVERAL_TEXTS = frozenset({"lines", "signatories"})
_SEVERAL: Mapping[ExtraKind, Callable[..., Any] | None] = {
    ExtraKind.LINES: None,
    ExtraKind.AMOUNTS: NamedAmount,
    ExtraKind.TERMS: StatedTerm,
}
_Said = Mapping[str, parameters.Value]


def kept(facts: LetterFacts) -> str:
    """Return the facts of a letter as text: each value by its path, and of several how many there are."""
    return parameters.encode(dict(_flat(facts, "")))


def facts_of(text: str) -> LetterFacts:
    """Return the facts that `kept` wrote. Raises `KeyError` or `ValueError` for another text."""
    said = parameters.decode(text)
    kind = LetterKind(str(said["kind"]))
    whole: dict[str, Any] = {
        **{name: said[name] for name in _names(LetterFacts) if name in said},
        "kind": kind,
        "tone": Tone(str(said["tone"])),
        "sender": _record(said, Sender, "sender"),
        "writer": _record(said, Writer, "writer"),
        "addressee": _record(said, Addressee, "addressee"),
        "claims": _records(said, StatedClaim, "claims"),
        "extras": _extras(said, kind),
    }
    return LetterFacts(**whole)


def _flat(value: Any, path: str) -> Iterator[tuple[str, parameters.Value]]:
    inner = _inner(value)
    if inner is None:
        yield path, value
        return
    if type(value) is tuple:
        yield path, len(value)
    for name, one in inner:
        yield from _flat(one, f"{path}.{name}" if path else name)


def _inner(value: Any) -> Iterable[tuple[str, Any]] | None:
    """Return what a record, a mapping or several values hold, by name or number; None for one value."""
    if is_dataclass(value):
        return [(name, getattr(value, name)) for name in _names(type(value))]
    if isinstance(value, Mapping):
        return value.items()
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None) or map(str, range(len(value)))
        return zip(names, value, strict=True)
    return None


def _names(record: Any) -> list[str]:
    return list(record._fields) if hasattr(record, "_fields") else [one.name for one in fields(record)]


def _record(said: _Said, record: Callable[..., Any], path: str) -> Any:
    return record(
        **{
            name: _records(said, None, f"{path}.{name}") if name in _SEVERAL_TEXTS else said[f"{path}.{name}"]
            for name in _names(record)
            # What letters tell since is empty in those that were kept before.
            if f"{path}.{name}" in said
        }
    )


def _records(said: _Said, record: Callable[..., Any] | None, path: str) -> tuple[Any, ...]:
    """Return several records, or texts where they are of no type."""
    count = said[path]
    assert isinstance(count, int)
    paths = [f"{path}.{at}" for at in range(count)]
    return tuple(said[one] if record is None else _record(said, record, one) for one in paths)


def _extras(said: _Said, kind: LetterKind) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for name, extra in EXTRAS.get(kind, {}).items():
        path = f"extras.{name}"
        if path in said:
            several = extra.kind in _SEVERAL and said[path] is not None
            read[name] = _records(said, _SEVERAL[extra.kind], path) if several else said[path]
    return read
