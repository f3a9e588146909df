"""Files of agencies: reports of how placements stand, lists of all they have of us, and what they passed on."""
