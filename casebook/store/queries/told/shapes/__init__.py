"""The records that lines of the log name: of each what a sentence about it says, column by column."""
