"""Faces as numbers: how telling they are, and which are of one person."""
