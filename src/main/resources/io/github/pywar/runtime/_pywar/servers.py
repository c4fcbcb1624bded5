"""How each known server is started in this process: bind address, application, its own options."""

import importlib.util
import sys


def waitress(bind, application, options):
    from waitress.runner import run

    return run(["waitress-serve", f"--listen={bind}", *options, application])


def gunicorn(bind, application, options):
    from gunicorn.app.wsgiapp import WSGIApplication

    worker = ["--worker-class", asgi_worker()] if application.startswith("_pywar.asgi") else []
    sys.argv[:] = ["gunicorn", "--bind", bind, *worker, *options, application]
    return WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]").run()


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
