"""The window: shows what core can do, and nothing but showing."""
