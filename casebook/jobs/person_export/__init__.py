"""All that is kept of one person as one file (AVG art. 15): to be read by him, and by a machine."""

from casebook.jobs.person_export.contents import Asked
from casebook.jobs.person_export.writing import Exported, keep, write_new, write_to

__all__ = ["Asked", "Exported", "keep", "write_new", "write_to"]
