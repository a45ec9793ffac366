"""``manage.py serve``: the web server and the worker, as one program."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.core.accounts import ACCOUNTS, PASSWORD
from kb.site.supervisor import Supervisor

#: Two processes use two cores; four threads each let a slow reader wait without stopping others.
WEB_WORKERS = 2
THREADS = 4
#: Seconds that running requests get when the library is stopped.
GRACE = 10


class Command(BaseCommand):
    """Ends, with both children, on SIGTERM and SIGINT."""

    help = "Serve the library: the web server, and the worker beside it."
    requires_system_checks = []  # the children load the application themselves

    def add_arguments(self, parser: CommandParser) -> None:
        """Nobody but this machine gets in unless ``--host`` says so."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--web-workers", type=int, default=WEB_WORKERS, help="processes")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop; exit status 1 if the port is taken or the web server fails."""
        host, port = options["host"], options["port"]
        _refuse_taken(host, port)
        self._announce(host, port)
        os.chdir(settings.ROOT)
        if settings.DEMONSTRATION_ACCOUNTS:  # elsewhere the settings ask for it
            os.environ.setdefault("BASE_URL", f"http://localhost:{port}")
        status = Supervisor(
            web=_gunicorn(host, port, options["web_workers"]),
            worker=[sys.executable, "manage.py", "worker"],
            say=self._say,
        ).run()
        if status:
            sys.exit(status)

    def _announce(self, host: str, port: int) -> None:
        here = ("127.0.0.1", "::1", "0.0.0.0")  # noqa: S104  only compared
        shown = "localhost" if host in here else host
        self._say(
            f"The library is at http://{shown}:{port}/, its editor at /admin/. Ctrl+C ends it."
        )
        if settings.DEMONSTRATION_ACCOUNTS:
            names = ", ".join(account.name for account in ACCOUNTS)
            self._say(f"Accounts: {names}; password: {PASSWORD}")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _refuse_taken(host: str, port: int) -> None:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            # As the web server does: a port left a minute ago isn't taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, OverflowError) as error:
        raise CommandError(
            f"The library can't listen on {host}:{port} ({error}). "
            f"End what uses port {port}, or choose another: make run PORT={port + 1}"
        ) from error


def _gunicorn(host: str, port: int, processes: int) -> list[str]:
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = {
        "--bind": address,
        "--workers": processes,
        "--worker-class": "gthread",
        "--threads": THREADS,
        "--graceful-timeout": GRACE,
        "--log-level": "warning",
    }
    words = [str(word) for option in options.items() for word in option]
    words.append("--no-control-socket")  # it would lie in the home folder, one for all servers
    if settings.DEBUG:
        words.append("--reload")
    return [sys.executable, "-m", "gunicorn", "kb.wsgi", *words]
