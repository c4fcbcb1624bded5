"""Serves an application from its sources: the worker of the development server.

The arguments are JSON with the entry, the interface, the server and its address; the number of the listening socket,
which the server inherits; and that of a pipe, which is closed when the worker before has ended. Each change of the
sources starts a new process of this program.
"""

import importlib
import importlib.util
import json
import os
import signal
import socket
import sys
import time
import traceback
import types

NO_DEBUGGER = 94
NO_SERVER = 95
MODULE = "pywar_application"
DRAIN_SECONDS = 0.3
NEW_SECONDS = 0.1


def main(settings):
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [path for path in sys.path if os.path.abspath(path or ".") != here]
    os.chdir(settings["directory"])
    sys.path.insert(0, settings["directory"])
    # programs that the application starts, and Django's own tools, see the folder too
    os.environ["PYTHONPATH"] = settings["directory"]
    wait(settings)
    if not read_environment(settings):
        return 1
    attach_debugger(settings)
    sys.argv[:] = [settings["entry"]["module"]]
    application = load(settings)
    if application is None:
        return 1
    name, start = server(settings)
    module = types.ModuleType(MODULE)
    module.application = with_access_log(with_static_files(application, settings), settings, name)
    sys.modules[MODULE] = module
    host, port = settings["host"], settings["port"]
    shown = "[%s]" % host if ":" in host else host
    say("%s on http://%s:%d by %s" % (settings["text"], shown, port, name))
    return start(shown, port, MODULE + ":application", settings["arguments"])


def wait(settings):
    """Waits for the end of the worker before, which may use a port or a file that the application opens."""
    if settings.get("before") is None:
        return
    if settings["interface"] == "asgi" and server(settings)[0] == "uvicorn":
        importlib.import_module("uvicorn.main")  # takes a tenth of a second, and needs nothing of the application
    os.read(settings["before"], 1)
    os.close(settings["before"])


def say(text):
    sys.stderr.write("pywar: %s\n" % text)
    sys.stderr.flush()


def read_environment(settings):
    """Reads the environment file, by the parser of the archive's runtime."""
    if not settings.get("environmentFile"):
        return True
    sys.path.insert(0, settings["runtime"])
    from _pywar.base.report import Refusal, plain
    from _pywar.boot import envfile

    sys.path.remove(settings["runtime"])
    try:
        path = settings["environmentFile"]
        os.environ.update(envfile.parse(envfile.text(path), path))
    except Refusal as refusal:
        sys.stderr.write(plain(refusal))
        return False
    return True


def attach_debugger(settings, in_worker=False):
    """Opens the debugger's port: with gunicorn in its worker, which is the process that runs the application."""
    if not settings.get("debugPort"):
        return
    try:
        import debugpy
    except ImportError:
        sys.exit(NO_DEBUGGER)
    if server(settings)[0] == "gunicorn" and not in_worker:
        gunicorn.in_worker = lambda: attach_debugger(settings, in_worker=True)
        return
    debugpy.listen(("127.0.0.1", settings["debugPort"]))
    say("debugger on 127.0.0.1:%d" % settings["debugPort"])


def load(settings):
    """Returns the application, or prints why it cannot be imported."""
    entry = settings["entry"]
    try:
        found = importlib.import_module(entry["module"])
        for part in entry["attribute"].split("."):
            found = getattr(found, part)
        found = found() if entry["factory"] else found
    except BaseException as problem:
        if isinstance(problem, KeyboardInterrupt):
            raise
        report(problem, settings["text"])
        return None
    return found if check(found, settings) else None


def report(problem, text):
    own = [os.path.abspath(__file__), importlib.__file__, "<frozen importlib"]
    lines = traceback.TracebackException.from_exception(problem)
    lines.stack[:] = [frame for frame in lines.stack if not frame.filename.startswith(tuple(own))]
    sys.stderr.write("".join(lines.format()))
    say("`%s` cannot be imported: %s" % (text, type(problem).__name__))


def check(application, settings):
    """Checks the interface, as the archive does when it starts."""
    sys.path.insert(0, settings["runtime"])
    from _pywar.base.report import Refusal, plain
    from _pywar.boot import interface

    sys.path.remove(settings["runtime"])
    bundle = types.SimpleNamespace(
        interface=settings["interface"], label="the sources", entry=settings["entry"], entry_text=settings["text"]
    )
    try:
        if not callable(application):
            say("`%s` is not an application: it cannot be called" % settings["text"])
            return False
        interface.check(bundle, application)
    except Refusal as refusal:
        sys.stderr.write(plain(refusal))
        return False
    return True


def with_static_files(application, settings):
    """Adds Django's own handler of static files, as `runserver` does: no `collectstatic` is needed."""
    configured = sys.modules.get("django.conf")
    django = getattr(configured, "settings", None)
    if django is None or not django.configured or not django.DEBUG:
        return application
    apps = sys.modules.get("django.apps")
    if not apps or not apps.apps.ready or not apps.apps.is_installed("django.contrib.staticfiles"):
        return application
    from django.contrib.staticfiles import handlers

    kinds = {"wsgi": "StaticFilesHandler", "asgi": "ASGIStaticFilesHandler"}
    try:
        return getattr(handlers, kinds[settings["interface"]])(application)
    except Exception as problem:  # an application around Django's own has not what the handler needs
        say("static files are not served: %s: %s" % (type(problem).__name__, problem))
        return application


def with_access_log(application, settings, server_name):
    """Adds a log line for each request, for the servers that have none."""
    if settings["interface"] != "wsgi" or server_name not in ("waitress", "cheroot"):
        return application

    def logged(environ, start_response):
        began = time.monotonic()

        def start(status, headers, *failure):
            query = "?" + environ["QUERY_STRING"] if environ.get("QUERY_STRING") else ""
            path = printable(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "") + query)
            words = (environ.get("REMOTE_ADDR", "-"), environ["REQUEST_METHOD"], path, status[:3])
            sys.stderr.write('%s "%s %s" %s' % words + " %d ms\n" % ((time.monotonic() - began) * 1000))
            return start_response(status, headers, *failure)

        return application(environ, start)

    return logged


def printable(text):
    return "".join(char if char.isprintable() and char < "\x7f" else "?" for char in text)


def server(settings):
    """Returns the name and the start of the archive's server, or of the first one that is installed."""
    known = {"wsgi": [waitress, gunicorn, cheroot], "asgi": [uvicorn, gunicorn]}[settings["interface"]]
    known.sort(key=lambda start: start.__name__ != settings["server"])
    for start in known:
        if importlib.util.find_spec(start.__name__):
            return start.__name__, start
    if settings["interface"] == "asgi":
        sys.exit(NO_SERVER)
    return "wsgiref", wsgiref


def waitress(host, port, application, options):
    from waitress import runner
    from waitress.server import create_server

    def serve(found, **settings):
        settings.pop("listen")
        created = create_server(found, sockets=[listening()], **settings)
        signal.signal(signal.SIGTERM, lambda number, frame: drain(created))
        created.run()

    return runner.run(["waitress-serve", "--listen=%s:%d" % (host, port), *options, application], _serve=serve)


def drain(created):
    """Accepts no more connections, and answers what it has received, because the next worker cannot."""
    try:
        created.del_channel()
        created.socket.close()
        end = time.monotonic() + DRAIN_SECONDS
        created.asyncore.loop(timeout=0, map=created._map, count=1)
        while time.monotonic() < end and any(map(is_busy, list(created.active_channels.values()))):
            created.asyncore.loop(timeout=0.01, map=created._map, count=1)
    finally:
        sys.exit(0)


def is_busy(channel):
    """Returns whether a request is in work, or may still arrive on a new connection."""
    return channel.requests or channel.total_outbufs_len or time.time() - channel.creation_time < NEW_SECONDS


def listening():
    return socket.socket(fileno=os.dup(server.socket))


def gunicorn(host, port, application, options):
    from gunicorn.app.wsgiapp import WSGIApplication

    kind = []
    if server.interface == "asgi":
        kind = ["--worker-class", "uvicorn.workers.UvicornWorker" if importlib.util.find_spec("uvicorn") else "asgi"]
    sys.argv[:] = ["gunicorn", "--bind", "fd://%d" % server.socket, "--workers", "1", "--access-logfile", "-"]
    in_worker = gunicorn.in_worker
    if in_worker:
        kind += ["--timeout", "0"]  # a worker that waits at a breakpoint is not killed

    class Application(WSGIApplication):
        def load(self):
            if in_worker:
                in_worker()
            return super().load()

    sys.argv += [*kind, *options, application]
    return Application("%(prog)s [OPTIONS] [APP_MODULE]").run()


gunicorn.in_worker = None


def uvicorn(host, port, application, options):
    from uvicorn.config import Config
    from uvicorn.main import main as run
    from uvicorn.server import Server

    original = Server.run
    Server.run = lambda self, sockets=None: original(self, sockets or [listening()])
    Config.bind_socket = lambda self: listening()
    return run(["--host", host.strip("[]"), "--port", str(port), *options, application])


def cheroot(host, port, application, options):
    from cheroot.cli import main as run
    from cheroot.server import HTTPServer

    def inherited(created, address):
        created.close()
        return listening()

    HTTPServer.bind_socket = staticmethod(inherited)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
    sys.argv[:] = ["cheroot", "--bind", "%s:%d" % (host, port), *options, application]
    return run()


def wsgiref(host, port, application, options):
    import socketserver
    from wsgiref import simple_server

    if options:
        say("<arguments> have no effect: the project has no server that could read them")

    class Threads(socketserver.ThreadingMixIn, simple_server.WSGIServer):
        daemon_threads = True
        address_family = socket.AF_INET6 if "[" in host else socket.AF_INET

    module, _, name = application.partition(":")
    created = Threads((host.strip("[]"), port), simple_server.WSGIRequestHandler, bind_and_activate=False)
    created.socket.close()
    created.socket = listening()
    created.server_name, created.server_port = host, port
    created.setup_environ()
    created.set_app(getattr(sys.modules[module], name))
    created.serve_forever()


if __name__ == "__main__":
    GIVEN = json.loads(sys.argv[1])
    server.interface = GIVEN["interface"]
    server.socket = int(sys.argv[2])
    os.set_inheritable(server.socket, False)
    GIVEN["before"] = int(sys.argv[3])
    sys.exit(main(GIVEN))
