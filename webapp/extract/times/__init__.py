"""Time expressions: words that date something, with what they mean."""

from webapp.extract.times.find import find_times

__all__ = ["find_times"]
