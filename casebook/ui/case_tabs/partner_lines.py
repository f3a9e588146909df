"""How the partners of a firm that is bankrupt are told: not bankrupt by that, and liable for debts of their time."""

from collections.abc import Iterator, Sequence

from casebook.domain.insolvency.facts import Kind
from casebook.store.models.claims import Relation
from casebook.store.models.parties import PartyKind
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.store.queries.liabilities import LiabilityRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import bullet
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head


def partner_lines(card: InsolvencyCard, liable: Sequence[LiabilityRow], desk: Desk) -> Iterator[Line]:
    """Yield who can be pursued beside a firm that is bankrupt, and until when he was a partner."""
    partners = {one.party_id: one for one in liable if one.relation is Relation.PARTNER}
    is_firm = card.row.party_kind is PartyKind.VOF and card.row.kind is Kind.BANKRUPTCY
    if not is_firm or card.beside or not partners:
        return
    rule = desk.session.database.law.insolvency.partners.applied(card.row.known_on)
    yield head(desk.say("insolvency.partners"))
    for one in partners.values():
        said = desk.say("insolvency.partner_apart", name=clean_line(one.name))
        yield bullet(Span(said), Span(f" ({rule.source})", "quiet"))
        if one.until_on is not None:
            yield bullet(Span(desk.say("insolvency.partner_left", name=clean_line(one.name), on=one.until_on)))
    yield EMPTY
