"""The options of each command, and the module below `_pywar` whose `main(root, request)` does it."""

import argparse
import math

SERVERS = ("mod_wsgi", "gunicorn", "uwsgi", "uvicorn")
_ALSO_CALLED = {"apache": "mod_wsgi", "apache2": "mod_wsgi", "httpd": "mod_wsgi", "wsgi": "mod_wsgi"}


def _text(word):
    """An empty word is an unset variable of a script: it must not mean `here`, or `without a key`."""
    if not word:
        raise argparse.ArgumentTypeError("must not be empty")
    return word


def _one_of(names):
    """One of `names`; another word leads to the name that is most likely meant."""

    def server(word):
        if word in names:
            return word
        import difflib

        meant = _ALSO_CALLED.get(word.lower()) or next(iter(difflib.get_close_matches(word.lower(), names, 1)), None)
        hint = f": did you mean `{meant}`?" if meant else f"; it is one of: {', '.join(names)}"
        raise argparse.ArgumentTypeError(f"there is no server `{word}`{hint}")

    return server


def _seconds(word):
    seconds = float(word)
    if not (0 < seconds and math.isfinite(seconds)):
        raise argparse.ArgumentTypeError("must be more than 0")
    return seconds


def _serve(parser):
    parser.add_argument("--bind", default="127.0.0.1:8000")


def _info(parser):
    parser.add_argument("--json", action="store_true")


def _check(parser):
    parser.add_argument("place", nargs="?", type=_text)


def _none(parser):
    """No options: `run` hands on all words as they are, `shell` takes none."""


def _deploy(parser):
    parser.add_argument("root", type=_text)
    parser.add_argument("--server", type=_one_of(SERVERS))
    parser.add_argument("--check-url")
    parser.add_argument("--check-timeout", type=_seconds, default=30)
    parser.add_argument("--keep", type=int, default=5)
    parser.add_argument("--hooks", choices=("all", "none", "only"), default="all")
    parser.add_argument("--sql", type=_text)
    parser.add_argument("--env-file", type=_text)
    parser.add_argument("--owner", type=_text)
    parser.add_argument("--public-key", type=_text)
    parser.add_argument("--repair", action="store_true")
    parser.add_argument("--replace", action="store_true")


def _rollback(parser):
    parser.add_argument("root", type=_text)
    parser.add_argument("--to", type=_text)
    parser.add_argument("--check-url")


def _list(parser):
    parser.add_argument("root", type=_text)
    parser.add_argument("--json", action="store_true")


def _config(parser):
    parser.add_argument("server", type=_one_of((*SERVERS, "systemd", "nginx")))
    parser.add_argument("root", nargs="?", type=_text)
    parser.add_argument("--bind", type=_text)


def _help(parser):
    parser.add_argument("about", nargs="?", choices=list(COMMANDS))


def _cache(parser):
    parser.add_argument("action", choices=("clean",))


COMMANDS = {
    "serve": ("commands.serve", _serve),
    "info": ("commands.info", _info),
    "check": ("commands.check", _check),
    "run": ("commands.run", _none),
    "shell": ("commands.shell", _none),
    "deploy": ("deployment.deploy", _deploy),
    "rollback": ("deployment.rollback", _rollback),
    "list": ("deployment.listing", _list),
    "status": ("deployment.status", _list),
    "config": ("commands.config", _config),
    "cache": ("commands.cleaning", _cache),
    "help": ("commands.cli", _help),
}
