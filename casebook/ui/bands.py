"""How the bands of the queue look: a sign beside the colour. Routine has neither."""

from casebook.domain.signals.signal import DUE, RED

SIGNS = {RED: "!!", DUE: "!"}
STYLES = {RED: "urgent", DUE: "due"}
