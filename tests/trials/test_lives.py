"""The life of each kind of proceeding, from the letter that tells of it to what is left of the claim."""

from datetime import date

from casebook.domain.insolvency.dues import DateKind
from casebook.domain.insolvency.facts import EndKind, EventKind, Kind
from casebook.domain.insolvency.rules import Effect
from casebook.domain.insolvency.standing import Stage
from casebook.domain.money import Cents
from casebook.store.actions.filings import AnswerFiling, ReceiveDistribution
from casebook.store.actions.insolvency_events import VoidInsolvencyEvent
from casebook.store.actions.undo import RedoStep, UndoStep, last_step
from casebook.store.models.parties import PartyKind
from tests.store.actions.refusal import refused
from tests.trials.lives import JUDGED, began, on, opened
from tests.trials.office import K, Office

E, S = EventKind, Stage
LEGAL, NATURAL = PartyKind.LEGAL, PartyKind.NATURAL
MONDAY, DEMANDED = date(2026, 11, 16), date(2026, 12, 14)
# Longer ago than the term that would end while the proceeding runs.
OLD = date(2022, 2, 15)


def test_a_bankruptcy_with_a_distribution(office: Office) -> None:
    """Filed by letter, verified and paid in part; then the company is no more, and nothing is left to ask for."""
    office.day = MONDAY
    life = began(opened(office, LEGAL), Kind.BANKRUPTCY, "F.41/26/140", started_on=JUDGED)
    secure, file = "zekerheden en leveringen nagaan: uiterlijk 18-11-2026", "indienen uiterlijk 30-11-2026"
    assert life.says(secure, file, "dossiers afwikkelen")
    life.unwind()
    assert (life.stage, life.tracks, life.frozen) == (S.CUT, ["insolvency"], str(JUDGED))
    assert "dien de vordering in bij de curator" in " ".join(office.stops(life.case, K.REMINDER))
    acting = life.card.acting(office.day)
    assert acting is not None
    office.send(office.write(life.case, K.CLAIM_FILING, to=acting.party_id))
    assert life.stage is S.FILED
    # A hundred days of 4 percent, up to and including the day before the judgment (Fw 128).
    assert [one.filed for one in life.card.filing.positions] == [1_000_00 + 10_96]
    office.act(AnswerFiling(life.id, E.ACKNOWLEDGED, office.day))
    on(office, date(2027, 3, 1))
    office.act(AnswerFiling(life.id, E.VERIFIED, office.day))
    office.act(AnswerFiling(life.id, E.DISTRIBUTION_LIST, office.day, hundredths=1_250))
    assert life.says("verzet")
    office.act(ReceiveDistribution(life.id, life.case, office.day, Cents(126_37), "slotuitdeling"))
    (position,) = life.card.filing.positions
    assert (position.expected, position.received, position.outstanding) == (126_37, 126_37, 0)
    life.end(EndKind.DISTRIBUTION)
    assert (life.stage, life.effect, life.tracks) == (S.ENDED, Effect.CEASED, [])
    assert life.says("Van Dam bestaat niet meer")
    life.sound()


def test_a_simplified_settlement_after_which_the_claim_revives(office: Office) -> None:
    """Fw 137a: there is no meeting; a natural person owes on, and six months are left to interrupt (Fw 36)."""
    office.day = MONDAY
    life = began(opened(office, NATURAL, OLD), Kind.BANKRUPTCY, "F.41/26/141", started_on=JUDGED)
    life.unwind()
    life.file()
    life.happened(E.MEETING, date(2027, 1, 20))
    assert life.due(DateKind.BAR_DATE) == date(2027, 1, 6)
    life.happened(E.SIMPLIFIED)
    assert (life.due(DateKind.MEETING), life.due(DateKind.BAR_DATE)) == (None, None)
    on(office, date(2027, 3, 1))
    life.end(EndKind.LACK_OF_ASSETS)
    assert (life.effect, life.ends, life.frozen) == (Effect.REVIVES, [("running", "2027-09-01")], "None")
    assert life.says("stuiten na faillissement van Van Dam: t/m 01-09-2027")
    life.sound()


def test_a_suspension_of_payments_goes_on_as_a_bankruptcy(office: Office) -> None:
    """Fw 249: one thread; interest stops only by the bankruptcy, and only there old claims are filed at once."""
    office.day = MONDAY
    first = began(opened(office, LEGAL), Kind.SUSPENSION, "S.41/26/7", started_on=JUDGED)
    first.unwind()
    assert (first.due(DateKind.FILE), first.frozen) == (None, "None")
    assert first.due(DateKind.END) == date(2028, 5, 9)
    on(office, date(2026, 11, 23))
    life = first.convert(Kind.BANKRUPTCY, "F.41/26/150")
    assert (first.stage, life.stage, life.tracks) == (S.CONVERTED, S.CONFIRMED, ["insolvency"])
    assert life.card.row.predecessor_id == first.id
    assert life.says("zekerheden en leveringen nagaan: uiterlijk 25-11-2026", "indienen uiterlijk 07-12-2026")
    life.unwind()
    life.file()
    assert (life.stage, life.frozen) == (S.FILED, "2026-11-23")
    life.sound()


def test_a_wsnp_with_a_clean_slate(office: Office) -> None:
    """Fw 358: what is left is not asked any more."""
    office.day = MONDAY
    life = began(opened(office, NATURAL), Kind.WSNP, "R.41/26/17", started_on=JUDGED, until_on=date(2028, 5, 9))
    life.unwind()
    life.file()
    assert life.due(DateKind.END) == date(2028, 5, 9)
    on(office, date(2028, 5, 12))
    assert life.says("einde vastleggen: verwacht 09-05-2028")
    life.end(EndKind.CLEAN_SLATE)
    assert (life.effect, life.frozen) == (Effect.UNENFORCEABLE, str(JUDGED))
    assert [state for state, _ in life.ends] == ["unenforceable"]
    refused("letter.no_claims", lambda kind: office.write(life.case, kind), K.REMINDER)
    # Fw 358a.
    life.happened(E.SLATE_WITHDRAWN)
    assert (life.effect, life.frozen, [state for state, _ in life.ends]) == (Effect.REVIVES, "None", ["running"])
    life.sound()


def test_a_wsnp_that_ends_without_a_clean_slate(office: Office) -> None:
    """The claim revives with the interest of all those months (Fw 303), and stands still again if it was wrong."""
    office.day = MONDAY
    life = began(opened(office, NATURAL, OLD), Kind.WSNP, "R.41/26/18", started_on=JUDGED)
    life.unwind()
    assert (life.frozen, life.due(DateKind.END)) == (str(JUDGED), date(2028, 5, 9))
    on(office, date(2027, 3, 1))
    life.end(EndKind.NO_CLEAN_SLATE)
    assert (life.effect, life.ends, life.frozen) == (Effect.REVIVES, [("running", "2027-09-01")], "None")
    assert life.says("stuiten na wettelijke schuldsanering (WSNP) van Van Dam: t/m 01-09-2027")
    step = last_step(office.database, office.handler.person or 0)
    assert step is not None
    office.act(UndoStep(step))
    assert (life.stage, life.frozen) == (S.CUT, str(JUDGED))
    office.act(RedoStep(step))
    assert (life.stage, life.frozen) == (S.ENDED, "None")
    ended = next(one for one in reversed(life.card.events) if one.kind is E.ENDED)
    office.act(VoidInsolvencyEvent(ended.id, "vonnis van een ander"))
    assert (life.effect, life.frozen, life.tracks) == (None, str(JUDGED), ["insolvency"])
    life.sound()


def test_amicable_counselling_that_is_kept_to_its_end(office: Office) -> None:
    office.day = MONDAY
    life = began(opened(office, NATURAL), Kind.COUNSELLING)
    for kind, stage in (
        (E.AUTHORITY_SEEN, S.AUTHORITY_CHECKED),
        (E.BALANCE_REQUESTED, S.BALANCE_REQUESTED),
        (E.BALANCE_ANSWERED, S.BALANCE_ANSWERED),
        (E.STABILISING, S.STABILISING),
        (E.MEDIATION_PROPOSED, S.PROPOSED),
        (E.ACCEPTED, S.ACCEPTED),
        (E.RUNNING, S.RUNNING),
    ):
        life.happened(kind)
        assert (life.stage, life.tracks) == (stage, ["counselling"])
    assert (life.due(DateKind.RECHECK), life.due(DateKind.END)) == (date(2027, 11, 16), date(2028, 5, 15))
    on(office, date(2027, 11, 17))
    assert life.says("jaarlijkse hercontrole van de schuldregeling opvragen")
    life.happened(E.RECHECKED)
    assert not life.says("jaarlijkse hercontrole")
    on(office, date(2028, 5, 16))
    assert life.says("einde vastleggen")
    life.end(EndKind.DISCHARGED)
    assert (life.stage, life.effect, life.tracks) == (S.ENDED, Effect.DISCHARGED, [])
    life.sound()


def test_a_broad_moratorium(office: Office) -> None:
    """Six months in which nobody is asked to pay; then, without more, the claim is as it was."""
    office.day = MONDAY
    life = began(opened(office, NATURAL), Kind.MORATORIUM, started_on=JUDGED)
    assert (life.tracks, life.due(DateKind.END)) == (["counselling"], date(2027, 5, 9))
    assert "schuldhulpverlener" in " ".join(office.stops(life.case, K.DEMAND, last_day=DEMANDED))
    on(office, date(2027, 5, 10))
    assert life.says("einde vastleggen: verwacht 09-05-2027 (breed moratorium)")
    life.end(EndKind.EXPIRED)
    assert (life.effect, life.tracks) == (Effect.REVIVES, [])
    on(office, date(2027, 5, 11))
    assert office.stops(life.case, K.DEMAND, last_day=date(2027, 6, 14)) == []
    life.sound()


def test_a_whoa_plan_that_the_court_confirmed(office: Office) -> None:
    """Fw 376: four months in which nobody takes what is his, eight at most; the plan binds (Fw 385)."""
    office.day = MONDAY
    life = began(opened(office, LEGAL), Kind.WHOA, started_on=JUDGED)
    life.happened(E.COOLING_OFF, JUDGED)
    assert life.due(DateKind.COOLING_OFF) == date(2027, 3, 9)
    assert "WHOA" in " ".join(office.stops(life.case, K.DEMAND, last_day=DEMANDED))
    on(office, date(2027, 3, 5))
    assert life.says("afkoelingsperiode t/m 09-03-2027")
    too_long = date(2027, 7, 10)
    refused("insolvency.cooling_off", lambda day: life.happened(E.COOLING_OFF, until=day), too_long)
    life.happened(E.COOLING_OFF, until=date(2027, 7, 9))
    assert life.due(DateKind.COOLING_OFF) == date(2027, 7, 9)
    life.happened(E.MEETING, date(2027, 4, 1))
    on(office, date(2027, 6, 1))
    life.end(EndKind.COMPOSITION)
    assert (life.stage, life.effect, life.tracks) == (S.ENDED, Effect.BOUND, [])
    life.sound()


def test_protective_administration(office: Office) -> None:
    """BW 1:440: it stops nothing by itself, but who administers the goods is written to as well."""
    office.day = MONDAY
    life = began(opened(office, NATURAL), Kind.PROTECTIVE_ADMINISTRATION, started_on=JUDGED)
    assert life.tracks == []

    def written_to() -> set[str]:
        return {names[one.addressee_id] for one in office.drafts(life.case, K.DEMAND, last_day=DEMANDED)}

    names: dict[int, str] = dict(office.database.fetch("SELECT id, name FROM party"))

    assert written_to() == {"Van Dam", "mr. X. Optreder"}
    life.happened(E.REGISTER_CHECKED)
    on(office, date(2026, 12, 1))
    life.end(EndKind.WITHDRAWN)
    on(office, date(2026, 12, 2))
    assert (life.stage, written_to()) == (S.ENDED, {"Van Dam"})
    life.sound()


def test_a_dissolution_whose_accounts_were_deposited(office: Office) -> None:
    """BW 2:19b: looked up, read, and left at that; the company is no more."""
    office.day = MONDAY
    life = began(opened(office, LEGAL), Kind.TURBO_LIQUIDATION, started_on=JUDGED, persons=())
    on(office, date(2026, 11, 24))
    assert office.why(life.case)[1:] == (office.day, "deponering opzoeken: uiterlijk 24-11-2026")
    life.happened(E.DEPOSIT_FOUND)
    assert life.due(DateKind.INSPECT) == date(2026, 12, 1)
    life.happened(E.INSPECTED)
    assert life.due(DateKind.DECIDE) == date(2026, 12, 8)
    life.happened(E.NOT_PURSUED)
    assert life.card.standing.dues == ()
    life.end(EndKind.LIQUIDATED)
    assert life.effect is Effect.CEASED
    assert life.says("Van Dam bestaat niet meer")
    life.sound()


def test_a_dissolution_without_a_deposit_is_reopened_and_goes_on_as_a_bankruptcy(office: Office) -> None:
    """BW 2:23c; the director may be liable, for which five years run (BW 3:310)."""
    office.day = MONDAY
    first = began(opened(office, LEGAL), Kind.TURBO_LIQUIDATION, started_on=JUDGED, persons=())
    on(office, date(2026, 11, 25))
    first.happened(E.DEPOSIT_MISSING)
    assert (first.due(DateKind.DECIDE), first.due(DateKind.LIABILITY)) == (date(2026, 12, 9), date(2031, 11, 16))
    first.happened(E.REOPENING_ASKED)
    assert first.due(DateKind.DECIDE) is None
    again = first.convert(Kind.DISSOLUTION)
    assert again.says("indienen uiterlijk 09-12-2026, eigen termijn (ontbinding met vereffening)")
    last = again.convert(Kind.BANKRUPTCY, "F.41/26/151")
    assert [one.stage for one in (first, again, last)] == [S.CONVERTED, S.CONVERTED, S.CONFIRMED]
    assert last.tracks == ["insolvency"]
    last.unwind()
    last.file()
    assert last.stage is S.FILED
    last.sound()


def test_annulled_after_it_was_unwound_it_is_as_it_was_but_for_what_is_done_next(office: Office) -> None:
    """Invariant 9. What is done next is to choose a route, at once: Casebook set it, so it follows how the end was."""
    office.day = MONDAY
    none = opened(office, LEGAL)

    def shown() -> tuple[object, ...]:
        return none.tracks, none.ends, none.frozen, office.stops(none.case, K.DEMAND, last_day=DEMANDED)

    before = shown()
    life = began(none, Kind.BANKRUPTCY, "F.41/26/152", started_on=JUDGED)
    life.unwind()
    life.file()
    assert all(now != then for now, then in zip(shown(), before, strict=True) if then != before[1])
    life.annul()
    on(office, date(2026, 11, 17))
    assert (life.stage, shown()) == (S.ANNULLED, before)
    assert office.signals(life.case) == ["route kiezen op 16-11-2026"]
    life.sound()
