"""One pattern per file; only these know a pattern."""
