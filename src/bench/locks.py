#!/usr/bin/env python3
"""Write locks of uv, Poetry, PDM and Pipenv for random projects, with what the tools export from them.

    python3 src/bench/locks.py FOLDER --index URL --seeds 1-5 --tool uv=BIN/uv --tool poetry=BIN/poetry
    mvn test -Dtest=RecordedLocksTest -Dpywar.locks=FOLDER

Each project is a folder with the declaration and the lock. For each selection of extras and groups it has a file with the
declared requirements and a file with the export of the tool. The test compares the export with the pins for many targets.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

POOL = [
    "flask", "flask[async]", "requests[socks]", "httpx[http2]", "django", "sqlalchemy[asyncio]", "click", "rich",
    "pydantic", "jinja2", "attrs", "importlib-metadata", "tomli", "colorama", "tzdata", "redis", "gunicorn", "werkzeug",
    "aiohttp", "uvicorn", "celery", "python-dateutil", "marshmallow", "alembic", "anyio", "cattrs", "starlette",
    "beautifulsoup4", "tqdm", "pyyaml", "virtualenv", "zope-interface", "arrow", "babel", "pendulum", "waitress",
]
# PDM 2.29 leaves a requirement with such a marker out of its lock.
EITHER = "sys_platform == 'darwin' or python_version < '3.10'"
MARKERS = [
    "sys_platform == 'win32'", "sys_platform != 'win32'", "python_version < '3.11'", "python_version >= '3.10'",
    "platform_machine == 'x86_64'", "implementation_name == 'cpython' and sys_platform == 'linux'", EITHER,
]
PYTHONS = [">=3.8", ">=3.9", ">=3.10", ">=3.9,<3.13"]


class Project:
    """A random project: requirements, one or two extras, one group."""

    def __init__(self, seed, forks, unmarked=lambda one: False):
        pick = random.Random(seed)
        names = pick.sample(POOL, pick.randint(6, 10))
        self.python = pick.choice(PYTHONS)
        self.requirements = [self.requirement(pick, name) for name in names[:-4]]
        self.requirements = [one.split(" ; ")[0] if unmarked(one) else one for one in self.requirements]
        if forks:
            self.requirements.append("numpy")
        self.extras = {"one": names[-4:-2]}
        self.groups = {"tools": names[-2:]}

    @staticmethod
    def requirement(pick, name):
        return f"{name} ; {pick.choice(MARKERS)}" if pick.random() < 0.3 else name

    def declared(self, extras, groups):
        lines = list(self.requirements)
        for extra in extras:
            lines += self.extras[extra]
        for group in groups:
            lines += self.groups[group]
        return lines

    def selections(self):
        return [((), ()), (("one",), ()), ((), ("tools",)), (("one",), ("tools",))]


def table(title, values):
    return f"[{title}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items()) + "\n"


def pep621(project):
    return (
        table("project", {"name": "shop", "version": "1.0", "requires-python": project.python,
                          "dependencies": project.requirements})
        + table("project.optional-dependencies", project.extras)
    )


def poetry_entry(requirement, optional=False):
    match = re.fullmatch(r"([a-z0-9-]+)(?:\[(.*)\])?(?: ; (.*))?", requirement)
    fields = ['version = "*"']
    if match[2]:
        fields.append(f"extras = {json.dumps(match[2].split(','))}")
    if match[3]:
        fields.append(f"markers = {json.dumps(match[3])}")
    if optional:
        fields.append("optional = true")
    return f"{match[1]} = {{{', '.join(fields)}}}\n"


def run(command, folder, **variables):
    env = {**os.environ, **variables}
    for name in ("VIRTUAL_ENV", "PYTHONPATH"):
        env.pop(name, None)
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=900)
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stdout[-1500:]} {done.stderr[-1500:]}")
    return done.stdout


class Uv:
    declaration = "pyproject.toml"
    group = None

    @staticmethod
    def unmarked(requirement):
        return False

    def __init__(self, tool, index):
        self.tool, self.index = tool, index

    def text(self, project):
        return pep621(project) + table("dependency-groups", project.groups)

    def lock(self, folder, project):
        run([self.tool, "lock"], folder, UV_DEFAULT_INDEX=self.index)

    def export(self, folder, extras, groups):
        command = [self.tool, "export", "--frozen", "--no-emit-project", "--no-default-groups", "--no-header"]
        command += [word for extra in extras for word in ("--extra", extra)]
        command += [word for group in groups for word in ("--group", group)]
        return run(command, folder, UV_DEFAULT_INDEX=self.index)


class Poetry:
    declaration = "pyproject.toml"
    group = None
    unmarked = staticmethod(Uv.unmarked)

    def __init__(self, tool, index):
        self.tool, self.index = tool, index

    def text(self, project):
        groups = "".join(poetry_entry(one) for one in project.groups["tools"])
        bounded = project.python if "<" in project.python else project.python + ",<4.0"
        return (
            pep621(project).replace(json.dumps(project.python), json.dumps(bounded))
            + table("tool.poetry", {"package-mode": False}) + "[tool.poetry.group.tools.dependencies]\n" + groups
            + self.source()
        )

    def source(self):
        return "\n[[tool.poetry.source]]\n" + f'name = "main"\nurl = "{self.index}/"\npriority = "primary"\n'

    def lock(self, folder, project):
        run([self.tool, "lock", "-n"], folder)

    def export(self, folder, extras, groups):
        command = [self.tool, "export", "-n"]
        command += [word for extra in extras for word in ("-E", extra)]
        command += [word for group in groups for word in ("--with", group)]
        return run(command, folder)


class Poetry1(Poetry):
    """Poetry before 2.0, with its own table instead of [project]."""

    def text(self, project):
        bounded = project.python if "<" in project.python else project.python + ",<4.0"
        text = table("tool.poetry", {"name": "shop", "version": "1.0", "description": "", "authors": [],
                                     "package-mode": False})
        text += f'[tool.poetry.dependencies]\npython = "{bounded}"\n'
        text += "".join(poetry_entry(one) for one in project.requirements)
        text += "".join(poetry_entry(one, optional=True) for one in project.extras["one"])
        text += "\n" + table("tool.poetry.extras", {"one": [one.split("[")[0] for one in project.extras["one"]]})
        text += "[tool.poetry.group.tools.dependencies]\n" + "".join(poetry_entry(one) for one in project.groups["tools"])
        return text + self.source()


class Pdm:
    declaration = "pyproject.toml"
    group = None

    @staticmethod
    def unmarked(requirement):
        return EITHER in requirement

    def __init__(self, tool, index):
        self.tool, self.index = tool, index

    def text(self, project):
        return pep621(project) + table("dependency-groups", project.groups)

    def lock(self, folder, project):
        run([self.tool, "use", "-f", sys.executable], folder, PDM_PYPI_URL=self.index)
        run([self.tool, "lock", "-G:all"], folder, PDM_PYPI_URL=self.index)

    def export(self, folder, extras, groups):
        command = [self.tool, "export", "--prod", "--no-extras"]
        if groups:
            command = [self.tool, "export", "--no-extras", "-G", ",".join(groups)]
        command += [word for extra in extras for word in ("-G", extra)]
        return run(command, folder, PDM_PYPI_URL=self.index)


class PdmWalk(Pdm):
    """PDM without the markers and groups of packages. It exports only locks that have them, so the export is made first."""

    def finish(self, folder):
        run([self.tool, "lock", "-G:all", "--update-reuse", "--strategy", "no_inherit_metadata"], folder,
            PDM_PYPI_URL=self.index)


class Pipenv:
    """Pipenv locks what applies to the machine that locks, so its projects have no markers."""

    declaration = "Pipfile"
    group = "dev-packages"

    @staticmethod
    def unmarked(requirement):
        return True

    def __init__(self, tool, index):
        self.tool, self.index = tool, index

    def text(self, project):
        text = f'[[source]]\nname = "main"\nurl = "{self.index}"\nverify_ssl = true\n\n'
        text += "[packages]\n" + "".join(poetry_entry(one) for one in project.requirements)
        text += "\n[dev-packages]\n" + "".join(poetry_entry(one) for one in project.groups["tools"])
        return text + '\n[requires]\npython_version = "%d.%d"\n' % sys.version_info[:2]

    def lock(self, folder, project):
        run([self.tool, "lock", "--python", sys.executable], folder, PIPENV_IGNORE_VIRTUALENVS="1")

    def export(self, folder, extras, groups):
        if extras:
            return None
        names = "packages,dev-packages" if groups else "packages"
        return run([self.tool, "requirements", "--hash", "--categories", names], folder, PIPENV_IGNORE_VIRTUALENVS="1")


TOOLS = {"uv": Uv, "poetry": Poetry, "poetry1": Poetry1, "pdm": Pdm, "pdm-walk": PdmWalk, "pipenv": Pipenv}


def write(target, tool, seed, name, forks):
    project = Project(seed, forks, tool.unmarked)
    folder = target / f"{name}-{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / tool.declaration).write_text(tool.text(project))
    tool.lock(folder, project)
    written = 0
    for extras, groups in project.selections():
        exported = tool.export(folder, extras, groups)
        if exported is not None:
            selection = "+".join([*(f"extra={one}" for one in extras), *(f"group={tool.group or one}" for one in groups)]) or "main"
            (folder / f"{selection}.declared.txt").write_text("\n".join(project.declared(extras, groups)) + "\n")
            (folder / f"{selection}.exported.txt").write_text(exported)
            written += 1
    if isinstance(tool, PdmWalk):
        tool.finish(folder)
    for name in (".venv", ".pdm-python", ".python-version"):
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return written


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--index", required=True, help="URL of a simple index, without a slash at the end")
    parser.add_argument("--seeds", default="1-5", help="a range of seeds, for example 1-5")
    parser.add_argument("--tool", action="append", default=[], metavar="NAME=PROGRAM", help=f"one of {', '.join(TOOLS)}")
    parser.add_argument("--forks", action="store_true", help="require numpy too, of which uv locks several versions")
    options = parser.parse_args()
    first, last = map(int, options.seeds.split("-"))
    for seed in range(first, last + 1):
        for text in options.tool:
            name, program = text.split("=", 1)
            try:
                count = write(options.folder, TOOLS[name](program, options.index), seed, name, options.forks)
                print(f"{name} seed {seed}: {count} selections", flush=True)
            except (RuntimeError, subprocess.TimeoutExpired) as error:
                print(f"{name} seed {seed}: no lock, {str(error)[-400:]}", flush=True)


if __name__ == "__main__":
    main()
