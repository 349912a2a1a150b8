"""Conflict Timeline: coded events with their quotes and sources on an interactive timeline."""

__version__ = "0.1.0"

from webapp.web.app import create_app

__all__ = ["__version__", "create_app"]
