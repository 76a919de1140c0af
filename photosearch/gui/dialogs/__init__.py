"""Windows of their own that ask or tell one thing."""
