"""What a record claims: unit, kind, dates, people."""
