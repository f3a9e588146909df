"""What the settings of the office say of letters."""

from casebook.jobs.drafting import HOUSE, Settings
from casebook.ui.desk import Desk


def letter_settings(desk: Desk) -> Settings:
    """Return where templates of one's own are, and the address at which is paid."""
    chosen = desk.session.settings
    return HOUSE if chosen is None else Settings(chosen.letters.templates, chosen.pay_link)
