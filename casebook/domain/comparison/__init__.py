"""Agencies, routes and the two arms of a split, compared on claims that are alike, with how uncertain that is."""
