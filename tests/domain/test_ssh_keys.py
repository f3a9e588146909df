"""Keys as `ssh-keygen` writes them are taken with the fingerprint it shows; anything else is refused."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain import ssh_keys
from casebook.errors import InputError

# What ssh-keygen made, and the fingerprint that `ssh-keygen -l` shows.
KEYS = {
    "SHA256:yAgSvao4qWWJWNTvWpCxB78rt5YlbIVrMGiop0DWxGg": (
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIL5v71B1rZh28WTXWoAinYBp50495F88RD1KbFE60ej3"
    ),
    "SHA256:N5MvB+NZamN6VF21fFYhlIfa33bsGMiuweFngrvtPII": (
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBN+yezznb7E7D8ib3qju4utbUMLb"
        "Bl7QohRo//0nJZUvvnTfoL7QjXg8i0lLv5S58+feiFW15x9Ch2OObBB6Gn8="
    ),
    "SHA256:0MXqt6Cx5ki8zScaMETMeZTkbPP+m0aDYjZEJcxxscE": (
        "ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBNx67fT9Sl1Gc9PurLJ7GuY3W2gZ"
        "9AW4gEntnmFOrXFjAI4Hfi0jydxgcEw7zSoSeUW2aeKRkvFr8kBsEyc0RfAp7ZWO5PQRWWQT7cxMIZGa/i/dwtpnl7xe4QOShJlt"
        "Vw=="
    ),
    "SHA256:EStKoVfhuhBNjG9NH/cF1a2vkkC7j0mcnnDE1+JhwjQ": (
        "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAGZJrpii8LiNWToSxlmeCdnfkE0"
        "w0G0Gwuco5a6H8sywFt7nxq4ACv/U/8Yly0cUUF2TTAqIBWoBNCKQ6h8AsvfIwAGMG3gyCp78TOyoygRlUrMvahn2bkOCcMiCyYe"
        "6UaKmpAjEFeCiNNWSWWrFeaSM9qvSgUqoQSXDSN/ojmo4PmvAQ=="
    ),
    "SHA256:X13bLgl95aQmqNCgVZoZ039WipDnKNB8G+RgZimWczM": (
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC8O0FlXq3jGcVytZp7iuu1pB8+Mf/oiM+MCkQ/xscGq5NB7RQ1nFOC0CbwbDGC"
        "y9mDZqJgkMURQ+xE8mQ3qV38/Gb8Jf9hV0m+6/eJbndMr2a1n42TnJNCW5aq+say0hWZ/WcLkT0OoDOCt4wuqFe23Rd2zAPFqc8K"
        "MgOzqTnBtfVPplh2dW2zBj5rqn3C9vbfj/B5KjVJrwHBnpqr8DuQt5vvMyGuKvDx4RJdaWIn7c+ZN3YwHsGku/3MagF0x3xiUY4+"
        "Y8yjyjGtMq9JT7vc5xwR3w44wEB6bh41b//BL+tun+fHTs8V1ob3rwVFiYczuO5c8z8LE6p6s5qnhPEHjcrEEjnFrGW809XXmsaI"
        "JB3Dlj5L3MmSVp7hSuPJ9Flw5cr8OXTUXypyB7ROmDyaeceM2BRjqNhWI3tMvkSxplZQlcuywpGt592XfD/hop68tKfD5KUQ/yUl"
        "OsKdyRJvDf/seV7K8o3pr7hbyqpNRDbwgCKjeqG6pCTSbKw/GmM="
    ),
}
WEAK = (
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDItqcR7PnWAOftrB8G44IB3Q0ECiqyKNxT3nSRR7RMU6zfq2cpUuNVikDQ1n8/"
    "4fFUSZdnwNa6F+jSIR3U4c3YkhjkZDRXn50P6nYIejUFvL3+zX9ih+OEYL/W6lL8QY5kGZ87bOnyDP/ACBMFyWXg4h7UjxKFyxe5"
    "A1inYQP1Q/daFiy83yYU2VQXnmExY/gdL7zHwvjzOuDTaU5/a4bH8ZcXmnoWW/US+8KGGYBADv8LIBk99eboC/FPfaiPVERXs/a8"
    "48K0QBEqt+GryzUNEg9cxKoZReEFyKnDlnIpsAlj8qTO9T45TghoSsgTU6kt1DxFK3Im2bpiodp/z4wv"
)
ED25519 = KEYS["SHA256:yAgSvao4qWWJWNTvWpCxB78rt5YlbIVrMGiop0DWxGg"]


def line(*fields: bytes, kind: str | None = None) -> str:
    """Return a key of such fields, of the type that the first names, or of another."""
    blob = b"".join(len(field).to_bytes(4) + field for field in fields)
    return f"{kind or fields[0].decode()} {base64.b64encode(blob).decode()}"


def number(value: int) -> bytes:
    return value.to_bytes(value.bit_length() // 8 + 1)


@pytest.mark.parametrize("fingerprint", KEYS)
def test_a_key_of_each_kind_is_taken_with_the_fingerprint_that_ssh_keygen_shows(fingerprint: str) -> None:
    key = ssh_keys.read(f"{KEYS[fingerprint]} Mieke op haar laptop")
    assert (key.fingerprint, key.comment) == (fingerprint, "Mieke op haar laptop")
    assert f"{key.type} {key.body}" == KEYS[fingerprint]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("sk-ssh-ed25519@openssh.com", (b"p" * 32, b"ssh:")),
        ("sk-ecdsa-sha2-nistp256@openssh.com", (b"nistp256", b"\x04" + b"p" * 64, b"ssh:werk")),
    ],
)
def test_a_key_in_a_token_is_taken(kind: str, fields: tuple[bytes, ...]) -> None:
    assert ssh_keys.read(line(kind.encode(), *fields)).type == kind


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "ssh_key.type"),
        ("ssh-dss AAAAB3NzaC1kc3M=", "ssh_key.type"),
        ("ssh-ed25519-cert-v01@openssh.com AAAA", "ssh_key.type"),
        (f'command="/bin/sh" {ED25519}', "ssh_key.type"),
        (f"no-pty {ED25519}", "ssh_key.type"),
        (f"{ED25519}\n{ED25519}", "ssh_key.line"),
        (f"{ED25519} \x1b[2Jnaam", "ssh_key.line"),
        (f"{ED25519} \u202enaam", "ssh_key.line"),
        (f"{ED25519} {'x' * 9000}", "ssh_key.line"),
        ("ssh-ed25519", "ssh_key.broken"),
        (ED25519[:-5], "ssh_key.broken"),
        (f"{ED25519}AAAA", "ssh_key.broken"),
        (ED25519.replace("AAAAC3", "AAAA-_"), "ssh_key.broken"),
        (f"{ED25519}=", "ssh_key.broken"),
        (ED25519.replace("ssh-ed25519", "ecdsa-sha2-nistp256"), "ssh_key.broken"),
        (line(b"ssh-ed25519", b"p" * 31), "ssh_key.broken"),
        (line(b"ssh-ed25519", b"p" * 32, b""), "ssh_key.broken"),
        (line(b"ecdsa-sha2-nistp256", b"nistp384", b"\x04" + b"p" * 64), "ssh_key.broken"),
        (line(b"ecdsa-sha2-nistp256", b"nistp256", b"\x02" + b"p" * 64), "ssh_key.broken"),
        (line(b"sk-ssh-ed25519@openssh.com", b"p" * 32, b"web:example"), "ssh_key.broken"),
        (WEAK, "ssh_key.weak"),
        (line(b"ssh-rsa", number(65537), number(2**3070 + 1)), "ssh_key.weak"),
        (line(b"ssh-rsa", number(65537), number(2**20000 + 1)), "ssh_key.broken"),
        (line(b"ssh-rsa", number(1), number(2**3071 + 1)), "ssh_key.broken"),
        (line(b"ssh-rsa", number(65537), number(2**3071)), "ssh_key.broken"),
        (line(b"ssh-rsa", number(65537), b"\0" + number(2**3071 + 1)), "ssh_key.broken"),
    ],
)
def test_what_is_no_strong_key_alone_on_its_line_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        ssh_keys.read(text)
    assert refused.value.code == code


@given(st.text())
def test_any_text_is_a_key_or_refused(text: str) -> None:
    try:
        key = ssh_keys.read(f"ssh-ed25519 {text}")
    except InputError:
        return
    assert key.fingerprint not in KEYS
    assert key.body in text


@pytest.mark.parametrize("login", ["m.jansen", "p_bakker-2", "a@firma.nl", "9"])
def test_a_plain_login_stands_in_a_forced_command(login: str) -> None:
    assert ssh_keys.fits_forced_command(login)


@pytest.mark.parametrize("login", ["", "-x", ".x", "a b", 'a"', "a;id", "$(id)", "a\nb", "jérôme", "../x", "x" * 65])
def test_a_login_that_a_shell_could_read_otherwise_does_not(login: str) -> None:
    assert not ssh_keys.fits_forced_command(login)
