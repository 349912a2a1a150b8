"""The columns of the two tables, as data.

The check, the panel, the exports and docs/data-format.md are all made from these lists.
"""

from __future__ import annotations

from dataclasses import dataclass

TITLE_LENGTH = (8, 90)
QUOTE_LENGTH = 320
ID_PATTERN = r"[a-z0-9-]{3,64}"


@dataclass(frozen=True)
class Column:
    """One column: its name, whether a row may lack it, its form and its meaning in words."""

    name: str
    label: str
    required: bool
    form: str
    help: str


EVENT_COLUMNS: tuple[Column, ...] = (
    Column(
        "event_id",
        "Identifier",
        True,
        "3 to 64 of a-z, 0-9 and -, unique",
        "Permanent name of the event, used in links. Never a row number.",
    ),
    Column("date", "Date", True, "EDTF", "When it happened; for a statement, when it was said."),
    Column(
        "date_basis",
        "Date basis",
        True,
        "stated, resolved, publication or unknown",
        "How the date is known.",
    ),
    Column("date_text", "Words that date it", False, "verbatim", "The dating words of the source."),
    Column(
        "title",
        "Title",
        True,
        "8 to 90 characters",
        "What happened, in neutral words, present tense, actor first; claims worded as claims.",
    ),
    Column("event_type", "Type", True, "one of the event types", "What kind of act it is."),
    Column(
        "actors",
        "Actors",
        False,
        "party names separated by ;",
        "Who acted, or spoke for themselves. Mutual acts list every side.",
    ),
    Column(
        "recipients",
        "Recipients",
        False,
        "party names separated by ;",
        "To whom, against whom or with whom it was directed.",
    ),
    Column("speaker", "Speaker", False, "person or body", "Whose words carry it."),
    Column("speaker_role", "Role", False, "short text", "Office or function of the speaker."),
    Column(
        "claim_status",
        "Claim status",
        True,
        "reported, claimed, alleged or expected",
        "Who vouches for it; not whether it is true.",
    ),
    Column("place", "Place", False, "text", "Where, as the source names it, no more precisely."),
    Column(
        "latitude",
        "Latitude",
        False,
        "decimal degrees, -90 to 90",
        "Only where the source gives it.",
    ),
    Column(
        "longitude",
        "Longitude",
        False,
        "decimal degrees, -180 to 180",
        "Only where the source gives it.",
    ),
    Column(
        "fatalities",
        "Fatalities",
        False,
        "whole number, 0 or more",
        "Only where the source gives it.",
    ),
    Column(
        "quote",
        "Quote",
        False,
        "verbatim, at most 320 characters",
        "The shortest passage that supports the coding. Coded articles need it.",
    ),
    Column(
        "quote_start",
        "Quote start",
        False,
        "code points from 0",
        "Where the quote begins in the normalised text. Needed with a quote.",
    ),
    Column(
        "quote_end",
        "Quote end",
        False,
        "code points, exclusive",
        "Where the quote ends in the normalised text. Needed with a quote.",
    ),
    Column("source_id", "Source", True, "key into sources.csv", "The document that reports it."),
)

NATIVE_COLUMNS: tuple[Column, ...] = (
    Column(
        "description",
        "Description",
        False,
        "text",
        "What the table itself says of the event, where that is not a quote from a source.",
    ),
    Column(
        "native_type",
        "Original code",
        False,
        "text",
        "The type in the vocabulary of the table that the event comes from.",
    ),
    Column(
        "native_id",
        "Original identifier",
        False,
        "text, several separated by ;",
        "The identifier in the table that the event comes from.",
    ),
    Column(
        "reports",
        "Reports",
        False,
        "whole number, 0 or more",
        "How many rows of a table of reports, or how many sources, tell of this one event.",
    ),
    Column(
        "source_text",
        "Sources named",
        False,
        "text",
        "The sources that the table names for this event, in its words.",
    ),
    Column(
        "source_url",
        "Source address",
        False,
        "http or https",
        "Where the source of this one event can be read.",
    ),
    Column(
        "fatalities_low",
        "Fatalities, low",
        False,
        "whole number, 0 or more",
        "The lowest reliable estimate.",
    ),
    Column(
        "fatalities_high",
        "Fatalities, high",
        False,
        "whole number, 0 or more",
        "The highest reliable estimate.",
    ),
)
"""Optional columns that tables from elsewhere fill. The codebook of coded articles has none."""

SOURCE_COLUMNS: tuple[Column, ...] = (
    Column(
        "source_id", "Identifier", True, "3 to 64 of a-z, 0-9 and -, unique", "Key of the source."
    ),
    Column("title", "Title", False, "text", "Headline of the document."),
    Column("publisher", "Publisher", False, "text", "Who published it."),
    Column("authors", "Authors", False, "names separated by ;", "Who wrote it."),
    Column("published", "Published", False, "EDTF", "Date of publication; ~ when inferred."),
    Column("url", "Address", False, "http or https", "Where it can be read."),
    Column("archive_url", "Archived copy", False, "http or https", "A copy that stays."),
    Column("language", "Language", False, "BCP 47", "Language of the text."),
    Column("credit", "Credit", False, "text", "Credit line, agencies, photo credit."),
    Column("retrieved", "Retrieved", False, "EDTF", "When the document was read."),
    Column(
        "text_length", "Text length", False, "whole number", "Code points of the normalised text."
    ),
    Column("text_sha256", "Text hash", False, "64 hex digits", "SHA-256 of the normalised text."),
    Column("note", "Note", False, "text", "What is inferred, and how."),
)

EVENT_NAMES = tuple(c.name for c in EVENT_COLUMNS)
NATIVE_NAMES = tuple(c.name for c in NATIVE_COLUMNS)
SOURCE_NAMES = tuple(c.name for c in SOURCE_COLUMNS)
EXPORT_NOTE = "export_note"
"""Extra column of our own CSV export: says what the file holds, and marks it as ours."""
