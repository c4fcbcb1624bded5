"""The values of a configuration: paths, owner, address and interpreter of a deployment or tree."""

from __future__ import annotations

import functools
import glob
import os
import pwd
import re
import sys
import urllib.parse
from typing import Iterable

from _pywar.archive import manifest, source
from _pywar.archive.bundle import Bundle
from _pywar.base import exits
from _pywar.base.report import Refusal
from _pywar.boot.paths import offers
from _pywar.deployment import owner, release
from _pywar.deployment.directory import Deployment
from _pywar.deployment.state import State


class Facts:
    """A deployment (`/srv/shop`), also before its first release, or a tree that was unpacked by hand."""

    def __init__(self, bundle: Bundle, path: str, deployment: Deployment | None, bind: str | None = None) -> None:
        self.bundle = bundle
        self.path = path
        self.deployment = deployment
        self._bind = bind

    @classmethod
    def of(cls, tool_root: str, named: str | None, bind: str | None = None) -> Facts:
        """Return the facts of `named`, a deployment or a tree; without it, of the one that this tool runs from."""
        place = named or _own_place(tool_root)
        _check_spelling(os.path.abspath(place))
        deployment = Deployment(place)
        if deployment.current():
            return cls(Bundle(deployment.current_link), deployment.current_link, deployment, bind)
        if os.path.isfile(os.path.join(place, *manifest.PATH.split("/"))):
            return cls(Bundle(place), os.path.abspath(place), None, bind)
        if os.path.isdir(deployment.releases) or not os.path.exists(place) or (os.path.isdir(place) and not os.listdir(place)):
            return Planned(Bundle(tool_root), deployment.current_link, deployment, bind)
        raise Refusal(
            f"`{place}` is neither a deployment nor an unpacked archive", hints=["config SERVER ROOT"], status=exits.USAGE
        )

    @property
    def bind(self) -> str:
        """The server's address: `--bind`, or else the port of the deployment's check URL, if that is on this machine."""
        return self._bind or _local_address(self.check_url) or "127.0.0.1:8000"

    @property
    def check_url(self) -> str | None:
        return State(self.deployment).options.get("check_url") if self.deployment else None

    @property
    def name(self) -> str:
        return self.bundle.name

    @property
    def state_folder(self) -> str:
        """The folder of pid files: `shared/`, which the server may write; a tree unpacked by hand has none."""
        return self.deployment.shared if self.deployment else "/run"

    def owner(self, server: str | None) -> owner.Owner:
        """Return the owner of the server's processes; root only if declared, because Apache refuses to run as root."""
        if self.deployment is None:
            return _web_user()
        options = State(self.deployment).options
        found = owner.determine(options.get("owner"), server or options.get("server"), self.deployment)
        return _web_user() if found.uid == 0 and not options.get("owner") else found

    def owner_lines(self, server: str | None) -> list[str]:
        """Return the comment lines on that owner."""
        found = self.owner(server)
        if self.deployment is None or os.stat(self.deployment.shared).st_uid == found.uid:
            return []
        return [f"First, once: deploy {self.deployment.path} --owner {found.text} gives them shared/."]

    @property
    def server(self) -> str | None:
        """The server of the last deployment, if it had one."""
        return State(self.deployment).options.get("server") if self.deployment else None

    @property
    def python(self) -> str:
        """The tree's own interpreter; of a tree unpacked by hand, the running one, if it fits."""
        own = os.path.join(self.path, "bin", "python")
        if os.path.exists(own):
            return own
        fits = self.bundle.python == "%d.%d" % sys.version_info[:2]
        return release.interpreter() if fits else f"/usr/bin/env python{self.bundle.python}"

    @property
    def machine_python(self) -> str:
        """The interpreter that the tree's own links to: it has the machine's packages."""
        own = os.path.join(self.path, "bin", "python")
        return os.readlink(own) if os.path.islink(own) else self.python

    @property
    def home(self) -> str | None:
        """The value of `python-home=` and `virtualenv=`; None where 3.14 would lack the `home` that only deploy writes."""
        is_modern = tuple(int(part) for part in self.bundle.python.split(".")) >= (3, 14)
        return None if is_modern and not os.path.exists(os.path.join(self.path, "bin", "python")) else self.path

    @property
    def entry(self) -> str:
        return f"_pywar.{'asgi' if self.bundle.interface == 'asgi' else 'entry'}:application"

    @property
    def app(self) -> str:
        """The working directory on every server; by `current`, so that a restart finds the next release."""
        return os.path.normpath(os.path.join(self.path, os.path.relpath(self.bundle.working_directory, self.bundle.root)))

    @property
    def static(self) -> tuple[str, bool]:
        """The folder of static files, and whether it exists now."""
        shared = os.path.join(self.deployment.shared, "static") if self.deployment else None
        own = os.path.join(self.path, "static")
        for folder in (shared, own):
            if folder and os.path.isdir(folder):
                return folder, True
        return shared or own, False

    def has(self, package: str) -> bool:
        """Return whether the libraries have the package or module, so that the tree's own interpreter can run it."""
        folder, _, name = package.replace(".", "/").rpartition("/")
        return offers(os.path.join(self.bundle.libraries, folder), name)

    def require_interface(self, interface: str) -> None:
        """Refuse a configuration for a server of the other interface."""
        if self.bundle.interface != interface:
            raise Refusal(
                f"{self.bundle.label} is an application for {self.bundle.interface.upper()}, not for {interface.upper()}",
                hints=["config uvicorn" if self.bundle.interface == "asgi" else "config gunicorn"],
                status=exits.USAGE,
            )


class Planned(Facts):
    """A deployment without a release, as the first `deploy` of this archive makes it."""

    @property
    def python(self) -> str:
        return os.path.join(self.path, "bin", "python")

    @property
    def machine_python(self) -> str:
        return release.interpreter()

    @property
    def home(self) -> str | None:
        return self.path

    @property
    def app(self) -> str:
        return os.path.join(self.path, self.bundle.app_folder)

    def owner_lines(self, server: str | None) -> list[str]:
        return ["There is no release yet: deploy the archive first."]

    def has(self, package: str) -> bool:
        folder = self.bundle.libraries_folder + "/"
        return any(name.startswith((f"{folder}{package}/", f"{folder}{package}.")) for name in self._names)

    @functools.cached_property
    def _names(self) -> list[str]:
        return source.of(self.bundle.root).names()


def _local_address(url: str | None) -> str | None:
    """Return HOST:PORT of a URL with a port of this machine, or None."""
    try:
        parts = urllib.parse.urlsplit(url or "")
        is_local = parts.hostname in ("localhost", "::1") or (parts.hostname or "").startswith("127.")
        return f"127.0.0.1:{parts.port}" if is_local and parts.port and parts.scheme == "http" else None
    except ValueError:
        return None


def comment(facts: Facts, lines: Iterable[str]) -> str:
    """Return the comment at the head of every configuration."""
    return "".join(f"# {line}\n" for line in [f"{facts.bundle.label}, {facts.path}", *lines])


def _check_spelling(path: str) -> None:
    """Refuse special characters: each server quotes differently, and systemd and uWSGI expand `%`."""
    strange = sorted(set(re.sub(r"[\w./+@~,:=-]", "", path)))
    if strange:
        raise Refusal(
            f"`{path}` has characters that a configuration cannot contain",
            [f"characters: {', '.join(map(repr, strange))}"],
            ["make a link to it with a plain name, and use the link"],
            status=exits.USAGE,
        )


def _web_user() -> owner.Owner:
    """Return the user of this machine's web servers."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = next((name for name in ("www-data", "apache", "nginx", "http") if name in names), "nobody")
    return owner.named(name)


def debian_uwsgi() -> bool:
    """Return whether uWSGI is Debian's, which loads Python as a plugin; pip's contains it."""
    return bool(glob.glob("/usr/lib/uwsgi/plugins/python3*_plugin.so"))


def _own_place(tool_root: str) -> str:
    if not os.path.isdir(tool_root):
        raise Refusal(
            "`config` of a packed archive needs the deployment's root", hints=["config SERVER ROOT"], status=exits.USAGE
        )
    releases, _ = os.path.split(os.path.realpath(tool_root))
    parent, folder = os.path.split(releases)
    return parent if folder == "releases" else tool_root
