"""What incoming post may be for: looked up, weighed, and kept for lists."""
