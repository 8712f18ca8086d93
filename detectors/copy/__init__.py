"""The copy family."""
