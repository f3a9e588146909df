"""What letters have in common."""

from collections.abc import Callable, Iterable, Iterator

from casebook.store.queries.payees import Payee
from casebook.text import clean_line


def signed(payees: Iterable[Payee], said: Callable[..., str]) -> Iterator[str]:
    """Yield who signs a letter, each with where he is called and written to, as far as that is known."""
    for one in dict.fromkeys(payees):
        yield clean_line(one.name)
        if one.phone and one.mail:
            yield said("mail.reach_both", phone=one.phone, mail=one.mail)
        elif one.phone:
            yield said("mail.reach_phone", phone=one.phone)
        elif one.mail:
            yield said("mail.reach_mail", mail=one.mail)
