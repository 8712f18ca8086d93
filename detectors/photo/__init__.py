"""The photo family."""
