"""Who says what: direct, mixed and indirect reports, with their cues, sources and speakers."""

from __future__ import annotations

from webapp.extract.reports.find import find_reports

__all__ = ["find_reports"]
