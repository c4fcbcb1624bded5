"""How each known server is started in this process: bind address, application, its own options."""

import importlib.util
import os
import sys

from _pywar import process


def waitress(bind, application, options):
    from waitress.runner import run

    return run(["waitress-serve", f"--listen={bind}", *options, application])


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
    return main([*where, *options, application])


def cheroot(bind, application, options):
    from cheroot.cli import main

    sys.argv[:] = ["cheroot", "--bind", bind, *options, application]
    return main()


FOR = {
    "wsgi": {"waitress": waitress, "gunicorn": gunicorn, "cheroot": cheroot},
    "asgi": {"uvicorn": uvicorn, "gunicorn": gunicorn},
}
