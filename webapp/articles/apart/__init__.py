"""Files that need a parser, taken apart in a process of its own, which may fail or be stopped."""
