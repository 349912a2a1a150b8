"""The command line: one module per command. `serve` is meant when no command is named."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import click

from webapp import __version__
from webapp.cli import backup, check, diff, export, extract, imports, log, partition, serve, user

COMMANDS: tuple[click.Command, ...] = (
    serve.serve,
    check.check,
    export.export,
    diff.diff,
    partition.partition,
    extract.extract,
    imports.import_,
    imports.export_workspace,
    backup.backup,
    backup.restore,
    user.user,
    log.log,
)
NOT_SERVE = ("--help", "--version")


class ServeUnlessNamed(click.Group):
    """A group whose arguments go to `serve` when the first one is no command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `serve` in front where no command is named."""
        if not args or (args[0] not in self.commands and args[0] not in NOT_SERVE):
            args = ["serve", *args]
        return super().parse_args(ctx, args)


@click.group(cls=ServeUnlessNamed, context_settings={"max_content_width": 100})
@click.version_option(__version__, prog_name="Conflict Timeline")
def commands() -> None:
    """Coded events with their quotes and sources on an interactive timeline.

    Without a command the timeline is served: `python run.py my-events.csv --open` is short for
    `python run.py serve my-events.csv --open`.
    """


for command in COMMANDS:
    commands.add_command(command)


def main() -> None:
    """Run the command line and exit.

    Characters that the terminal's encoding lacks are printed as escapes; they end no program.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    commands(prog_name="run.py")
