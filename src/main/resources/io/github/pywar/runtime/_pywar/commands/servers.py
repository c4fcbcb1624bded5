"""How each known server is started in this process: bind address, application, its own options."""

import importlib.util
import os
import sys

from _pywar.boot import process
from _pywar.commands import graceful


def waitress(bind, application, options):
    from waitress import runner

    command = ["waitress-serve", f"--listen={bind}", *options, application]
    return runner.run(command, _serve=graceful.waitress(runner.serve))


def gunicorn(bind, application, options):
    from gunicorn.app.wsgiapp import WSGIApplication

    worker = ["--worker-class", asgi_worker()] if application.startswith("_pywar.asgi") else []
    # only a master that has loaded the application itself knows that its successor can
    sys.argv[:] = ["gunicorn", "--preload", "--bind", bind, *worker, *options, application]
    server = WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]")
    # what gunicorn starts again at USR2: this tool, from where it was started
    again = ["serve", "--bind", bind, *(["--", *options] if options else [])]
    sys.argv[:] = [os.environ.get("PYWAR_ARCHIVE") or process.spelled_root(), *again]
    return server.run()


def asgi_worker(brings_uvicorn=None):
    """gunicorn's worker class for ASGI: uvicorn's where uvicorn is there, else gunicorn's own."""
    if brings_uvicorn is None:
        brings_uvicorn = importlib.util.find_spec("uvicorn") is not None
    return "uvicorn.workers.UvicornWorker" if brings_uvicorn else "asgi"


def uvicorn(bind, application, options):
    from uvicorn.main import main

    host, _, port = bind.rpartition(":")
    where = (
        ["--uds", bind[5:]] if bind.startswith("unix:") else ["--host", host.strip("[]") or "127.0.0.1", "--port", port]
    )
    return main([*where, *_ending(main), *options, application])


def _ending(main):
    """Without a limit uvicorn waits for ever; one before 0.22 knows none.  What the user says counts, for it comes later."""
    known = {name for parameter in main.params for name in parameter.opts}
    limit = "--timeout-graceful-shutdown"
    return [limit, str(graceful.SECONDS)] if limit in known else []


def cheroot(bind, application, options):
    from cheroot.cli import main

    graceful.exit_at_sigterm()
    sys.argv[:] = ["cheroot", "--bind", bind, "--shutdown-timeout", str(graceful.SECONDS), *options, application]
    return main()


FOR = {
    "wsgi": {"waitress": waitress, "gunicorn": gunicorn, "cheroot": cheroot},
    "asgi": {"uvicorn": uvicorn, "gunicorn": gunicorn},
}
