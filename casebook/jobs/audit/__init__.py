"""The pack for an auditor: a sample of cases with their dossiers, who decided what, and what was in force."""

from casebook.jobs.audit.packing import MOST, Asked, sampled, write_new, write_to

__all__ = ["MOST", "Asked", "sampled", "write_new", "write_to"]
