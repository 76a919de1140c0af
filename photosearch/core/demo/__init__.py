"""A sample library of drawn pictures, for a first look without any photo."""
