"""The ways out of the house: what is given to them leaves, so that only what passed the gate is."""
