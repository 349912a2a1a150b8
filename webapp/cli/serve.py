"""`serve`: the timeline in the browser."""

from __future__ import annotations

import errno
import logging
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import click
import waitress
from flask import Flask

from webapp import create_app
from webapp.cli.progress import ProgressBar
from webapp.cli.say import CannotRead, configured, say
from webapp.cli.workplace import place_of, place_options
from webapp.model.problems import InputError
from webapp.store.live import LoadFailed
from webapp.web.config import is_public
from webapp.web.opening import Live
from webapp.web.state import EXTENSION
from webapp.workspace.base import WorkspaceError

FILE = click.Path(path_type=Path)
THREADS = 8
LOCAL_BODY = 2**30
PUBLIC_BODY = 2**26
"""Bytes of one request, which is kept whole on the disk before the app sees it: tables are opened
from this computer only, and an article is much smaller."""
PORTS_TO_TRY = 50
RELOADED = "WERKZEUG_RUN_MAIN"
"""Set by Flask's reloader in the process that it starts and restarts."""


@click.command()
@click.argument("events", metavar="[FILE]...", nargs=-1, type=FILE)
@click.option("--sources", type=FILE, help="Table of sources. [default: sources.csv beside FILE]")
@click.option("--title", help="Title of the page.")
@click.option("--mapping", type=FILE, help="Mapping of a table of unknown format.")
@click.option(
    "--dask",
    metavar="tcp://HOST:PORT",
    help="Dask scheduler for FILE, a folder that `partition` has written.",
)
@place_options
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    metavar="NUMBER",
    help="Port to listen on; 0 takes any that is free.",
)
@click.option("--debug", is_flag=True, help="Restart when the code changes.")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in the browser.")
def serve(
    events: tuple[Path, ...],
    sources: Path | None,
    title: str | None,
    mapping: Path | None,
    dask: str | None,
    workspace: Path | None,
    database: str | None,
    host: str,
    port: int,
    debug: bool,
    open_browser: bool,
) -> None:
    """Serve the timeline of FILE..., or of your articles where no FILE is named.

    Without FILE the accepted events of the workspace are shown; as long as it has none, and neither
    --workspace nor --database is given, the example that comes with the app.

    Files of all known formats are taken, packed or not; several are shown together. A large one is
    loaded while the page already answers, and a copy is kept so that it opens at once next time.
    """
    given: dict[str, object] = {
        "EVENTS": events,
        "SOURCES": sources,
        "TITLE": title,
        "MAPPING": mapping,
        "DASK": dask,
    }
    given |= _place(workspace, database)
    app = _app(given, host)
    if debug:
        _debug(app, host, port, open_browser)
    else:
        _serve(app, host, port, open_browser)


def _place(workspace: Path | None, database: str | None) -> dict[str, object]:
    """The setting for a workspace that was named."""
    if workspace is None and not database:
        return {}
    place = place_of(workspace, database)
    return {"WORKSPACE" if isinstance(place, Path) else "DATABASE": str(place)}


def _app(given: Mapping[str, object], host: str) -> Flask:
    """The application. Raises CannotRead with a hint when the table cannot be read."""
    config = configured(given)
    if given.get("WORKSPACE"):
        config["DATABASE"] = ""  # what is named now goes before a setting
    # Names other than this computer's own are only refused while nobody else can reach it.
    if not is_local(host):
        config["TRUSTED_HOSTS"] = None
    try:
        return create_app(config, ProgressBar())
    except InputError as error:
        raise CannotRead(f"{error}{_hint(given['EVENTS'])}") from error
    except WorkspaceError as error:
        raise CannotRead(str(error)) from error


def _hint(events: object) -> str:
    """A word that is no file may have been meant as a command."""
    known = click.get_current_context().find_root().command
    names = sorted(known.commands) if isinstance(known, click.Group) else []
    if not isinstance(events, tuple) or len(events) != 1 or not names:
        return ""
    if events[0].suffix or events[0].exists():
        return ""
    return f" (Commands come first; they are: {', '.join(names)}.)"


def is_local(host: str) -> bool:
    """Whether only this computer can reach what listens on `host`."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _serve(app: Flask, host: str, port: int, open_browser: bool) -> None:
    """Listen until Ctrl-C."""
    _refuse_taken(host, port)
    # A request that waits for a moment is nothing to report to whoever started the program.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        server = waitress.create_server(
            app,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            # Without a proxy that is trusted, these headers are anybody's and do not arrive.
            clear_untrusted_proxy_headers=not app.config["PROXIES"],
            max_request_body_size=PUBLIC_BODY if is_public(app.config) else LOCAL_BODY,
        )
    except (OSError, ValueError) as error:
        raise _cannot_listen(host, port, error) from error
    url = page_url(host, _port(server))
    live: Live = app.extensions[EXTENSION]
    if live.wait(0):
        _introduce(app, host, url)
    else:
        click.secho(f"Open {url} (the table is being loaded)", bold=True)
        threading.Thread(target=_introduce_later, args=(app, host, url), daemon=True).start()
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
    server.run()  # returns on Ctrl-C
    say("Stopped.")


def _introduce_later(app: Flask, host: str, url: str) -> None:
    """Say what is served when it has been loaded; end the program when it cannot be."""
    live: Live = app.extensions[EXTENSION]
    live.wait()
    try:
        _introduce(app, host, url)
    except LoadFailed as error:
        CannotRead(str(error)).show()
        sys.stdout.flush()
        # The server runs in the main thread and cannot be left from here in another way.
        os._exit(CannotRead.exit_code)


def _port(server: Any) -> int:
    """The port that was taken; a name with several addresses listens on each of them."""
    several = getattr(server, "effective_listen", None)
    return int(several[0][1] if several else server.effective_port)


def _debug(app: Flask, host: str, port: int, open_browser: bool) -> None:
    """Flask's own server with its reloader.

    Without its debugger, which runs what the page sends: errors are shown in the terminal.
    """
    if RELOADED not in os.environ:
        _refuse_taken(host, port)
        _introduce(app, host, page_url(host, port))
        if open_browser:
            threading.Timer(1.5, webbrowser.open, args=(page_url(host, port),)).start()
    app.run(host=host, port=port, debug=True, use_debugger=False, threaded=True)


def _introduce(app: Flask, host: str, url: str) -> None:
    """Say what is served, where, and how to stop it."""
    live: Live = app.extensions[EXTENSION]
    data = live.get().dataset
    files = ", ".join(map(str, live.paths))
    say(f"{data.title}: {len(data):,} event{'' if len(data) == 1 else 's'} from {files}")
    if data.problems:
        several = len(data.problems) != 1
        say(
            f"{len(data.problems):,} problem{'s' * several} found: see {url}problems "
            "or `python run.py check`."
        )
    if not is_local(host):
        say(_who_reads(app))
    click.secho(f"Open {url}", bold=True)
    say("Ctrl-C stops it.")


def _who_reads(app: Flask) -> str:
    """Who may do what, where others reach the app."""
    if app.config["PRIVATE"]:
        return "Others can reach this app; only people with an account can read it."
    return (
        "Everybody who can reach this computer can read the timeline; only people with an account "
        "(python run.py user add) can read the articles and change anything."
    )


def page_url(host: str, port: int) -> str:
    """Address of the page for a browser on this computer."""
    if host in ("0.0.0.0", "::", "[::]", ""):  # noqa: S104  (it is compared, not listened on)
        host = "localhost"
    name = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{name}:{port}/"


def _refuse_taken(host: str, port: int) -> None:
    """Raise CannotRead when the port is taken; the servers' own messages name no other one."""
    error = _listening_fails(host, port)
    if error:
        raise _cannot_listen(host, port, error)


def _cannot_listen(host: str, port: int, error: Exception) -> CannotRead:
    code = getattr(error, "errno", None)
    if isinstance(error, socket.gaierror | ValueError):
        return CannotRead(f"There is no address called {host!r} to listen on.")
    if code == errno.EADDRNOTAVAIL:
        return CannotRead(f"{host} is not an address of this computer.")
    if code in (errno.EACCES, errno.EPERM):
        return CannotRead(
            f"This user may not listen on port {port}. Ports from 1024 are open to all."
        )
    if code != errno.EADDRINUSE:
        return CannotRead(f"Cannot listen on {host}, port {port}: {error}.")
    other = free_port(host, port)
    advice = (
        f" Port {other} is free: add --port {other}" if other else " Add --port with another one"
    )
    return CannotRead(f"Port {port} is in use, perhaps by this app in another window.{advice}.")


def free_port(host: str, port: int) -> int | None:
    """The next free port after `port`, if there is one nearby."""
    candidates = range(port + 1, min(port + 1 + PORTS_TO_TRY, 65536))
    return next((number for number in candidates if not _listening_fails(host, number)), None)


def _listening_fails(host: str, port: int) -> Exception | None:
    """Why nothing can listen there, or None."""
    try:
        found = socket.getaddrinfo(host.strip("[]") or None, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            # As the servers do it: a port that a stopped program has just left counts as free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as error:
        return error
    return None
