"""Which keys somebody's roles let him use. What such a key begins the store refuses all the same."""

from collections.abc import Set as AbstractSet

from casebook.store.models.people import Role

_EVERYBODY: frozenset[Role] = frozenset()
_HANDLER, _LEAD = frozenset({Role.HANDLER}), frozenset({Role.LEAD})
_WORKS = _HANDLER | _LEAD | {Role.ADMINISTRATOR}
# Of the keys of a case, those that only show; all others are work on it.
_SHOW = frozenset({"explain", "payoff", "documents", "next_tab", "previous_tab", "pane"})
# What is no work on a case that is chosen, or is not only that of handlers.
_NEEDED = {
    "agencies.agency": _HANDLER | _LEAD,
    "case.hand_over": _WORKS,
    "case.proposals": _HANDLER | _LEAD,
    "log.creditor": frozenset({Role.ADMINISTRATOR}),
    "closing.close_month": _HANDLER | _LEAD,
    "case.vat": _HANDLER | _LEAD,
    "vat.vat_act": _HANDLER | _LEAD,
    "vat.vat_next": _HANDLER | _LEAD,
    **dict.fromkeys(("review.review_sign", "approval.refuse"), _LEAD),
    **dict.fromkeys(("approval.anew", "approval.comment", "approval.hear", "approval.withdraw"), _WORKS),
    **dict.fromkeys(
        (
            *("work.take_next", "arrangements.debits", "party.open_case", "payoff.letter"),
            *("post.post_act", "post.post_request", "post.post_dead_address"),
            *("documents.add", "documents.describe"),
            *("letter.correct", "letter.prepare", "letter.send_now", "letter.tone"),
        ),
        _HANDLER,
    ),
}
# Every key that is named here, for who checks that there is one.
NAMED = frozenset(_NEEDED)


def needed(id_: str | None, screen: object) -> AbstractSet[Role]:
    """Return the roles of which a key takes one, by its id; none where everybody may use it.

    A screen names in `LEAD_TOO` the keys of a case that do there what a lead does too.
    """
    scope, _, name = (id_ or "").partition(".")
    is_work = scope == "case" and name not in _SHOW
    found = _NEEDED.get(id_ or "", _HANDLER if is_work else _EVERYBODY)
    return found | _LEAD if id_ in getattr(screen, "LEAD_TOO", ()) else found


def may_use(id_: str | None, roles: AbstractSet[Role], screen: object) -> bool:
    """Say whether somebody with such roles may use a key of a screen, by its id."""
    found = needed(id_, screen)
    return not found or not found.isdisjoint(roles)
