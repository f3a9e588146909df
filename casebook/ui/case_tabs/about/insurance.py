"""What the overview says of credit insurance: covers, what the policies still ask, and what was done."""

from casebook.domain.insurance import over_limit
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.models.insurance import InsuranceStep
from casebook.store.queries import insurance
from casebook.store.queries.case import CaseCard
from casebook.store.queries.insurance import ActRow, CoverRow, InsuredClaim
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.telling import bullet, day, money, part, period
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, line


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return the covers of the debtor with what their policies ask of his claims."""
    covers = insurance.covers(database, card.debtor_id)
    if not covers:
        return []
    claims = insurance.claims(database, card.case_id)
    acts = insurance.acts(database, card.case_id)
    lines = [one for cover in covers for one in cover_lines(cover, claims, acts, desk)]
    return part(desk.say("insurance.heading"), lines)


def steps(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return everything that was done towards insurers, the last first."""
    found: list[Line] = []
    for row in insurance.acts(database, card.case_id):
        found += [_act(row, desk), *([line("  ", clean(row.text), hang=2)] if row.text else []), EMPTY]
    return found[:-1]


def cover_lines(cover: CoverRow, claims: list[InsuredClaim], acts: list[ActRow], desk: Desk) -> list[Line]:
    """Return a cover, what lies above its limit, what the policy asks by when, and whether the insurer consented."""
    under = [one for one in claims if one.cover_id == cover.cover_id]
    owed = Cents(sum(one.open_cents for one in under))
    said = desk.say(
        "insurance.cover",
        insurer=cover.insurer,
        number=cover.number,
        limit=cover.limit,
        percent=cover.covered_percent,
    )
    lines = [bullet(said, Span(f" · {period(cover.from_on, cover.until_on, desk)}", "quiet"))]
    above = over_limit(owed, cover.limit)
    if above:
        lines.append(line("    ", Span(desk.say("insurance.above", amount=above, open=owed), "due"), hang=4))
    for one in under:
        for code, by in (("report_by", one.duties.report_by), ("hand_over_by", one.duties.hand_over_by)):
            if by is not None:
                style = "urgent" if by < desk.day else "due"
                told = desk.say(f"insurance.{code}" if by >= desk.day else f"insurance.{code}_passed", by=by)
                lines.append(line("    ", f"{clean_line(one.number)} · ", Span(told, style), hang=4))
    consent = next((act for act in acts if act.cover_id == cover.cover_id and "consent" in act.step), None)
    if consent is not None:
        style = "due" if consent.step is not InsuranceStep.CONSENT_GIVEN else ""
        lines.append(line("    ", Span(_said(consent, desk), style), hang=4))
    elif cover.consent_needed and under:
        lines.append(line("    ", Span(desk.say("insurance.consent_needed"), "quiet"), hang=4))
    return lines


def _act(row: ActRow, desk: Desk) -> Line:
    amount = f" · {money(row.cents, desk)}" if row.cents is not None else ""
    return bullet(f"{_said(row, desk)}{amount}", Span(f" · {clean_line(row.number)}", "quiet"))


def _said(row: ActRow, desk: Desk) -> str:
    until = f" {desk.say('period.until', on=row.until_on)}" if row.until_on else ""
    return f"{day(row.on_day, desk)} {desk.say(f'word.insurance_{row.step}')}{until}"
