"""A backup as one file: a zip with the database as its engine writes it, and the manifest that tells what it is.

So it can be taken apart without Casebook: `casebook.db` is a file of SQLite, `casebook.dump` one for `pg_restore`.
"""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from casebook import __version__
from casebook.errors import InputError
from casebook.store.backup import manifest as manifests
from casebook.store.backup.manifest import Contents, Manifest

_MANIFEST = "manifest.json"
_CONTENT = {"sqlite": "casebook.db", "postgresql": "casebook.dump"}
# A dump is compressed already.
_COMPRESSED = {"sqlite": zipfile.ZIP_DEFLATED, "postgresql": zipfile.ZIP_STORED}
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1
_BEGINNING = b"PK\3\4"
_LONGEST_MANIFEST = 1 << 20
_AT_ONCE = 1 << 20


class _Hashed:
    """Writes on, and remembers how much and what it was."""

    def __init__(self, target: BinaryIO) -> None:
        self._target, self.size, self.sha256 = target, 0, hashlib.sha256()

    def write(self, some: bytes) -> int:
        """Write some bytes."""
        self.size += len(some)
        self.sha256.update(some)
        return self._target.write(some)


def write(file: BinaryIO, engine: str, tool: int, fill: Callable[[BinaryIO], Contents]) -> Manifest:
    """Write a backup, of which `fill` writes the database itself and returns what is in it; return its manifest."""
    with zipfile.ZipFile(file, "w", compresslevel=1) as archive:
        entry = zipfile.ZipInfo(_CONTENT[engine], _now().timetuple()[:6])
        entry.compress_type = _COMPRESSED[engine]
        with archive.open(entry, "w", force_zip64=True) as content:
            hashed = _Hashed(cast(BinaryIO, content))
            found = fill(cast(BinaryIO, hashed))
        manifest = Manifest(
            engine,
            found,
            _now().isoformat(timespec="seconds"),
            __version__,
            tool,
            hashed.size,
            hashed.sha256.hexdigest(),
        )
        archive.writestr(zipfile.ZipInfo(_MANIFEST, _now().timetuple()[:6]), manifest.text())
    return manifest


def _now() -> datetime:
    return datetime.now(UTC)


def read_manifest(file: Path) -> Manifest:
    """Return what a backup says that it holds. Raises `InputError` where it is none, or of a later version."""
    with _opened(file) as archive:
        try:
            entry = archive.getinfo(_MANIFEST)
            if entry.file_size > _LONGEST_MANIFEST:
                raise ValueError("too long")
            manifest = manifests.read(archive.read(entry).decode("utf-8"))
            held = archive.getinfo(_CONTENT[manifest.engine])
            if any(one.flag_bits & _ENCRYPTED or one.compress_type not in _KNOWN for one in (entry, held)):
                raise ValueError("packed in another way")
        except manifests.NewerFormat as newer:
            raise InputError("backup.newer", file=str(file), version=str(newer)) from None
        except (KeyError, ValueError):
            raise InputError("backup.none", file=str(file)) from None
    return manifest


@contextmanager
def content(file: Path, manifest: Manifest) -> Iterator[BinaryIO]:
    """Open the database in a backup to be read once, from its beginning to its end."""
    with _opened(file) as archive, archive.open(_CONTENT[manifest.engine]) as source:
        yield cast(BinaryIO, source)


def extract(file: Path, manifest: Manifest, target: Path | None = None) -> None:
    """Read the database in a backup to its end, and write it to a new file where one is named.

    Raises `InputError` where it is not what the manifest says, or cannot be written.
    """
    with ExitStack() as stack:
        source = stack.enter_context(content(file, manifest))
        write = _writer(stack, target) if target is not None else lambda _: None
        sha256, size = hashlib.sha256(), 0
        while size <= manifest.size and (some := source.read(_AT_ONCE)):
            sha256.update(some)
            size += len(some)
            write(some)
    if (size, sha256.hexdigest()) != (manifest.size, manifest.sha256):
        raise InputError("backup.damaged", file=str(file))


def _writer(stack: ExitStack, target: Path) -> Callable[[bytes], None]:
    """Return what writes to a file that only we can read, and says what is wrong with that one."""

    def refused(error: OSError) -> InputError:
        return InputError("backup.not_written", file=str(target.parent), reason=error.strerror or "")

    try:
        opened = stack.enter_context(os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", 0))
    except OSError as error:
        raise refused(error) from None

    def write(some: bytes) -> None:
        try:
            opened.write(some)
        except OSError as error:
            raise refused(error) from None

    return write


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with file.open("rb") as opened:
            if not zipfile.is_zipfile(opened):
                opened.seek(0)
                # What a zip holds stands at its end, which is what lacks where a copy was broken off.
                is_cut = opened.read(len(_BEGINNING)) == _BEGINNING
                raise InputError("backup.damaged" if is_cut else "backup.none", file=str(file))
            opened.seek(0)
            with zipfile.ZipFile(opened) as archive:
                yield archive
    except (zipfile.BadZipFile, EOFError, zlib.error):
        raise InputError("backup.damaged", file=str(file)) from None
    except OSError as error:
        raise InputError("backup.unreadable", file=str(file), reason=error.strerror or "") from None
