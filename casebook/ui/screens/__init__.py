"""The screens: one place or record each."""
