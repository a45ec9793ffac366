"""Timings, printed: against stock Wagtail, or against what the machine must do at least."""
