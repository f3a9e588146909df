"""What somebody writes about, by the words of his subject and text."""

import pytest

from casebook.domain.post.matter import NamedMatter, PostMatter, matter_of

COMPLAINT, DISPUTE, REQUEST, INSOLVENCY = PostMatter


@pytest.mark.parametrize(
    ("subject", "text", "matter", "word", "in_subject"),
    [
        ("Klacht over uw telefoongesprek", "", COMPLAINT, "klacht", True),
        ("Complaint about your call", "", COMPLAINT, "complaint", True),
        ("Uw brief", "Daar dien ik een klacht over in.", COMPLAINT, "klacht", False),
        ("Factuur E26-104331 klopt niet", "", DISPUTE, "klopt niet", True),
        ("Factuur", "Het bedrag klopt echt niet.", DISPUTE, "klopt echt niet", False),
        ("", "Wij zijn het hier niet\nmee eens.", DISPUTE, "niet mee eens", False),
        ("", "We don't agree with this invoice.", DISPUTE, "don't agree", False),
        ("Verzoek om inzage in mijn gegevens", "", REQUEST, "inzage", True),
        ("Vraag", "Op grond van de AVG vraag ik u wat u weet.", REQUEST, "avg", False),
        ("Request under the GDPR", "", REQUEST, "gdpr", True),
        ("Faillissement Zwemparadijs B.V.", "", INSOLVENCY, "faillissement", True),
        ("Regeling", "Ik zit in de Wsnp. Mijn bewindvoerder is mr. Wiersma.", INSOLVENCY, "wsnp", False),
        ("Aanmelding schuldhulpverlening", "", INSOLVENCY, "schuldhulpverlening", True),
        ("", "I have a debt counsellor now.", INSOLVENCY, "debt counsellor", False),
        # The subject says what it is about, whatever the text says too.
        ("Klacht", "Ik ben het niet eens met de factuur.", COMPLAINT, "klacht", True),
        # Of an answer the subject is the other's.
        ("Re: uw klacht", "De factuur klopt niet.", DISPUTE, "klopt niet", False),
    ],
)
def test_plain_words_say_what_it_is_about(
    subject: str, text: str, matter: PostMatter, word: str, *, in_subject: bool
) -> None:
    assert matter_of(subject, text) == NamedMatter(matter, word, in_subject)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Re: aanmaning", "Ik heb E25-104886 afgelopen maandag overgemaakt. Kunt u dat nakijken?"),
        ("Verhuizing", "Sinds 01-11-2026 wonen wij op een nieuw adres."),
        # Words that are part of others.
        ("Klachtvrij geleverd", "De afvgroep ziet dat gebeuren."),
        # What is denied.
        ("", "Ik heb geen klacht en geen bezwaar; wij betwisten de vordering niet."),
        # Two things at once.
        ("Klacht en bezwaar", ""),
        ("", "Ik heb een klacht, en wil inzage in mijn dossier."),
        # What he answers is ours.
        (
            "Re: herinnering",
            "Ik betaal morgen.\n\nOp 19-11-2026 schreef M. Jansen:\nBent u het niet eens met dit bedrag?",
        ),
        ("Re: herinnering", "Goed.\n> Heeft u een klacht? Schuldhulpverlening is er ook."),
        ("Antw: uw klacht", "Dank voor uw bericht."),
        ("", ""),
    ],
)
def test_nothing_is_said_where_it_is_not_clear(subject: str, text: str) -> None:
    assert matter_of(subject, text) is None
