"""The time family."""
