"""How far a role may decide alone, in words."""

from casebook import format as form
from casebook.store.mandates import NOTHING, Act, Limit
from casebook.words import say


def limit_said(act: Act, limit: Limit, language: str) -> str:
    """Return how far a role may go, in words."""
    if limit == NOTHING:
        return say("mandate.not_at_all", {}, language)
    found = [] if limit.most_cents is None else [form.money(limit.most_cents, language)]
    if limit.most_terms is not None:
        code = "mandate.most_letters" if act is Act.RELEASE else "mandate.most_terms"
        found.append(say(code, {"count": limit.most_terms}, language))
    if limit.most_percent is not None:
        found.append(say("mandate.most_percent", {"percent": limit.most_percent}, language))
    return say("mandates.at_most", {"limits": found}, language) if found else say("mandate.unlimited", {}, language)
