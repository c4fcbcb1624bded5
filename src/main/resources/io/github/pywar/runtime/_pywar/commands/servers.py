"""Start of each known server in this process, by its bind address, application and own options."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
from typing import Any, Callable

from _pywar.boot import process, proxy
from _pywar.commands import graceful, granian_process, prefork


def waitress(bind: str, application: str, options: list[str]) -> Any:
    from waitress import runner

    where = f"--unix-socket={bind[5:]}" if bind.startswith("unix:") else f"--listen={bind}"
    command = ["waitress-serve", where, *proxy.waitress(bind, options), *options, application]
    return runner.run(command, _serve=graceful.waitress(runner.serve))


def gunicorn(bind: str, application: str, options: list[str]) -> Any:
    from gunicorn.app.wsgiapp import WSGIApplication

    worker = []
    if application.startswith("_pywar.asgi"):
        chosen = asgi_worker()
        process.log(f"gunicorn's worker class is {chosen}")
        worker = asgi_options(bind, options, chosen)
    # a master that loads the application itself fails if its successor cannot load it
    sys.argv[:] = ["gunicorn", "--preload", "--bind", bind, *worker, *options, application]
    server = WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]")
    # at USR2, gunicorn starts `sys.argv` again: this tool, by the path that it was started with
    again = ["serve", "--bind", bind, *(["--", *options] if options else [])]
    sys.argv[:] = [os.environ.get("PYWAR_ARCHIVE") or process.spelled_root(), *again]
    return server.run()


def asgi_options(bind: str, options: list[str], worker: str) -> list[str]:
    """Return gunicorn's options for an ASGI application."""
    # another address of the user's options can have clients that are no proxies
    is_only = not any(option.startswith(("-b", "--bind")) for option in options)
    trusted = proxy.uvicorn(bind, options) if worker.startswith("uvicorn") and is_only else []
    return ["--worker-class", worker, *trusted]


def asgi_worker(has: Callable[[str], bool] | None = None) -> str:
    """Return gunicorn's worker class for ASGI: its own, which gunicorn has since version 24, else uvicorn's.

    uvicorn's class is deprecated.  `has` finds modules; without it, those that this process can import.
    """
    has = has or _can_import
    if has("gunicorn.workers.gasgi"):
        return "_pywar.gunicorn_asgi.ASGIWorker"
    # without uvicorn, gunicorn's own error names the class that it does not have
    return "uvicorn.workers.UvicornWorker" if has("uvicorn") else "asgi"


def _can_import(module: str) -> bool:
    with contextlib.suppress(ImportError):  # a module of no package
        return importlib.util.find_spec(module) is not None
    return False


def uvicorn(bind: str, application: str, options: list[str]) -> Any:
    from uvicorn.main import main

    host, _, port = bind.rpartition(":")
    where = (
        ["--uds", bind[5:]] if bind.startswith("unix:") else ["--host", host.strip("[]") or "127.0.0.1", "--port", port]
    )
    return main([*where, *_ending(main), *proxy.uvicorn(bind, options), *options, application])


def _ending(main: Any) -> list[str]:
    """Return an option that limits uvicorn's shutdown, which versions before 0.22 lack; a user's option overrides it."""
    known = {name for parameter in main.params for name in parameter.opts}
    limit = "--timeout-graceful-shutdown"
    return [limit, str(graceful.SECONDS)] if limit in known else []


def granian(bind: str, application: str, options: list[str]) -> Any:
    with prefork.listen(bind) as listener:
        return granian_process.run(listener.fileno(), "asgi" if application.startswith("_pywar.asgi") else "wsgi", options, lambda: None)


def cheroot(bind: str, application: str, options: list[str]) -> Any:
    from cheroot.cli import main

    graceful.exit_at_sigterm()
    place = bind[5:] if bind.startswith("unix:") else bind
    sys.argv[:] = ["cheroot", "--bind", place, "--shutdown-timeout", str(graceful.SECONDS), *options, application]
    return main()


FOR: dict[str, dict[str, Callable]] = {
    "wsgi": {"waitress": waitress, "gunicorn": gunicorn, "cheroot": cheroot, "granian": granian},
    "asgi": {"uvicorn": uvicorn, "gunicorn": gunicorn, "granian": granian},
}
