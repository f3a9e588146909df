"""The XML of a bank: what the file is by its first elements, and its entries one after the other."""

import re
from collections.abc import Iterator
from typing import IO, Any, NamedTuple, NoReturn
from xml.parsers import expat

from casebook.errors import InputError
from casebook.exchange.bank.files import BankFile

_PIECE = 4096
_FURTHEST = 1024 * 1024
_MESSAGE = re.compile(r"(?:^|[:/])(?P<kind>[a-z]{4}\.\d{3})\.\d{3}\.(?P<version>\d{2})$", re.ASCII)
_XINCLUDE = "{http://www.w3.org/2001/XInclude}*"


class Message(NamedTuple):
    """What a file says it is: the namespace of its `Document`, such as camt.053, and its version."""

    namespace: str
    kind: str
    version: int


class RawAmount(NamedTuple):
    """An amount as it is written, and its currency, empty where none is named."""

    text: str
    currency: str


# What an element holds by the path of names to it, such as `Refs/EndToEndId`, without namespaces; each a text or a
# `RawAmount`, of the elements of `_APART` a node of its own.
Node = dict[str, list[Any]]
_APART = frozenset({"Bal", "Strd", "RfrdDocInf"})
# Addresses and banks, of which nothing is told, are half of the elements.
_LEFT_OUT = frozenset({"PstlAdr", "RltdAgts", "Svcr", "SplmtryData"})


class _Found(Exception):
    """Ends the reading of the first elements: what was sought is found."""

    def __init__(self, message: Message) -> None:
        self.message = message


def message(file: BankFile) -> Message:
    """Return what an XML file is, from its first elements.

    Raises `InputError` where it is no ISO 20022 message, or has a document type: with it come entities.
    """
    parser = expat.ParserCreate(namespace_separator=" ")

    def document_type(*_: object) -> NoReturn:
        raise InputError("bank_file.document_type", place=file.place)

    def start(name: str, _attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        known = _MESSAGE.search(namespace)
        if local == "Document" and known:
            raise _Found(Message(namespace, known["kind"], int(known["version"])))
        if local.lower() in ("html", "document"):
            raise InputError("bank_file.other_xml", place=file.place, element=local)

    parser.StartDoctypeDeclHandler = document_type
    parser.StartElementHandler = start
    try:
        with file.open() as opened:
            fed = 0
            while (piece := opened.read(_PIECE)) and fed < _FURTHEST:
                parser.Parse(piece, False)
                fed += len(piece)
            if fed < _FURTHEST:
                parser.Parse(b"", True)
    except _Found as found:
        return found.message
    except expat.ExpatError as error:
        raise broken(file.place, error.lineno) from None
    except (ValueError, LookupError):
        raise broken(file.place, 1) from None
    raise InputError("bank_file.other_xml_none", place=file.place)


def broken(place: str, line: int) -> InputError:
    """Return the error that a file is not whole, or is no XML, from a line on."""
    return InputError("bank_file.broken_xml", place=place, line=line)


def elements(opened: IO[bytes], place: str, names: tuple[str, ...], namespace: str) -> Iterator[tuple[str, Any]]:
    """Return each element of these names as it ends, with its name; whoever takes it clears what he has read.

    Raises `InputError` where the XML is not whole or wants to include another file.
    """
    from lxml import etree

    cut = len(namespace) + 2
    reader = etree.iterparse(
        opened,
        events=("end",),
        tag=[*(f"{{{namespace}}}{name}" for name in names), _XINCLUDE],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in reader:
            if not element.tag.startswith(f"{{{namespace}}}"):
                raise InputError("bank_file.include", place=place, line=element.sourceline or 1)
            yield element.tag[cut:], element
    except etree.XMLSyntaxError as error:
        raise broken(place, error.lineno or 1) from None


def is_in(element: Any, tag: str) -> bool:
    """Tell whether an element stands directly in one with this tag."""
    parent = element.getparent()
    return parent is not None and parent.tag == tag


def forget(element: Any) -> None:
    """Free an element that was read, and the one before it; the parser still hangs what follows onto this one."""
    element.clear()
    before = element.getprevious()
    if before is not None and before.tag == element.tag:
        element.getparent().remove(before)


def tree(element: Any, cut: int, without: str = "") -> Node:
    """Return an element as a `Node`; `cut` is the length of what stands before each name, elements `without` left out.

    The XML parser takes no more than 256 elements inside each other.
    """
    found: Node = {}
    _fill(found, "", element, cut, _LEFT_OUT | {without})
    return found


def _fill(found: Node, path: str, element: Any, cut: int, without: frozenset[str]) -> None:
    for child in element:
        name = child.tag[cut:]
        if name in without:
            continue
        value: Any
        if name in _APART:
            value = tree(child, cut)
        elif len(child):
            _fill(found, f"{path}{name}/", child, cut, without)
            continue
        elif name == "Amt":
            value = RawAmount(child.text or "", child.get("Ccy") or "")
        else:
            value = child.text or ""
        key = path + name
        if key in found:
            found[key].append(value)
        else:
            found[key] = [value]


def text(node: Node, *paths: str) -> str:
    """Return the first text under the first of these paths that has any, empty where none has."""
    for path in paths:
        if path in node:
            found: str = node[path][0].strip()
            if found:
                return found
    return ""


def texts(node: Node, path: str) -> list[str]:
    """Return all texts under a path."""
    return node.get(path, [])


def amount(node: Node, path: str) -> RawAmount | None:
    """Return the first amount under a path."""
    return node[path][0] if path in node else None


def nodes(node: Node, path: str) -> list[Node]:
    """Return the elements under a path that stand apart."""
    return node.get(path, [])
