"""The tool's usage page: commands, options, and which module does each."""

import argparse
import errno
import importlib
import os
import sys

from _pywar.archive import manifest
from _pywar.base import exits
from _pywar.base.report import Refusal, damaged_tool
from _pywar.boot import process
from _pywar.commands import options

_APPLICATIONS = ("run", "serve", "shell")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
USAGE = """\
python3 {archive} [COMMAND]      without one: serve
  serve [--bind 127.0.0.1:8000] [-- SERVER OPTIONS]
  info [--json]                         what is inside, and for whom
  check                                 does this archive fit this machine, does its entry import
  check ROOT|RELEASE                    every file against both records; nothing is imported
  run MODULE|SCRIPT [ARGS]              inside the environment: run manage.py migrate
  shell
  deploy ROOT [--server NAME] [--check-url URL] [--check-timeout 30] [--keep 5] [--hooks all|none|only]
              [--sql CMD] [--env-file FILE] [--owner USER[:GROUP]] [--public-key FILE] [--repair]
              [--replace]
  rollback ROOT [--to RELEASE] [--check-url URL]
  list ROOT [--json]
  status ROOT [--json]                  what serves, since when, is it healthy; 0 well, 1 not, 4 a wrong `current`
  config mod_wsgi|gunicorn|uwsgi|uvicorn|systemd|nginx [ROOT] [--bind HOST:PORT]
  cache clean                           remove unpacked archives of this user that no process runs
  help [COMMAND]
  --version
exit: 0 done, 1 failed and what served before still serves, 2 usage,
      3 wrong interpreter or platform, or the entry does not import, 4 a file does not match its record,
      130 stopped by ^C
"""


def main(root, arguments):
    """Run one command; gives its exit code.  Usage errors end the process with 2."""
    if arguments[:1] in (["--version"], ["-V"]):
        arguments = ["help", *arguments]
    parser = _parser(root)
    if arguments[:1] == ["help"]:
        return _help(parser, root, arguments[1:])
    request = _request(parser, arguments)
    module = _module(root, request.module)
    try:
        code = module.main(root, request) or exits.DONE
        if request.command not in _APPLICATIONS:
            sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        if request.command not in _APPLICATIONS:
            sys.stderr.write("pywar: stopped by ^C\n")
        return exits.INTERRUPTED
    except OSError as problem:
        if request.command in _APPLICATIONS:
            raise  # the application's own
        if _cannot_print():
            # what is still unwritten would fail once more when the process ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(problem, BrokenPipeError):
            return exits.DONE  # the reader of our output has gone: not an error of ours
        raise _disk(problem, getattr(request, "root", None)) from None


def _help(parser, root, words):
    """`help`, `help COMMAND` and `--version`."""
    if words[:1] in (["--version"], ["-V"]) and len(words) == 1:
        found = manifest.read(root)
        tool = found["build"].get("tool") or "unknown"
        print(f"{found['name']} {found['version']} (build {found['build']['id']}, made by {tool})")
        return exits.DONE
    about = parser.parse_args(["help", *words]).about
    print(_part_about(about) if about else parser.format_help(), end="")
    return exits.DONE


def _part_about(command):
    """The lines of the page for one command, with those that continue them."""
    lines, is_in = [], False
    for line in USAGE.splitlines(True)[1:]:
        if not line.startswith("   "):
            is_in = line.split()[0] == command
        lines += [line] if is_in else []
    return "".join(lines)


def _module(root, name):
    try:
        return importlib.import_module(f"_pywar.{name}")
    except Exception as problem:  # whatever the import of damaged bytes raises
        raise damaged_tool(root, problem) from None


def _cannot_print():
    try:
        sys.stdout.flush()
    except OSError:
        return True
    return False


def _disk(problem, place):
    """A full disk or a missing right is no bug of ours."""
    places = " -> ".join(str(name) for name in (problem.filename, problem.filename2) if name)
    where = f": `{places}`" if places else f", while working on `{place}`" if place else ""
    rows, hints = [], []
    if problem.errno in _FULL:
        hints = ["free some space, then run this again"]
    elif isinstance(problem, PermissionError):
        rows = [f"this runs as user id {os.geteuid()}"]
        hints = ["run it as the user who deploys here, or with sudo"]
    return Refusal(f"{problem.strerror or problem}{where}", rows, hints, status=exits.FAILED)


def _request(parser, arguments):
    """Parse; what belongs to the command or server that is to be started is left alone."""
    if not arguments or arguments[0] == "--" or arguments[0].startswith("--bind"):
        arguments = ["serve", *arguments]
    rest = []
    if arguments[0] == "run" and arguments[1:2] not in (["-h"], ["--help"]):
        arguments, rest = arguments[:1], arguments[1:]
    elif arguments[0] == "serve" and "--" in arguments:
        cut = arguments.index("--")
        arguments, rest = arguments[:cut], arguments[cut + 1 :]
    request = parser.parse_args(arguments)
    request.rest = rest
    return request


class _Parser(argparse.ArgumentParser):
    """argparse with the page above for `--help` and as the end of every usage error."""

    page = ""

    def format_help(self):
        return self.page

    def error(self, message):
        sys.stderr.write(f"pywar: {message}\n{self.page}")
        sys.exit(exits.USAGE)


def _parser(root):
    name = os.path.basename(root) if os.path.isfile(root) else process.spelled_root()
    _Parser.page = USAGE.format(archive=name)
    parser = _Parser(prog="pywar", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    for command, (module, add) in options.COMMANDS.items():
        one = commands.add_parser(command, allow_abbrev=False)
        one.set_defaults(module=module)
        add(one)
    return parser
