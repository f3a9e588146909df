"""What crosses layers, as plain functions for the app, the command and tests."""
