"""The options of each command, and the module whose `main(root, request)` does it."""

SERVERS = ("mod_wsgi", "gunicorn", "uwsgi", "uvicorn")


def _serve(parser):
    parser.add_argument("--bind", default="127.0.0.1:8000")


def _info(parser):
    parser.add_argument("--json", action="store_true")


def _check(parser):
    parser.add_argument("place", nargs="?")


def _none(parser):
    """No options: `run` hands on all words as they are, `shell` takes none."""


COMMANDS = {
    "serve": ("serve", _serve),
    "info": ("info", _info),
    "check": ("check", _check),
    "run": ("run", _none),
    "shell": ("shell", _none),
}
