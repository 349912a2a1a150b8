"""Taking web pages, Word documents and PDFs apart, in a process of its own, which may fail or be stopped."""
