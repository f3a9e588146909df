import pytest

from casebook.domain.limitation.rules import LimitationRules
from casebook.law.book import book


@pytest.fixture(scope="session")
def rules() -> LimitationRules:
    return book().limitation
