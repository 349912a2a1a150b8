"""From a file or a pasted text to an article: its plain text and guesses about its source."""
