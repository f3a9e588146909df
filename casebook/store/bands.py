"""The bands of the queue behind those of the signals: what is small comes as one line, what is closed not at all."""

SMALL, CLOSED = 4, 9
