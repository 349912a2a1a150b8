"""A view of the table as a file: CSV, JSON, TimelineJS, citations. Each says what it holds."""
