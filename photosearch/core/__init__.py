"""Everything the program can do, without a face: no Qt, no printing."""
