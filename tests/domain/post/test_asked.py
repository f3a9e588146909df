"""What whoever acts in a proceeding asks, by the words of his subject and of what is with it."""

from datetime import date

import pytest

from casebook.domain.insolvency.requests import RequestKind
from casebook.domain.post.asked import NamedRequest, request_of

K = RequestKind


@pytest.mark.parametrize(
    ("subject", "text", "named"),
    [
        ("Saldo-opgave", "", NamedRequest(K.BALANCE, "saldo", True)),
        ("Uw dossier", "Graag uw saldo per 16-11-2026.", NamedRequest(K.BALANCE, "saldo", False, date(2026, 11, 16))),
        ("Balance request", "as of 16/11/2026", NamedRequest(K.BALANCE, "balance", True, date(2026, 11, 16))),
        ("", "Per 31-02-2026 vraag ik uw saldo.", NamedRequest(K.BALANCE, "saldo", False)),
        ("Stukken", "", NamedRequest(K.DOCUMENTS, "stukken", True)),
        ("", "Kunt u uw vordering toelichten?", NamedRequest(K.EXPLANATION, "toelichten", False)),
        ("Schuldregelingsvoorstel", "", NamedRequest(K.PROPOSAL, "schuldregelingsvoorstel", True)),
        ("", "Wij verzoeken u uw weigering te heroverwegen.", NamedRequest(K.RECONSIDERATION, "heroverwegen", False)),
        ("Verzoek om medewerking", "", NamedRequest(K.COOPERATION, "medewerking", True)),
        (
            "",
            "Hierbij vernietig ik de betaling van 3 maart.",
            NamedRequest(K.CLAW_BACK, "vernietig ik de betaling", False),
        ),
        # With the balance its specification is asked; what is asked back goes before all.
        ("", "Uw saldo met specificatie graag.", NamedRequest(K.BALANCE, "saldo", False)),
        ("", "Ik vorder het saldo terug: de terugvordering volgt.", NamedRequest(K.CLAW_BACK, "terugvordering", False)),
    ],
)
def test_plain_words_say_what_is_asked(subject: str, text: str, named: NamedRequest) -> None:
    assert request_of(subject, [text]) == named


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Faillissement", "Op 3 november is Van Dam failliet verklaard."),
        ("Faillissement", "Ik verzoek u uw vordering bij mij in te dienen, met een specificatie per factuur."),
        ("", "Is deze mail niet voor u, vernietig hem dan."),
        # The words of others are not his.
        ("Re: saldo", "Dank u.\n\nOp 3 november 2026 schreef u:\n> Graag uw saldo."),
        ("", ""),
    ],
)
def test_what_names_nothing_asks_nothing(subject: str, text: str) -> None:
    assert request_of(subject, [text]) is None
