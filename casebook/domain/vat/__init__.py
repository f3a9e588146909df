"""VAT on bad debts (Wet OB art. 29): what of it is refundable and when, and what is due again when money comes."""
