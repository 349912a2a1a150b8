"""Conflict Timeline: coded events with their quotes and sources on an interactive timeline."""

__version__ = "0.1.0"
