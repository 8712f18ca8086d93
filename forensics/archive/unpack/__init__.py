"""Containers opened member by member; every reader yields `Member`s and never writes where a name points."""
