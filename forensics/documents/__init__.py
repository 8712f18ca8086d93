"""Readers: the bytes of one item become a `Document`."""
