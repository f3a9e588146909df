"""Files and messages from outside to domain values and back."""
