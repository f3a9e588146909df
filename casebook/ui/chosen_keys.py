"""The check of the keys a person chose: over all places and dialogs there are, none of which are read in before."""

from collections.abc import Mapping

from textual.screen import Screen

from casebook.ui.app import CasebookApp
from casebook.ui.keys import check


def screens() -> list[type[Screen[None]]]:
    """Return the classes of all places, for the check of the keys."""
    from casebook.ui.screens.agencies import Agencies
    from casebook.ui.screens.arrangements import Arrangements
    from casebook.ui.screens.bank_inbox import BankInbox
    from casebook.ui.screens.case import CaseScreen
    from casebook.ui.screens.cases import Cases
    from casebook.ui.screens.closing import Closing
    from casebook.ui.screens.closing_behind import ClosingBehind
    from casebook.ui.screens.comparison import Comparison
    from casebook.ui.screens.differences import Differences
    from casebook.ui.screens.disputes import Disputes
    from casebook.ui.screens.figure_cases import FigureCases
    from casebook.ui.screens.figures import Figures
    from casebook.ui.screens.in_tray import InTray
    from casebook.ui.screens.insolvencies import Insolvencies
    from casebook.ui.screens.load_cases import LoadCases
    from casebook.ui.screens.log import LogAndRules
    from casebook.ui.screens.outbox import Outbox
    from casebook.ui.screens.radar import Radar
    from casebook.ui.screens.requests import Requests
    from casebook.ui.screens.review import Review
    from casebook.ui.screens.team import Team
    from casebook.ui.screens.today import Today
    from casebook.ui.screens.vat import Vat, VatLines

    return [
        Today,
        Cases,
        Radar,
        Arrangements,
        Disputes,
        Differences,
        Insolvencies,
        Requests,
        Agencies,
        BankInbox,
        Outbox,
        InTray,
        Review,
        Team,
        LoadCases,
        Figures,
        FigureCases,
        Comparison,
        Closing,
        ClosingBehind,
        Vat,
        VatLines,
        LogAndRules,
        CaseScreen,
    ]


def check_keys(chosen: Mapping[str, str], file: str) -> None:
    """Check the keys a person chose in a file. Raises `SettingsError`."""
    from casebook.ui.dialogs.arrange import Arrange
    from casebook.ui.dialogs.filter_line import FilterLine
    from casebook.ui.dialogs.find import Find
    from casebook.ui.dialogs.form import Form
    from casebook.ui.dialogs.goto import PLACES
    from casebook.ui.dialogs.pick import Pick
    from casebook.ui.dialogs.reader import Reader
    from casebook.ui.work.approval_page import RequestPage
    from casebook.ui.work.bank_page import EntryPage
    from casebook.ui.work.case_documents import DocumentList
    from casebook.ui.work.debtor_new import PartyPage
    from casebook.ui.work.document_text import DocumentPage
    from casebook.ui.work.letter_open import OutgoingPage
    from casebook.ui.work.letter_prepared import PreparedPage
    from casebook.ui.work.payoff import PayoffPage
    from casebook.ui.work.person_page import PersonPage
    from casebook.ui.work.post_page import PostPage
    from casebook.ui.work.statement import StatementPage

    # What takes keys at the same time: the app with each of its places, and each dialog by itself.
    dialogs = (
        Form,
        Pick,
        Reader,
        FilterLine,
        Find,
        PartyPage,
        Arrange,
        PayoffPage,
        StatementPage,
        EntryPage,
        RequestPage,
        OutgoingPage,
        PreparedPage,
        PostPage,
        PersonPage,
        DocumentPage,
        DocumentList,
    )
    scopes = [*((CasebookApp, place) for place in screens()), *((dialog,) for dialog in dialogs)]
    check(chosen, scopes, {f"goto.{place}": letter for place, letter in PLACES.items()}, file)
