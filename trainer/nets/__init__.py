"""Backbones, heads, and the teachers that recipes learn from."""
