"""Rows of text out of CSV files and XLSX workbooks, one at a time, whatever the file tries."""

from casebook.exchange.sheets.cells import Cells, Section
from casebook.exchange.sheets.form import ENCODINGS, FileForm
from casebook.exchange.sheets.opening import open_sheet

__all__ = ["ENCODINGS", "Cells", "FileForm", "Section", "open_sheet"]
