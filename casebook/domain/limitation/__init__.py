"""Limitation (verjaring): when a claim lapses, from which facts and which article."""
