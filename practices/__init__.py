"""The content: practices, their places, organisations, sources and figures."""
