"""Outlook messages written by hand: a compound file with the few streams that make one."""

import struct
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_TEXT, _BINARY, _LONG, _EMBEDDED = 0x001F, 0x0102, 0x0003, 0x000D

Streams = dict[str, "bytes | Streams"]


class File(NamedTuple):
    """A file attached to a message."""

    name: str
    content: bytes


def msg(texts: Mapping[int, str], attached: Sequence[File] = (), *, rtf: bytes = b"", within: bool = False) -> bytes:
    """Return a message with texts by the number of their property; `within`: another message is attached to it."""
    found = _properties(texts, {0x1009: rtf} if rtf else {}, 32)
    number = 0
    for number, one in enumerate(attached):
        of_file = _properties({0x3707: one.name}, {0x3701: one.content}, 8, {0x3705: 1})
        found[f"__attach_version1.0_#{number:08X}"] = of_file
    if within:
        inner = _properties({0x3707: "doorgestuurd"}, {}, 8, {0x3705: 5})
        inner["__substg1.0_3701000D"] = _properties({0x0037: "Binnenste"}, {}, 24)
        found[f"__attach_version1.0_#{number + 1:08X}"] = inner
    return compound(found)


def _properties(
    texts: Mapping[int, str], bytes_of: Mapping[int, bytes], head: int, numbers: Mapping[int, int] | None = None
) -> Streams:
    found: Streams = {}
    rows = [struct.pack("<HHIII", _LONG, id_, 6, value, 0) for id_, value in (numbers or {}).items()]
    for kind, some in ((_TEXT, {id_: text.encode("utf-16-le") for id_, text in texts.items()}), (_BINARY, bytes_of)):
        for id_, content in some.items():
            found[f"__substg1.0_{id_:04X}{kind:04X}"] = content
            rows.append(struct.pack("<HHIII", kind, id_, 6, len(content), 0))
    found["__properties_version1.0"] = bytes(head) + b"".join(rows)
    return found


class _Entry:
    def __init__(self, name: str, kind: int, content: bytes = b"") -> None:
        self.name, self.kind, self.content = name, kind, content
        self.following = self.child = _NONE
        self.start, self.size = _END, len(content)


def compound(streams: Streams) -> bytes:
    """Return a compound file (version 3) with streams, and storages of streams, by their names."""
    entries = [_Entry("Root Entry", 5)]
    _add(entries, 0, streams)
    sectors: list[bytes] = []
    chain: list[int] = []
    small = b""
    small_chain: list[int] = []
    for one in entries[1:]:
        if one.kind != 2 or not one.content:
            continue
        if one.size < _CUTOFF:
            one.start = len(small_chain)
            small += _padded(one.content, _SMALL)
            _link(small_chain, len(_padded(one.content, _SMALL)) // _SMALL)
        else:
            one.start = _put(sectors, chain, one.content)
    root = entries[0]
    root.start, root.size = (_put(sectors, chain, small) if small else _END), len(small)
    small_fat = _put(sectors, chain, struct.pack(f"<{len(small_chain)}I", *small_chain)) if small else _END
    directory = _put(sectors, chain, b"".join(map(_written, entries)))
    fats = 1
    while (len(chain) + fats) * 4 > fats * _SECTOR:
        fats += 1
    places = list(range(len(chain), len(chain) + fats))
    table = [*chain, *[_FAT] * fats]
    fat = struct.pack(f"<{len(table)}I", *table)
    fat += b"\xff" * (fats * _SECTOR - len(fat))
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6),
        0, fats, directory, 0, _CUTOFF, small_fat, -(-len(small_chain) * 4 // _SECTOR), _END, 0, places[0],
    )  # fmt: skip
    rest = [*places[1:], *[_FREE] * (109 - fats)]
    return head + struct.pack("<108I", *rest) + b"".join(sectors) + fat


def _add(entries: list[_Entry], parent: int, streams: Streams) -> None:
    last = -1
    for name, content in streams.items():
        at = len(entries)
        entries.append(_Entry(name, 2, content) if isinstance(content, bytes) else _Entry(name, 1))
        if last < 0:
            entries[parent].child = at
        else:
            entries[last].following = at
        last = at
        if not isinstance(content, bytes):
            _add(entries, at, content)


def _put(sectors: list[bytes], chain: list[int], content: bytes) -> int:
    start, padded = len(chain), _padded(content, _SECTOR)
    sectors.append(padded)
    _link(chain, len(padded) // _SECTOR)
    return start


def _link(chain: list[int], count: int) -> None:
    chain += [*range(len(chain) + 1, len(chain) + count), _END]


def _padded(content: bytes, to: int) -> bytes:
    return content + bytes(-len(content) % to)


def _written(one: _Entry) -> bytes:
    name = one.name.encode("utf-16-le") + b"\0\0"
    head = struct.pack("<64sHBBIII", name, len(name), one.kind, 1, _NONE, one.following, one.child)
    return head + bytes(36) + struct.pack("<IQ", one.start, one.size)
