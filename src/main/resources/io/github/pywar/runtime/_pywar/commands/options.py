"""Options of each command, and the module below `_pywar` with the command's `main(root, request)`."""

from __future__ import annotations

import argparse
import math
from typing import Callable, Collection

SERVERS = ("mod_wsgi", "gunicorn", "uwsgi", "uvicorn", "granian")
_ALSO_CALLED = {"apache": "mod_wsgi", "apache2": "mod_wsgi", "httpd": "mod_wsgi", "wsgi": "mod_wsgi"}


def _text(value: str) -> str:
    """Refuse an empty value: it is an unset variable of a script, and must not mean `here` or `without a key`."""
    if not value:
        raise argparse.ArgumentTypeError("must not be empty")
    return value


def _one_of(names: Collection[str]) -> Callable[[str], str]:
    """Return a check for one of `names`, which suggests a similar name in its error."""

    def server(value: str) -> str:
        if value in names:
            return value
        import difflib

        meant = _ALSO_CALLED.get(value.lower()) or next(iter(difflib.get_close_matches(value.lower(), names, 1)), None)
        hint = f": did you mean `{meant}`?" if meant else f"; it is one of: {', '.join(names)}"
        raise argparse.ArgumentTypeError(f"there is no server `{value}`{hint}")

    return server


def _seconds(value: str) -> float:
    seconds = float(value)
    if not (0 < seconds and math.isfinite(seconds)):
        raise argparse.ArgumentTypeError("must be more than 0")
    return seconds


def _env_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--env-file", type=_text, metavar="FILE", help="file with the application's environment, in place of shared/env")


def _serve(parser: argparse.ArgumentParser) -> None:
    _env_file(parser)
    parser.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT", help="address of the server, 127.0.0.1:8000 by default")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON for programs")


def _info(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--json", action="store_true", help="print JSON for programs")
    kinds.add_argument("--target", action="store_true", help="print this machine's target, as elements for the POM")


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("place", metavar="ROOT|RELEASE", nargs="?", type=_text)
    _env_file(parser)


def _run(parser: argparse.ArgumentParser) -> None:
    """Add the options of `run` and `shell`; those of `run` are before the module or script."""
    parser.add_argument("--here", action="store_true", help="keep the current directory; by default, it is the application's folder")
    _env_file(parser)


def own_options(arguments: list[str]) -> int:
    """Return the number of words at the start that are options of `run` itself."""
    count = 0
    while arguments[count : count + 1]:
        word = arguments[count]
        if word != "--here" and word.partition("=")[0] != "--env-file":
            break
        count += 2 if word == "--env-file" else 1
    return count


def _deploy(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("root", metavar="ROOT", type=_text)
    add("--from", dest="origin", type=_text, metavar="URL|FILE", help="archive to fetch and deploy, instead of the one that runs")
    add("--server", type=_one_of(SERVERS), metavar="NAME", help=f"server that serves it, to be reloaded: {', '.join(SERVERS)}")
    add("--check-url", metavar="URL", help="page to request before and after the switch; '' removes it")
    add("--check-timeout", type=_seconds, default=30, metavar="SECONDS", help="time limit of the requests, 30 by default")
    add("--keep", type=int, default=5, metavar="NUMBER", help="number of releases to keep, 5 by default")
    kinds = ("all", "none", "only", "prepare", "pre-deploy", "post-deploy")
    about = "hooks to run, all by default; `only` and `post-deploy` switch nothing, `prepare` runs those for this machine"
    add("--hooks", choices=kinds, default="all", metavar="|".join(kinds), help=about)
    add("--sql", type=_text, metavar="CMD", help="command that runs .sql hooks, such as 'psql -f {}'")
    add("--env-file", type=_text, metavar="FILE", help="file that becomes shared/env, the application's environment")
    add("--owner", type=_text, metavar="USER[:GROUP]", help="user whose processes serve, and who owns shared/")
    add("--public-key", type=_text, metavar="FILE", help="key by which the archive must be signed, now and later")
    about = "accept only archives with a signed provenance (SLSA), now and later"
    add("--require-provenance", action="store_true", help=about)
    add("--builder", type=_text, action="append", metavar="ID", help="accept only archives of this builder, now and later; can be repeated")
    add("--repair", action="store_true", help="write the files of a damaged release again")
    add("--hard-links", action="store_true", help="link unchanged files of libraries to the release before, which saves disk space")
    add("--replace", action="store_true", help="replace the present application by another one")
    add("--plan", action="store_true", help="print what would happen, and change nothing")
    _json(parser)


def _rollback(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("root", metavar="ROOT", type=_text)
    parser.add_argument("--to", type=_text, metavar="RELEASE", help="release to return to; by default, the previous one")
    parser.add_argument("--check-url", metavar="URL", help="page to request this time; '' requests none")
    parser.add_argument("--plan", action="store_true", help="print what would happen, and change nothing")
    _json(parser)


def _list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("root", metavar="ROOT", type=_text)
    _json(parser)


def _config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("server", metavar="SERVER", type=_one_of((*SERVERS, "systemd", "workers", "cron", "nginx")))
    parser.add_argument("root", metavar="ROOT", nargs="?", type=_text)
    parser.add_argument("--bind", type=_text, metavar="HOST:PORT", help="address of the server, also unix:/PATH")
    parser.add_argument("--directory", type=_text, metavar="DIR", help="directory for the files of `config systemd`, one for each unit")


def _help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("about", nargs="?", choices=list(COMMANDS))


def _cache(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("clean",))


COMMANDS = {
    "serve": ("commands.serve", _serve),
    "info": ("commands.info", _info),
    "check": ("commands.check", _check),
    "run": ("commands.run", _run),
    "shell": ("commands.shell", _run),
    "deploy": ("deployment.deploy", _deploy),
    "rollback": ("deployment.rollback", _rollback),
    "list": ("deployment.listing", _list),
    "status": ("deployment.status", _list),
    "config": ("commands.config", _config),
    "cache": ("commands.cleaning", _cache),
    "help": ("commands.cli", _help),
}
