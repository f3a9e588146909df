from datetime import date
from tests.acceptance.firm import *
from casebook.store.actions.liabilities import AddLiability, Liable
from casebook.store.models.claims import Relation
D=lambda s: date.fromisoformat("2026-"+s)
def show(desk):
    print("\n".join(l for l in desk.screen.lines if l.strip(" │")))
def keys(desk, *ks):
    for k in ks:
        desk.screen.type(k); desk.screen.settles(0.4)
        print(">>>", repr(k)); show(desk)
def test_look(firm):
    debtor, case = firm.debtor(date(2026,8,1), "Bakkerij De Vries")
    claim = firm.claim(date(2026,8,1), case, "2026-017", 140_707)
    g = firm.act(D("08-01"), AddParty(PartyFacts("Bouwbeheer De Vries")))
    firm.act(D("08-01"), AddLiability(claim, Liable(g, Relation.GUARANTOR)))
    firm.night(date(2026,8,14))
    firm.brings_in(date(2026,8,14), firm.file(date(2026,8,13)))
    with firm.on(date(2026,8,14)) as desk:
        desk.screen.type("\r"); desk.screen.shows("▸Overview"); desk.screen.settles()
        for k in ("R", "\t2\t\t\t\t\x1b[C\t\t100\t", "\r", "R", "o", "s", "\t\tincome known", "\r"):
            desk.screen.type(k); desk.screen.settles(0.4)
        keys(desk, "R", "a", "\t", "si\t", "\r", "\r", "\x1b")
    day = D("09-01")
    firm.night(day)
    print(firm.brings_in(day, firm.file(D("08-31"), [Receipt(D("08-28"), "656.78", "Bakkerij De Vries", "dossier 2026-0001 termijn 1", "NL91ABNA0417164300")])))
    with firm.on(day) as desk:
        desk.screen.settles(0.4)
        show(desk)
        keys(desk, "gp", "+", "\r", "gv", "\r", "]]]")
    day = D("09-30")
    print(firm.brings_in(day, firm.file(D("09-29"), [Receipt(D("09-28"), "656.77", "Bakkerij De Vries", "termijn 2", "NL91ABNA0417164300")])))
    firm.night(day)
    with firm.on(day) as desk:
        desk.screen.settles(0.4)
        keys(desk, "gp", "+", "\r", "gv", "\r", "]]]", "R", "r", "re\tguarantee stands\tcr", "\r", "R", "f", "\r", "\r", "R", "t", "s", "\r", "R", "b", "pa", "\r" )
