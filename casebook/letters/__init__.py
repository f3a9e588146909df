"""Letters in words: facts and a template become text, and the text becomes lines or pages.

All values are data: nothing from outside is ever read as markup or as a template.
"""
