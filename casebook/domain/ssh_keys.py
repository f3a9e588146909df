"""Public keys of SSH as people hand them in: one line of a type, a body in base64 and a comment, read strictly."""

import base64
import binascii
import hashlib
import re
from typing import NamedTuple

from casebook.errors import InputError

_LONGEST_LINE = 8192
_LEAST_RSA_BITS, _MOST_RSA_BITS = 3072, 16384
_ED25519_BYTES = 32
# An uncompressed point: a mark, then both coordinates.
_POINT_MARK = 4
_COORDINATE = {"nistp256": 32, "nistp384": 48, "nistp521": 66}
_ED25519, _RSA = "ssh-ed25519", "ssh-rsa"
_ECDSA = {f"ecdsa-sha2-{curve}": curve for curve in _COORDINATE}
_SK_ED25519, _SK_ECDSA = "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com"
TYPES = (_ED25519, *_ECDSA, _RSA, _SK_ED25519, _SK_ECDSA)
_APPLICATION = re.compile(rb"ssh:[!-~]*")
# What stands in a forced command, where a shell reads it, and names nobody else there.
_LOGIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}", re.ASCII)


class PublicKey(NamedTuple):
    """A public key: its type, its body in base64, and what its owner calls it."""

    type: str
    body: str
    comment: str

    @property
    def fingerprint(self) -> str:
        """The fingerprint as `ssh-keygen -l` shows it: SHA256 of the body, in base64 without padding."""
        return fingerprint_of(base64.b64decode(self.body))


def fingerprint_of(blob: bytes) -> str:
    """Return the fingerprint of the bytes of a key."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def fits_forced_command(login: str) -> bool:
    """Say whether a login can stand in a forced command as it is: no sign of it means anything to a shell."""
    return _LOGIN.fullmatch(login) is not None


def read(text: str) -> PublicKey:
    """Return the key in one line of a `.pub` file.

    Options in front of it, a second line, control codes, a type that is not known and a key that is weak or not whole
    are refused: raises `InputError`.
    """
    if len(text) > _LONGEST_LINE or not text.isprintable():
        raise InputError("ssh_key.line")
    kind, _, rest = text.strip().partition(" ")
    body, _, comment = rest.strip().partition(" ")
    if kind not in TYPES:
        raise InputError("ssh_key.type", value=kind, types=TYPES)
    try:
        blob = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        raise InputError("ssh_key.broken") from None
    # Another way to write the same bytes would be another key to whoever compares texts.
    if not blob or base64.b64encode(blob).decode() != body:
        raise InputError("ssh_key.broken")
    _check(kind, blob)
    return PublicKey(kind, body, comment.strip())


def _check(kind: str, blob: bytes) -> None:
    """Check that the bytes are a whole key of the type that was named, and a strong one (RFC 4253, 5656, 8709)."""
    fields = _Fields(blob)
    if fields.next() != kind.encode():
        raise InputError("ssh_key.broken")
    if kind == _RSA:
        exponent, modulus = fields.number(), fields.number()
        if modulus.bit_length() < _LEAST_RSA_BITS:
            raise InputError("ssh_key.weak", bits=modulus.bit_length(), least=_LEAST_RSA_BITS)
        if modulus.bit_length() > _MOST_RSA_BITS or exponent < 3 or exponent % 2 == 0 or modulus % 2 == 0:
            raise InputError("ssh_key.broken")
    elif kind in (_ED25519, _SK_ED25519):
        if len(fields.next()) != _ED25519_BYTES:
            raise InputError("ssh_key.broken")
    else:
        curve = _ECDSA.get(kind, "nistp256")
        if fields.next() != curve.encode():
            raise InputError("ssh_key.broken")
        point = fields.next()
        if len(point) != 1 + 2 * _COORDINATE[curve] or point[0] != _POINT_MARK:
            raise InputError("ssh_key.broken")
    if kind in (_SK_ED25519, _SK_ECDSA) and not _APPLICATION.fullmatch(fields.next()):
        raise InputError("ssh_key.broken")
    fields.end()


class _Fields:
    """The fields of a key: each a length of four bytes and so many bytes."""

    def __init__(self, blob: bytes) -> None:
        self._left = blob

    def next(self) -> bytes:
        length = int.from_bytes(self._left[:4])
        found = self._left[4 : 4 + length]
        if len(self._left) < 4 or len(found) != length:
            raise InputError("ssh_key.broken")
        self._left = self._left[4 + length :]
        return found

    def number(self) -> int:
        """A number above zero, with no more bytes than it needs."""
        found = self.next()
        number = int.from_bytes(found, signed=True)
        if number <= 0 or len(found) != number.bit_length() // 8 + 1:
            raise InputError("ssh_key.broken")
        return number

    def end(self) -> None:
        if self._left:
            raise InputError("ssh_key.broken")
