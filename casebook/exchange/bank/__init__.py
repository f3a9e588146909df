"""What banks send: statements (CAMT.053, MT940) and notices (CAMT.054), alone or in a zip."""

from casebook.exchange.bank.reading import told

__all__ = ["told"]
