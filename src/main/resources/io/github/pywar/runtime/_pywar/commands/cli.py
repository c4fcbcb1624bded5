"""Command line of the tool: its usage page, and the call of a command's module."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from types import ModuleType
from typing import NoReturn

from _pywar.archive import manifest
from _pywar.base import disk, exits
from _pywar.base.report import damaged_tool
from _pywar.boot import process
from _pywar.commands import options

_APPLICATIONS = ("run", "serve", "shell")
USAGE = """\
python3 {archive} [COMMAND]      without a command: serve
  serve [--bind 127.0.0.1:8000] [--env-file FILE] [-- SERVER OPTIONS]
  info [--json|--target]                show the content and the target of the archive, or the target of this machine
  check [--env-file FILE]               check that the archive fits this machine and that its entry imports
  check ROOT|RELEASE                    check every file against both records; nothing is imported
  run [--here] [--env-file FILE] PROCESS|MODULE|SCRIPT [ARGS]
                                        run it inside the environment: run manage.py migrate, run worker
  shell [--here] [--env-file FILE]      start an interactive Python inside the environment
  deploy ROOT [--server NAME] [--check-url URL] [--check-timeout 30] [--keep 5] [--hooks PHASES]
              [--sql CMD] [--env-file FILE] [--owner USER[:GROUP]] [--public-key FILE] [--repair]
              [--hard-links] [--replace] [--from URL|FILE] [--plan] [--json]
  rollback ROOT [--to RELEASE] [--check-url URL] [--plan] [--json]
  list ROOT [--json]                    list the releases
  status ROOT [--json]                  show the serving release and its health; 0 healthy, 1 not, 4 an invalid `current`
  config mod_wsgi|gunicorn|uwsgi|uvicorn|granian|systemd|workers|cron|nginx [ROOT] [--bind HOST:PORT] [--directory DIR]
  cache clean                           remove unpacked archives of this user that no process runs
  help [COMMAND]                        show this page, or a command and its options
  --version
exit: 0 done, 1 failed and the previous release still serves, 2 usage,
      3 wrong interpreter or platform, or the entry does not import, 4 a file does not match its record,
      130 stopped by ^C
"""


def main(root: str, arguments: list[str]) -> int:
    """Run one command and return its exit code; a usage error ends the process with 2."""
    if arguments[:1] in (["--version"], ["-V"]):
        arguments = ["help", *arguments]
    parser = _parser(root)
    if arguments[:1] == ["help"]:
        return _help(parser, root, arguments[1:])
    request = _request(parser, arguments)
    module = _module(root, request.module)
    try:
        code = module.main(root, request) or exits.DONE
        if request.command not in _APPLICATIONS and sys.stdout is not None:  # it is None where the caller has closed it
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
            # the unwritten rest would fail once more when the process ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(problem, BrokenPipeError):
            return exits.DONE  # the reader of the output has ended, which is no error of the command
        raise disk.refusal(problem, getattr(request, "root", None)) from None


def _help(parser: _Parser, root: str, words: list[str]) -> int:
    """Print the answer to `help`, `help COMMAND` or `--version`."""
    if words[:1] in (["--version"], ["-V"]) and len(words) == 1:
        found = manifest.read(root)
        tool = found["build"].get("tool") or "unknown"
        print(f"{found['name']} {found['version']} (build {found['build']['id']}, made by {tool})")
        return exits.DONE
    about = _parse(parser, ["help", *words]).about
    print((parser.commands[about] if about else parser).format_help(), end="")
    return exits.DONE


def _part_about(command: str) -> list[str]:
    """Return the lines of the usage page for one command, with their continuations."""
    lines, is_in = [], False
    for line in USAGE.splitlines(True)[1:]:
        if not line.startswith("   "):
            is_in = line.split()[0] == command
        lines += [line] if is_in else []
    return lines


def _module(root: str, name: str) -> ModuleType:
    try:
        return importlib.import_module(f"_pywar.{name}")
    except Exception as problem:  # the import of damaged bytes raises any kind
        raise damaged_tool(root, problem) from None


def _cannot_print() -> bool:
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        return True
    return False


def _request(parser: _Parser, arguments: list[str]) -> argparse.Namespace:
    """Parse the command line; arguments for a started command or server are not parsed."""
    if not arguments or arguments[0] == "--" or arguments[0].startswith(("--bind", "--env-file")):
        arguments = ["serve", *arguments]
    rest: list[str] = []
    if arguments[0] == "run" and arguments[1:2] not in (["-h"], ["--help"]):
        cut = 1 + options.own_options(arguments[1:])
        arguments, rest = arguments[:cut], arguments[cut:]
    elif arguments[0] == "serve" and "--" in arguments:
        cut = arguments.index("--")
        arguments, rest = arguments[:cut], arguments[cut + 1 :]
    request = _parse(parser, arguments)
    request.words = arguments
    request.rest = rest
    return request


def _parse(parser: _Parser, arguments: list[str]) -> argparse.Namespace:
    """Parse, and report unknown arguments with the usage of the command, not with that of the tool."""
    request, unknown = parser.parse_known_args(arguments)
    if unknown:
        parser.commands[request.command].error(f"unrecognized arguments: {' '.join(unknown)}")
    return request


class _Parser(argparse.ArgumentParser):
    """argparse with the usage page for `--help`, and one line of it after an error."""

    archive = ""
    command: str | None = None
    commands: dict[str, _Parser]

    def format_help(self) -> str:
        if self.command is None:
            return USAGE.format(archive=self.archive)
        return "".join(_part_about(self.command)) + "".join(map(_option_line, self._actions))

    def error(self, message: str) -> NoReturn:
        """Print the message, one line of usage and a hint, and exit."""
        lines = _part_about(self.command) if self.command else ["COMMAND\n"]
        line = lines[0].split("   ")[0].strip() if len(lines) < 3 else f"{lines[0].split(' [')[0].strip()} [OPTIONS]"
        about = f"help {self.command}" if self.command else "help"
        sys.stderr.write(f"pywar: {message}\nusage: python3 {self.archive} {line}\nhint: python3 {self.archive} {about}\n")
        sys.exit(exits.USAGE)


def _option_line(action: argparse.Action) -> str:
    """Return one line for an option, nothing for `--help` and for positional arguments."""
    if not action.option_strings or action.dest == "help":
        return ""
    name = f"{action.option_strings[0]} {action.metavar or ''}".strip()
    return f"    {name:<25} {action.help}\n"


def _parser(root: str) -> _Parser:
    _Parser.archive = os.path.basename(root) if os.path.isfile(root) else process.spelled_root()
    parser = _Parser(prog="pywar", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    parser.commands = commands.choices
    for command, (module, add) in options.COMMANDS.items():
        one = commands.add_parser(command, allow_abbrev=False)
        one.command = command
        one.set_defaults(module=module)
        add(one)
    return parser
