"""Item models and what they need: what is shown, without how it looks."""
