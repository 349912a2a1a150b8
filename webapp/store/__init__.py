"""Files to tables and back: reading, checking, keeping the table up to date."""
