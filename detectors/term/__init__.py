"""The term family."""
