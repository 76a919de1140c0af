"""Find photos that look like a photo, on your own machine."""

__version__ = "0.1.0"
