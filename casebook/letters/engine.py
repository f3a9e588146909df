"""The templates of letters: ours, and before them those of the house. Read and checked whole, then used for long."""

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from casebook.domain.letters.kinds import LetterKind
from casebook.errors import InputError
from casebook.letters.blocks import Place
from casebook.letters.fields import Field, Form, field_at, fields_of
from casebook.letters.marking import filters, in_body, in_subject
from casebook.letters.source import Front, Source, read_part, read_source
from casebook.words import LANGUAGES

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import SandboxedEnvironment

OURS = Path(__file__).parent / "templates"
_PARTS = "_parts"
_ENDING = ".md"
_KINDS = {f"{kind}{_ENDING}": kind for kind in LetterKind}
_PART_NAME = re.compile(r"[a-z_]+\.md")
# What a letter cannot ask for money without.
NEEDED_TO_PAY = ("sender.iban",)


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A template that has been checked. `digest` is of its file and of the parts it has."""

    kind: LetterKind
    language: str
    front: Front
    digest: str
    source: Source
    in_subject: "SandboxedEnvironment"
    in_body: "SandboxedEnvironment"

    def subject(self, known: Mapping[str, object]) -> str:
        """Return the subject in words, which is no Markdown, from all that it may name."""
        return _compiled(self.in_subject, self.source.subject).render(known)

    def body(self, known: Mapping[str, object]) -> str:
        """Return the body in Markdown, from all that it may name."""
        return _compiled(self.in_body, self.source.body).render(known)


# To compile takes as long as to check, and most templates are not used in a session.
@lru_cache(maxsize=4 * len(LetterKind))
def _compiled(environment: "SandboxedEnvironment", text: str) -> "Template":
    return environment.from_string(text)


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of all kinds in all languages."""

    of: Mapping[tuple[LetterKind, str], LetterTemplate]


def templates(folder: Path | None = None) -> Templates:
    """Return the templates, a file of `folder` before the one of ours with its name.

    Raises `InputError` naming file, line and field for what is wrong in any of them: a template of the house that is
    broken is never replaced by ours. They are read anew when a file has changed.
    """
    if folder is not None:
        if not folder.is_dir():
            raise InputError("letter.templates_folder", place=str(folder))
        for path in folder.rglob(f"*{_ENDING}"):
            if not _is_known(path.relative_to(folder)):
                raise InputError("letter.template_unknown", place=str(path))
    return _read(folder, _stamp(folder))


def _is_known(path: Path) -> bool:
    """Return whether a file within a folder of templates is one that a letter may be made of."""
    match path.parts:
        case (language, name):
            return language in LANGUAGES and name in _KINDS
        case (language, parts, name):
            return language in LANGUAGES and parts == _PARTS and _PART_NAME.fullmatch(name) is not None
        case _:
            return False


def _stamp(folder: Path | None) -> tuple[tuple[str, int, int], ...]:
    files = () if folder is None else sorted(folder.rglob(f"*{_ENDING}"))
    return tuple((str(path), seen.st_mtime_ns, seen.st_size) for path in files if (seen := _seen(path)))


def _seen(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        # A link to nowhere is told when it is read.
        return None


@lru_cache(maxsize=4)
def _read(folder: Path | None, _files: object) -> Templates:
    return Templates({key: one for language in LANGUAGES for key, one in _Language(folder, language).read().items()})


class _Language:
    """The templates of one language, which share their parts."""

    def __init__(self, folder: Path | None, language: str) -> None:
        self._language = language
        self._folders = tuple(root / language for root in (folder, OURS) if root is not None)
        self._known: dict[str, tuple[Path, str]] = {}
        self._in_subject, self._in_body = _environments(language, self._loaded)

    def read(self) -> dict[tuple[LetterKind, str], LetterTemplate]:
        # Where no part is of the house, what is ours has been read and checked.
        own = self._folders[:-1]
        read = templates().of if own and not any((folder / _PARTS).exists() for folder in own) else {}
        found = {}
        for name, kind in _KINDS.items():
            key = kind, self._language
            ours = read.get(key) if self._path(name) == self._folders[-1] / name else None
            found[key] = ours or self._template(kind, name)
        return found

    def _template(self, kind: LetterKind, name: str) -> LetterTemplate:
        path = self._path(name)
        if path is None:
            raise InputError("letter.template_missing", kind=kind, place=str(self._folders[-1] / name))
        source = read_source(path)
        used = self._checked(kind, source)
        return LetterTemplate(
            kind,
            self._language,
            source.front,
            self._digest(source, used),
            source,
            self._in_subject,
            self._in_body,
        )

    def _checked(self, kind: LetterKind, source: Source) -> frozenset[str]:
        """Check a template; return the names of its parts."""
        from casebook.letters.checking import Check

        front = source.front
        fields = fields_of(kind, asks=bool(front.pay))
        _check_front(source, fields)
        sure = frozenset((*front.needs, *(NEEDED_TO_PAY if front.pay else ())))
        Check(self._in_subject, (), lambda _: source.place(source.subject_line), lambda _: None).run(
            source.subject, fields, sure
        )
        used = Check(self._in_body, front.sources, source.place, self._part).run(source.body, fields, sure)
        for place in Place:
            allowed = 0 if place is Place.PAYMENT and not front.pay else 1
            if used.places.count(place) > allowed:
                raise InputError("letter.template_place", place=str(source.path), what=place)
        return used.parts

    def _path(self, name: str) -> Path | None:
        paths = (folder / name for folder in self._folders)
        return next((path for path in paths if path.exists() or path.is_symlink()), None)

    def _part(self, name: str) -> tuple[str, Callable[[int], str]] | None:
        if name not in self._known:
            path = self._path(f"{_PARTS}/{name}") if _PART_NAME.fullmatch(name) else None
            if path is None:
                return None
            self._known[name] = path, read_part(path)
        path, text = self._known[name]
        return text, lambda line: f"{path}:{line}"

    def _loaded(self, name: str) -> tuple[str, str | None, Callable[[], bool]] | None:
        found = self._known.get(name)
        return found and (found[1], str(found[0]), lambda: True)

    def _digest(self, source: Source, parts: frozenset[str]) -> str:
        said = [source.text, *(f"{name}\n{self._known[name][1]}" for name in sorted(parts))]
        return hashlib.sha256("\0".join(said).encode()).hexdigest()


def _check_front(source: Source, fields: Mapping[str, Field]) -> None:
    """Check that what a template needs may be missing, and that what it asks for is an amount."""
    for name in source.front.needs:
        field = field_at(fields, name)
        if field is None or field.sure:
            raise InputError("letter.template_needs", place=str(source.path), field=name)
    for name in source.front.pay:
        field = fields.get(name)
        if field is None or not (field.form is Form.MONEY or (field.many and field.form is Form.RECORD)):
            raise InputError("letter.template_pay", place=str(source.path), field=name)


def _environments(
    language: str, part: "Callable[[str], tuple[str, str | None, Callable[[], bool]] | None]"
) -> "tuple[SandboxedEnvironment, SandboxedEnvironment]":
    """Return what the subjects and what the bodies of a language are made with."""
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    made = []
    for finalize in (in_subject, in_body):
        environment = SandboxedEnvironment(
            undefined=StrictUndefined,
            finalize=finalize,
            # The values are data by `finalize`; what HTML wants escaped would show on paper.
            autoescape=False,
            keep_trailing_newline=True,
            loader=FunctionLoader(part),
        )
        environment.filters = filters(language)
        environment.tests = {}
        environment.globals = {}
        made.append(environment)
    subject, body = made
    return subject, body
