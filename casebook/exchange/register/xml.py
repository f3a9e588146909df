"""The XML of the register: whole, of a bearable size, and without anything that is fetched or made while it is read."""

from pathlib import Path
from typing import Any

from casebook.errors import InputError

# A day of the whole register is some megabytes.
LARGEST = 64 * 1024 * 1024
_NAMESPACES = "http://www.rechtspraak.nl/namespaces/"
_XINCLUDE = "http://www.w3.org/2001/XInclude"


class Part:
    """An element: its fields by name, of the namespace that it is in itself."""

    __slots__ = ("_element", "_namespace")

    def __init__(self, element: Any, namespace: str) -> None:
        self._element, self._namespace = element, namespace

    def text(self, name: str) -> str:
        """Return the text of the first field with a name, empty where there is none."""
        found = self.part(name)
        return "" if found is None else "".join(found._element.itertext())

    def part(self, name: str) -> "Part | None":
        """Return the first element with a name, None where there is none."""
        return next(iter(self.parts(name)), None)

    def parts(self, name: str) -> "list[Part]":
        """Return the elements with a name that stand directly in this one."""
        return [Part(one, self._namespace) for one in self._element.findall(f"{{{self._namespace}}}{name}")]

    def attribute(self, name: str) -> str:
        """Return an attribute, empty where there is none."""
        return str(self._element.get(name) or "")

    @property
    def line(self) -> int:
        """The line of the file that it begins on."""
        return int(self._element.sourceline or 0)


def root(path: Path) -> Any:
    """Return the first element of a file. Raises `InputError` where it is no XML that may be read."""
    content = _content(path)
    _check(content, str(path))
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        found = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise InputError("register_file.broken", file=str(path), line=error.lineno or 1) from None
    except ValueError:
        raise InputError("register_file.broken", file=str(path), line=1) from None
    if next(found.iter(f"{{{_XINCLUDE}}}*"), None) is not None:
        raise InputError("register_file.include", file=str(path))
    return found


def named(element: Any, name: str) -> list[Part]:
    """Return all elements with a name in a namespace of the register, however deep, in the order of the file."""
    found = []
    for one in element.iter(f"{{*}}{name}"):
        namespace = one.tag[1:].partition("}")[0] if one.tag.startswith("{") else ""
        if namespace.startswith(_NAMESPACES):
            found.append(Part(one, namespace))
    return found


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise InputError("import.no_regular_file" if path.exists() else "import.no_file", file=str(path))
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError("import.unreadable", file=str(path), reason=error.strerror or "") from None
    except ValueError:
        raise InputError("import.no_file", file=str(path)) from None
    if len(content) > LARGEST:
        raise InputError("register_file.too_large", file=str(path), megabytes=LARGEST // 1024**2)
    if not content.strip():
        raise InputError("register_file.empty", file=str(path))
    return content


def _check(content: bytes, file: str) -> None:
    """Refuse a document type before anything else reads the file: with it come entities."""
    from xml.parsers import expat

    parser = expat.ParserCreate()

    def document_type(*_: object) -> None:
        raise InputError("register_file.document_type", file=file)

    parser.StartDoctypeDeclHandler = document_type
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise InputError("register_file.broken", file=file, line=error.lineno) from None
    except (ValueError, LookupError):
        raise InputError("register_file.broken", file=file, line=1) from None
