"""The names that tests of the store use to make databases; the fixtures themselves serve all tests."""

from tests.databases import ENGINES, TODAY, Databases, at, made

__all__ = ["ENGINES", "TODAY", "Databases", "at", "made"]
