"""Where articles, proposals, decisions and accepted events are kept: SQLite or PostgreSQL."""
