"""Reading files of agencies: each row what it tells, or the reason why it does not come in."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from casebook.domain.money import ZERO
from casebook.domain.placements.inventory import Theirs
from casebook.domain.placements.known import TheirState
from casebook.domain.placements.told import Named, ToldReport, ToldShare
from casebook.errors import InputError
from casebook.exchange.agencies.profile import AgencyProfile
from casebook.exchange.reason import Reason, refused
from casebook.exchange.sheets import Cells, Section, open_sheet
from casebook.exchange.sheets.values import shown

R = TypeVar("R")

_STATES = [state.value for state in TheirState]


def reports(path: Path, profile: AgencyProfile, as_of: date) -> Iterator[ToldReport | Reason]:
    """Return each row of a file of reports; one that does not say of which day it is, is of `as_of`.

    Raises `InputError` where the profile knows no reports, or the file cannot be read (further) at all.
    """

    def build(line: int, cells: Cells) -> ToldReport:
        on = cells.optional_day("on") or as_of
        if on > as_of:
            raise cells.wrong("on", "agency_file.row.ahead", on=on, as_of=as_of)
        return ToldReport(
            line,
            _named(cells),
            on,
            cells.optional_text("phase") or "",
            cells.optional_amount("open"),
            cells.optional_amount("received"),
            cells.optional_amount("remitted"),
            cells.optional_amount("costs"),
            cells.optional_text("next_action") or "",
            cells.optional_day("next_on"),
        )

    return _rows(path, profile, _known(profile, "report", profile.report), build)


def inventory(path: Path, profile: AgencyProfile) -> Iterator[Theirs | Reason]:
    """Return each row of the list of all that an agency has of us.

    Raises `InputError` where the profile knows no such list, or the file cannot be read (further) at all.
    """
    section = _known(profile, "list", profile.inventory.section if profile.inventory else None)
    return _rows(path, profile, section, _theirs)


def shares(path: Path, profile: AgencyProfile) -> Iterator[ToldShare | Reason]:
    """Return each row of the specification of an amount that an agency passed on.

    Raises `InputError` where the profile knows no such file, or the file cannot be read (further) at all.
    """
    return _rows(path, profile, _known(profile, "remittance", profile.remittance), _share)


def _known(profile: AgencyProfile, kind: str, section: Section | None) -> Section:
    if section is None:
        raise InputError("agency_file.profile.no_section", name=profile.name, section=kind)
    return section


def _rows(
    path: Path, profile: AgencyProfile, section: Section, build: Callable[[int, Cells], R]
) -> Iterator[R | Reason]:
    rows = open_sheet(path, profile.file)
    _, titles = next(rows)
    cells = Cells(section, profile.file, titles, path)
    for line, row in rows:
        try:
            cells.take(row)
            currency = cells.optional_text("currency")
            if currency is not None and currency.casefold() not in profile.euro:
                raise cells.wrong("currency", "import.row.currency", found=shown(currency))
            yield build(line, cells)
        except InputError as error:
            yield refused(line, error)


def _named(cells: Cells) -> Named:
    number, reference = cells.optional_text("number"), cells.optional_text("reference")
    if number is None and reference is None:
        raise cells.missing("number" if "number" in cells.columns else "reference")
    return Named(number or "", reference or "", cells.optional_text("name") or "")


def _theirs(line: int, cells: Cells) -> Theirs:
    # Named by hand: of fifty thousand rows each record that is only taken apart again would count.
    number, reference = cells.optional_text("number"), cells.optional_text("reference")
    if number is None and reference is None:
        raise cells.missing("number" if "number" in cells.columns else "reference")
    state = cells.optional_word("state", _STATES)
    return Theirs(
        line,
        number or "",
        reference or "",
        cells.optional_text("name") or "",
        cells.optional_amount("amount"),
        None if state is None else TheirState(state),
    )


def _share(line: int, cells: Cells) -> ToldShare:
    gross, fee = cells.payment("gross"), cells.optional_amount("fee") or ZERO
    if fee > gross:
        raise cells.wrong("fee", "agency_file.row.fee", fee=fee, gross=gross)
    return ToldShare(line, _named(cells), gross, fee)
