"""Casebook: a terminal case manager for special handling (Bijzonder Beheer) of Dutch receivables."""

__version__ = "0.1.0"
