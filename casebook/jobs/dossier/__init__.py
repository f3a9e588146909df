"""A case as one file: every document and letter, and what is known of it, to be read without Casebook."""

from casebook.jobs.dossier.writing import content, write_new, write_to

__all__ = ["content", "write_new", "write_to"]
