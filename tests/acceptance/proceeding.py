"""A proceeding of a debtor of the sample office, as whoever works on it drives it by keys."""

from casebook.domain.insolvency.rules import Effect
from casebook.domain.insolvency.standing import Stage
from casebook.store.queries import bookings, insolvencies
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.insolvencies import InsolvencyCard
from tests.acceptance.debtor import TODAY, Debtor


class Life(Debtor):
    """A debtor of the sample office in a proceeding, and whoever works on it by keys."""

    @property
    def cards(self) -> list[InsolvencyCard]:
        """The proceedings of the debtor, the newest last."""
        return sorted(insolvencies.of_party(self.database, self.case[1]), key=lambda one: one.row.id)

    @property
    def stages(self) -> list[Stage]:
        return [one.standing.stage for one in self.cards]

    @property
    def effect(self) -> Effect | None:
        outcome = self.cards[-1].standing.outcome
        return None if outcome is None else outcome.effect

    @property
    def sheets(self) -> list[ClaimSheet]:
        return list(bookings.sheets(self.database, self.case[0], TODAY))

    def opens(self) -> None:
        """Open its case, from wherever one is."""
        number = self.case[2]
        self.goes("v", "Today ▸")
        self.desk.do(f"F{number}\r", f" {number} {self.name}")
        self.desk.settled()
        if "▸Insolvency" not in self.desk.screen.text:
            self.desk.do("]]]]]", "▸Insolvency")

    def comes_to(self, keys: str, *stages: Stage) -> None:
        """Save a form, after which the proceedings of the debtor are as far as this."""
        self.until(keys, lambda: self.stages == list(stages), f"{self.stages} is to be {stages}")

    def begins(self, kind: str, facts: str, *stages: Stage) -> None:
        """Record a proceeding from a letter: its kind as one types it, and the fields after that."""
        self.opens()
        self.desk.do("I", "New insolvency")
        self.desk.do(kind, "Who acts")
        self.desk.do(f"\t{facts}")
        # Whoever acts for another too is recognised.
        self.desk.settled()
        self.desk.screen.type("\r")
        self.desk.settled()
        if "is this the same?" in self.desk.screen.text:
            self.desk.do("1")
        self.comes_to("", *stages)

    def happens(self, event: str, *stages: Stage, fields: str = "") -> None:
        """Record an event as one types it."""
        self.desk.do("Ig", "event", "Explanation")
        self.desk.do(event + fields)
        self.comes_to("\r", *stages)

    def unwinds(self, *stages: Stage) -> None:
        self.desk.do("Iu", "unwind the cases", "nothing waits for a choice")
        self.comes_to("\r", *stages)

    def files(self, stage: Stage) -> None:
        """Write the letter that files, release it with what goes along, and send it by hand."""
        self.desk.do("If", "Claim filing", "Insolvency number")
        self.desk.do("\r", "nothing stops the letter", "Indiening ter verificatie")
        self.desk.do("+", "Release", "Goes along: specificatie-")
        self.desk.do("\r", "the letter is still in the outbox")
        self.sends()
        self.opens()
        assert self.stages[-1] is stage

    def ends(self, how: str, effect: Effect) -> None:
        """Record how it ended, and what that does to the claims."""
        self.desk.do("Ie", "Explanation")
        self.desk.do(how)
        self.until("\r", lambda: self.effect is effect, f"it is to be {effect}")
        assert self.stages[-1] is Stage.ENDED

    def asked(self, kind: str, offer: str = "") -> None:
        """Record what whoever acts asks of us; of a proposal what is offered."""
        count = "SELECT count(*) FROM insolvency_request"
        before = self.value(count)
        known = before and "SELECT count(*) FROM insolvency_request WHERE case_id = ? AND acknowledged_on IS NULL"
        self.desk.do("Irn" if known and self.value(known, self.case[0]) else "Ir", "Request received")
        self.desk.do(kind)
        if offer:
            self.desk.do(f"\t\t{offer}", "Percentage offered")
        self.until("\r", lambda: self.value(count) > before, "it is to be received")

    def answers(self, subject: str, *, unseen: bool = False) -> None:
        """Answer from the board the request that comes first by letter; it is sent, and its receipt confirmed."""
        self.goes("r", "Requests ▸ open (1)")
        self.desk.do("Aa")
        if unseen:
            self.desk.do("", "authority of")
            self.desk.do("g", "On  ")
            self.desk.do("\r", "Text")
        self.desk.do("\r", "nothing stops the letter", subject)
        self.desk.do("+", "Requests ▸ open (1)")
        self.sends()
        self.goes("r", "Requests ▸ open (0)")

    def closes(self, how: str) -> None:
        """Close the case from what the end means for it."""
        self.desk.do("Ik", "close the case")
        self.desk.do("c", "Close")
        closed = "SELECT state FROM cases WHERE id = ?"
        self.desk.do(f"{how}\trel", "relation ended", "→ ")
        self.until("\r", lambda: self.value(closed, self.case[0]) == "closed", "it is to be closed")

    def lets_go(self) -> None:
        """After an end: write off and let go what it left."""
        self.desk.do("Ik", "After the insolvency", "write the rest off")
        self.desk.do("l", "Let the rest go")
        self.until("nothing is to be had\r", lambda: all(one.not_pursued for one in self.sheets), "all is to be let go")
