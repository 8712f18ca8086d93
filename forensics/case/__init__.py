"""A case: ledger, cache, findings and decisions in SQLite."""
