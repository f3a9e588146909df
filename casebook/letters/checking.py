"""A template against what its letters know: every field, filter and statement, before any letter is made of it.

What may be missing is only printed where the template has asked whether it is there, so that no sentence has a hole.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, nodes
from jinja2.environment import Environment

from casebook.errors import InputError
from casebook.letters.blocks import Place
from casebook.letters.fields import TONES, Field, Form, of_record
from casebook.letters.marking import filters, on_a_line

_ARTICLE = re.compile(
    r"(?<![\d:.])((?:10|[1-8]):\d{1,3}[a-z]?)(?![\d:])|\bart(?:ikel|icle|\.)?\s+(\d+[a-z]?)(?![\w:])", re.IGNORECASE
)
_PLACE = re.compile("|".join(re.escape(place) for place in Place))
# What becomes blocks of its own must stand apart from the words around it.
_APART = re.compile(rf"(?:{_PLACE.pattern})|\|\s*paragraphs\b")
_ALONE = re.compile(rf"(?:{_PLACE.pattern})|\{{\{{[^{{}}]*\|\s*paragraphs\s*\}}\}}")
_STATEMENTS = re.compile(r"\{%.*?%\}|\{#|#\}")
_INCLUDES = re.compile(r"\{%-?\s*include\b")
_EQUAL = frozenset({"eq", "ne"})
_COMPARED = _EQUAL | {"gt", "gteq", "lt", "lteq"}
_FILTERS = frozenset(filters("nl"))
_LOOP = {name: Field(Form.YES) for name in ("first", "last")} | {
    name: Field(Form.NUMBER) for name in ("index", "length")
}
_ONE_TYPE: Mapping[str, Form] = {
    "money": Form.MONEY,
    "day": Form.DAY,
    "number": Form.NUMBER,
    "word": Form.WORD,
    "iban": Form.LINE,
    "paragraphs": Form.TEXT,
}
_PRINTED = frozenset({Form.LINE, Form.DONE})

# So many statements may stand in each other: more no letter needs, and Python takes no more than twenty loops.
_DEEPEST = 12

# The paths of fields that are known to be there.
Known = frozenset[str]


class _Scope(NamedTuple):
    """What may be named at a place of a template: the fields, and the paths of those known to be there."""

    fields: Mapping[str, Field]
    sure: Known
    in_loop: bool = False
    by_tone: bool = False
    depth: int = 0

    def knowing(self, paths: Known) -> "_Scope":
        return self._replace(sure=self.sure | paths)


class Checked(NamedTuple):
    """What a template uses: its parts by name, and how often each place stands in it."""

    parts: frozenset[str]
    places: tuple[Place, ...]


class Check:
    """Checks a template and its parts. `place_of` says where a line of the template stands, `part` reads a part."""

    def __init__(
        self,
        environment: Environment,
        sources: Iterable[str],
        place_of: Callable[[int], str],
        part: Callable[[str], tuple[str, Callable[[int], str]] | None],
    ) -> None:
        self._environment = environment
        self._sources = tuple(sources)
        self._place_of = place_of
        self._part = part
        self._open: tuple[str, ...] = ()
        self._parts: set[str] = set()
        self._places: list[Place] = []

    def run(self, text: str, fields: Mapping[str, Field], sure: Known) -> Checked:
        """Check a text in which `fields` may be named. Raises `InputError` naming file, line and field."""
        try:
            self._template(text, _Scope(fields, sure))
        except RecursionError:
            raise self._wrong("deep", 1, most=_DEEPEST) from None
        return Checked(frozenset(self._parts), tuple(self._places))

    def _wrong(self, wrong: str, line: int, /, **parameters: object) -> InputError:
        return InputError(f"letter.template_{wrong}", place=self._place_of(line), **parameters)

    def _template(self, text: str, scope: _Scope) -> None:
        try:
            tree = self._environment.parse(text)
        except TemplateSyntaxError as error:
            raise self._wrong("syntax", error.lineno, because=error.message or "") from error
        self._apart(text)
        self._body(tree.body, scope)

    def _apart(self, text: str) -> None:
        lines = [_without_statements(line.removeprefix("#}")) for line in text.split("\n")]
        for number, line in enumerate(lines):
            if line is None or not _APART.search(line):
                continue
            before = next((one for one in reversed(lines[:number]) if one is not None), "")
            after = next((one for one in lines[number + 1 :] if one is not None), "")
            if before or after or not _ALONE.fullmatch(line):
                raise self._wrong("apart", number + 1, what=on_a_line(line))

    def _body(self, body: Iterable[nodes.Node], scope: _Scope) -> None:
        within = scope._replace(depth=scope.depth + 1)
        for node in body:
            if within.depth > _DEEPEST:
                raise self._wrong("deep", node.lineno, most=_DEEPEST)
            match node:
                case nodes.Output():
                    for one in node.nodes:
                        self._output(one, within)
                case nodes.If():
                    self._if(node, within)
                case nodes.For():
                    self._for(node, within)
                case nodes.Include(template=nodes.Const(value=str(name)), ignore_missing=False):
                    self._include(name, node.lineno, within)
                case _:
                    raise self._wrong("statement", node.lineno, what=type(node).__name__.lower())

    def _output(self, node: nodes.Expr, scope: _Scope) -> None:
        if isinstance(node, nodes.TemplateData):
            self._words(node.data, node.lineno, scope)
            return
        field = self._of(node, scope)
        self._must_be_sure(node, field, scope)
        if field.many or field.form not in _PRINTED:
            raise self._wrong("form", node.lineno, field=_name(node), form="list" if field.many else field.form)

    def _words(self, said: str, line: int, scope: _Scope) -> None:
        self._places += [Place(found[0]) for found in _PLACE.finditer(said)]
        for found in _ARTICLE.finditer(said):
            article = found[1] or found[2]
            at = line + said.count("\n", 0, found.start())
            own = re.compile(rf"(?<![\w:]){re.escape(article)}(?![\w:])", re.IGNORECASE)
            if not any(own.search(source) for source in self._sources):
                raise self._wrong("source", at, article=article)
            if scope.by_tone:
                raise self._wrong("tone", at, article=article)

    def _if(self, node: nodes.If, scope: _Scope) -> None:
        for test, body in [(node.test, node.body), *((one.test, one.body) for one in node.elif_)]:
            held, failed = self._test(test, scope)
            by_tone = scope.by_tone or any(name.name in TONES for name in _names(test))
            scope = scope._replace(by_tone=by_tone)
            self._body(body, scope.knowing(held))
            scope = scope.knowing(failed)
        self._body(node.else_, scope)

    def _for(self, node: nodes.For, scope: _Scope) -> None:
        over = self._of(node.iter, scope)
        target = node.target
        if not isinstance(target, nodes.Name) or node.test is not None or node.recursive or not over.many:
            raise self._wrong("statement", node.lineno, what="for")
        if target.name in scope.fields or target.name == "loop":
            raise self._wrong("twice", node.lineno, field=target.name)
        inner = {**scope.fields, target.name: over._replace(many=False, sure=True)}
        self._body(node.body, scope._replace(fields=inner, in_loop=True))
        self._body(node.else_, scope)

    def _include(self, name: str, line: int, scope: _Scope) -> None:
        found = None if name in self._open else self._part(name)
        if found is None:
            raise self._wrong("part", line, part=name)
        text, place_of = found
        self._parts.add(name)
        outer, self._place_of, self._open = self._place_of, place_of, (*self._open, name)
        self._template(text, scope)
        self._place_of, self._open = outer, self._open[:-1]

    def _test(self, node: nodes.Node, scope: _Scope) -> tuple[Known, Known]:
        """Check a condition; return which fields are known to be there where it holds, and where it does not."""
        nothing: Known = frozenset()
        match node:
            case nodes.Not():
                held, failed = self._test(node.node, scope)
                return failed, held
            case nodes.And():
                left, _ = self._test(node.left, scope)
                right, _ = self._test(node.right, scope.knowing(left))
                return left | right, nothing
            case nodes.Or():
                _, left = self._test(node.left, scope)
                _, right = self._test(node.right, scope.knowing(left))
                return nothing, left | right
            case nodes.Compare(ops=[nodes.Operand(op=op, expr=nodes.Const())]) if op in _COMPARED:
                field = self._of(node.expr, scope)
                if op not in _EQUAL:
                    self._must_be_sure(node.expr, field, scope)
                return nothing, nothing
            case _:
                self._of(node, scope)
                path = _path(node)
                return (frozenset({path}) if path else nothing), nothing

    def _of(self, node: nodes.Node, scope: _Scope) -> Field:
        """Return the type of what an expression names."""
        match node:
            case nodes.Name(name=name):
                if name not in scope.fields:
                    raise self._wrong("field", node.lineno, field=name)
                return scope.fields[name]
            case nodes.Getattr(node=nodes.Name(name="loop")) if scope.in_loop and node.attr in _LOOP:
                return _LOOP[node.attr]
            case nodes.Getattr():
                owner = self._of(node.node, scope)
                self._must_be_sure(node.node, owner, scope)
                if owner.record is None or owner.many or node.attr not in of_record(owner.record):
                    raise self._wrong("field", node.lineno, field=_name(node))
                return of_record(owner.record)[node.attr]
            case nodes.Filter(node=nodes.Expr() as inner, args=[], kwargs=[], dyn_args=None, dyn_kwargs=None):
                return self._filtered(node, inner, scope)
            case _:
                raise self._wrong("statement", node.lineno, what=type(node).__name__.lower())

    def _filtered(self, node: nodes.Filter, inner: nodes.Expr, scope: _Scope) -> Field:
        if node.name not in _FILTERS:
            raise self._wrong("filter", node.lineno, filter=node.name, choices=sorted(_FILTERS))
        field = self._of(inner, scope)
        if node.name == "length" and field.many:
            return Field(Form.NUMBER)
        self._must_be_sure(inner, field, scope)
        if node.name in _ONE_TYPE and not field.many and field.form == _ONE_TYPE[node.name]:
            return Field(Form.DONE)
        if node.name == "list" and field.many and field.form == Form.LINE:
            return Field(Form.DONE)
        if node.name == "total" and field.many and field.record and "cents" in of_record(field.record):
            return Field(Form.MONEY)
        if node.name in {"first", "last"} and field.many:
            return field._replace(many=False)
        raise self._wrong("filtered", node.lineno, field=_name(inner), filter=node.name)

    def _must_be_sure(self, node: nodes.Node, field: Field, scope: _Scope) -> None:
        if not field.sure and _path(node) not in scope.sure:
            raise self._wrong("unsure", node.lineno, field=_name(node))


def _without_statements(line: str) -> str | None:
    """Return the words and fields of a line; None for a line of statements alone, which leaves nothing.

    A part ends in an empty line, so the line that has it counts as one.
    """
    said = _STATEMENTS.sub("", line).strip()
    return said if said or not line or _INCLUDES.search(line) else None


def _path(node: nodes.Node) -> str:
    """Return the dotted name of a field, empty for another expression."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        owner = _path(node.node)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def _name(node: nodes.Node) -> str:
    """Return what an error calls an expression: the field it is about."""
    while isinstance(node, nodes.Filter) and node.node is not None:
        node = node.node
    return _path(node) or type(node).__name__.lower()


def _names(node: nodes.Node) -> Iterable[nodes.Name]:
    return [node] if isinstance(node, nodes.Name) else node.find_all(nodes.Name)
