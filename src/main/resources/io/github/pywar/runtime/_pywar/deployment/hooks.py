"""The hooks `hooks/{prepare,pre-deploy,post-deploy}/NN-name.{py,sh,sql}`: run in order, once for each release.

The state of a hook is an entry in `.pywar/hooks/RELEASE.json`: started, done or failed, with the time of
its start.  A hook that was started and never finished is reported: the user must find out how far it came.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import time

from _pywar.base import exits, files
from _pywar.base.report import Refusal
from _pywar.boot import envfile
from _pywar.deployment import atomic, children, state

TYPE_CHECKING = False
if TYPE_CHECKING:  # types only: a command does not import them
    from typing import Any, Callable, Iterable, Iterator

    from _pywar.archive.bundle import Bundle
    from _pywar.deployment.directory import Deployment
    from _pywar.deployment.owner import Owner

PHASES = ("prepare", "pre-deploy", "post-deploy")
_KINDS = (".py", ".sh", ".sql")
_SELECTED = {
    "all": PHASES,
    "only": PHASES,
    "none": (),
    "prepare": PHASES[:1],
    "pre-deploy": PHASES[:2],
    "post-deploy": PHASES[2:],
}
# bytes; the kernel reads fewer
_FIRST_LINE = 4096


def find(names: Iterable[str], folder: str) -> dict[str, list[str]]:
    """Return phase -> file names in order, from the archive's member names."""
    hooks = {phase: [] for phase in PHASES}
    for name in sorted(names):
        parts = name.split("/")
        if len(parts) == 3 and parts[0] == folder and parts[1] in hooks and name.endswith(_KINDS):
            hooks[parts[1]].append(parts[2])
    return hooks


def selected(phase: str, option: str) -> bool:
    """Return whether `--hooks` selects a phase: `prepare` is for each machine, the others are for all machines together."""
    return phase in _SELECTED[option]


def check_sql(hooks: dict[str, list[str]], sql: str | None, option: str) -> None:
    """Refuse selected `.sql` hooks without a command for them, before anything else happens."""
    phases = [phase for phase in PHASES if selected(phase, option)]
    files = [f"{phase}/{name}" for phase in phases for name in hooks[phase] if name.endswith(".sql")]
    if sql is not None:
        _check_command(sql)
    if files and not sql:
        raise Refusal(
            "the archive has SQL hooks, and there is no `--sql` with a command for them",
            [f"hooks/{name}" for name in files],
            ["name the command: --sql 'psql -f {}'", "or deploy without hooks: --hooks=none"],
            status=exits.USAGE,
        )


def _check_command(sql: str) -> None:
    """Refuse a command without {}; its text is not shown, because it may hold a password."""
    hints = ["write {} in place of the file: --sql 'psql -f {}'"]
    if "{}" not in sql:
        raise Refusal("the command of `--sql` has no `{}`", hints=hints, status=exits.USAGE)
    try:
        shlex.split(sql)
    except ValueError as problem:
        raise Refusal("the command of `--sql` is no command line", [str(problem)], hints, status=exits.USAGE) from None


def _variables(path: str, owner: Owner) -> dict[str, str]:
    """Return the variables of an environment file; the exit code of an error is not that of a fault of the entry.

    A process of the owner reads it: no file that only root may read gets into the environment of a hook,
    whatever another user puts at `path` meanwhile.
    """
    accepted = {0, os.geteuid(), owner.uid}
    try:
        atomic.check_link(path)
        data = children.call_as(lambda: files.read(os.path.realpath(path), atomic.ENV_BYTES, accepted), owner)
        return envfile.parse(envfile.decoded(data, path), path)
    except OSError as problem:
        raise _unreadable(path, problem, owner) from None
    except Refusal as refusal:
        refusal.status = exits.FAILED
        raise


def _unreadable(path: str, problem: OSError, owner: Owner) -> Refusal:
    return Refusal(
        f"the environment file `{path}` cannot be read",
        [f"{problem.strerror}, as user id {owner.uid}"],
        [f"let the group of {owner.text} read it: chmod 0640 {path}"],
        status=exits.FAILED,
    )


def notes_of(deployment: Deployment, release: str) -> str:
    """Return the path of the record of a release's hooks."""
    return os.path.join(deployment.notes, "hooks", f"{release}.json")


def pending(deployment: Deployment, release: str, phase: str, names: list[str]) -> list[str]:
    """Return the hooks of `phase` that have not run to their end, also of a release that is not unpacked yet."""
    path = notes_of(deployment, release)
    return _pending(_states(path), path, phase, names)


def _states(path: str) -> dict[str, dict[str, Any]]:
    # the user may have edited the file, and written only the state
    noted = state.read(path, "which hooks ran")
    return {key: note if isinstance(note, dict) else {"state": note} for key, note in noted.items()}


def _pending(states: dict[str, dict[str, Any]], path: str, phase: str, names: list[str]) -> list[str]:
    for name in names:
        note = states.get(f"{phase}/{name}", {})
        if note.get("state") == "started":
            raise _interrupted(f"{phase}/{name}", note, path)
    return [name for name in names if states.get(f"{phase}/{name}", {}).get("state") != "done"]


class Hooks:
    """Hooks of one release, with the record of those that ran."""

    def __init__(self, deployment: Deployment, bundle: Bundle, owner: Owner, sql: str | None) -> None:
        self.deployment = deployment
        self.bundle = bundle
        self.owner = owner
        self.sql = sql
        self._path = notes_of(deployment, os.path.basename(bundle.root))
        self._states = _states(self._path)

    def pending(self, phase: str, names: list[str]) -> list[str]:
        """Return the hooks of `phase` that have not run to their end; refuse an interrupted one."""
        return _pending(self._states, self._path, phase, names)

    def run(self, phase: str, names: list[str], previous: str | None) -> list[str]:
        """Run the pending hooks and return their names."""
        pending = self.pending(phase, names)
        for name in pending:
            self._run_one(phase, name, previous)
        return pending

    def _run_one(self, phase: str, name: str, previous: str | None) -> None:
        key = f"{phase}/{name}"
        path = os.path.join(self.bundle.hooks, phase, name)
        command, environment = self._command(path), self._environment(phase, previous)
        with self._note_start(key) as note:
            try:
                # without a timeout: only the deploying user may end a migration midway
                code = children.run(command, self.owner, environment, self.bundle.working_directory, ends_all=False).code
            except OSError as problem:
                note("failed")
                raise _cannot_start(key, command[0], problem) from None
            note("done" if code == 0 else "failed")
        if code != 0:
            raise Refusal(
                f"the hook `{key}` of {self.bundle.label} ended with {code}",
                [path],
                ["its output above has the reason", "the next deploy runs it again"],
                status=exits.FAILED,
            )

    def _command(self, path: str) -> list[str]:
        if path.endswith(".py"):
            console = os.path.join(self.bundle.root, "_pywar", "console.py")
            return [os.path.join(self.bundle.scripts, "python"), console, path]
        if path.endswith(".sh"):
            return [*_interpreter(path), path]
        program, *words = [path if word == "{}" else word.replace("{}", path) for word in shlex.split(self.sql)]
        # the program of the machine, not a script of that name in the archive
        return [shutil.which(program) or program, *words]

    def _environment(self, phase: str, previous: str | None) -> dict[str, str]:
        """Return the environment of a hook: that of every child, `shared/env`, and the variables `PYWAR_*`."""
        found = children.environment(self.owner)
        path = next((path for path in (self.deployment.env_next, self.deployment.env) if os.path.lexists(path)), None)
        if path:
            found.update(_variables(path, self.owner))
            found["PYWAR_ENV_FILE"] = path
        # `python` is the release's; any other program is the machine's, not a library's script of the same name
        folders = [self.bundle.interpreters, found.get("PATH") or os.defpath, self.bundle.scripts]
        found["PATH"] = os.pathsep.join(folders)
        found["VIRTUAL_ENV"] = self.bundle.root
        found.update(
            PYWAR_ROOT=self.deployment.path,
            PYWAR_RELEASE=self.bundle.root,
            PYWAR_PREVIOUS=self.deployment.release(previous) if previous else "",
            PYWAR_SHARED=self.deployment.shared,
            PYWAR_NAME=self.bundle.name,
            PYWAR_VERSION=self.bundle.version,
            PYWAR_PHASE=phase,
        )
        return found

    @contextlib.contextmanager
    def _note_start(self, key: str) -> Iterator[Callable[[str], None]]:
        """Record `key` as started; the body calls the yielded function with `done` or `failed`.

        Both results are written beforehand and only renamed afterwards: a hook may fill the disk.
        """
        os.makedirs(os.path.dirname(self._path), 0o755, exist_ok=True)
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        texts = {}
        for end in ("done", "failed", "started"):
            states = {**self._states, key: {"state": end, "time": now}}
            texts[end] = (json.dumps(states, indent=2) + "\n").encode("utf-8")
        ends = {end: f"{self._path}.{end}" for end in ("done", "failed")}

        def note(end: str) -> None:
            atomic.rename(ends[end], self._path)
            self._states[key] = {"state": end, "time": now}

        try:
            for end, path in ends.items():
                atomic.write(path, texts[end])
            atomic.write(self._path, texts["started"])
            yield note
        finally:
            for path in ends.values():
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(path)


def _interpreter(path: str) -> list[str]:
    """Return the interpreter of a script's first line, as the kernel reads it, else `/bin/sh`; no x bit is needed."""
    with open(path, "rb") as stream:
        line = stream.readline(_FIRST_LINE)
    words = os.fsdecode(line[2:]).strip().split(None, 1) if line.startswith(b"#!") else []
    return words or ["/bin/sh"]


def _cannot_start(key: str, program: str, problem: OSError) -> Refusal:
    # a shell allows `PASSWORD=x` before a command: its value is not logged
    name = program.partition("=")[0]
    return Refusal(
        f"the hook `{key}` cannot be started: `{name}`: {problem.strerror}",
        ["no part of it has run"],
        [f"install `{name}`", "or use another program: in the script's first line, or with --sql"],
        status=exits.FAILED,
    )


def _interrupted(key: str, note: dict[str, Any], path: str) -> Refusal:
    return Refusal(
        f"the hook `{key}` was started at {note.get('time')} and never finished",
        ["it may have done part of its work, so it is not repeated automatically"],
        [
            f"find out what it did; to run it again, delete its entry in {path}",
            'to continue without it, set its state to "done" there, or deploy with --hooks=none',
        ],
        status=exits.FAILED,
    )
