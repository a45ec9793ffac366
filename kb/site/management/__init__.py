"""Commands that run the library."""
