"""What each line of the log says to somebody who was not there: a sentence for each command."""
