"""Guarded worker processes: what one hostile file may cost."""
