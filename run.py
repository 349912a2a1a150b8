"""Conflict Timeline from the command line: `python run.py --help`."""

from webapp.cli import main

if __name__ == "__main__":
    main()
