"""The app: the only place that knows the terminal."""
