"""What a person types in a form, read as a day or an amount."""

from casebook.domain.typed import amount, day

__all__ = ["amount", "day"]
