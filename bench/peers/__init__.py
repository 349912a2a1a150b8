"""The same events shown by other timelines in the same browser."""
