"""An unpacked archive: its manifest and all paths in it."""

from __future__ import annotations

import os

from _pywar.archive import manifest

# in the root of a release; no archive has a directory of that name
INTERPRETERS = "interpreter"


class Bundle:
    """The tree at the real path `root`; its manifest determines all other values."""

    def __init__(self, root: str, found: dict | None = None) -> None:
        self.root = os.path.realpath(root)
        self.manifest = found or manifest.read(self.root)

    @property
    def name(self) -> str:
        return self.manifest["name"]

    @property
    def version(self) -> str:
        return self.manifest["version"]

    @property
    def label(self) -> str:
        return f"{self.name} {self.version}"

    @property
    def build_id(self) -> str:
        return self.manifest["build"]["id"]

    @property
    def entry(self) -> dict:
        return self.manifest["entry"]

    @property
    def entry_text(self) -> str:
        """The entry in the form of the POM's <application>: `shop.wsgi:create_app()`."""
        call = "()" if self.entry.get("factory") else ""
        return f"{self.entry['module']}:{self.entry['attribute']}{call}"

    @property
    def interface(self) -> str:
        return self.entry.get("interface", "wsgi")

    @property
    def key(self) -> str:
        """See `key_of`."""
        return key_of(self.manifest)

    def _folder(self, part: str, usual: str) -> str:
        return (self.manifest.get("layout") or {}).get(part) or usual

    def _laid_out(self, part: str, usual: str) -> str:
        return os.path.join(self.root, self._folder(part, usual))

    @property
    def app_folder(self) -> str:
        """The application's folder, relative to the root, also of a packed archive."""
        return self._folder("app", "app")

    @property
    def libraries_folder(self) -> str:
        return self._folder("libraries", f"lib/python{self.python}/site-packages")

    @property
    def app(self) -> str:
        return os.path.join(self.root, self.app_folder)

    @property
    def working_directory(self) -> str:
        """The application's working directory on every server: its relative paths lead to its own files."""
        return self.app if os.path.isdir(self.app) else self.root

    @property
    def libraries(self) -> str:
        return os.path.join(self.root, self.libraries_folder)

    @property
    def scripts_folder(self) -> str:
        return self._folder("scripts", "bin")

    @property
    def scripts(self) -> str:
        return self._laid_out("scripts", "bin")

    @property
    def interpreters(self) -> str:
        """The directory with only the release's `python`, under each of its names; the deployment makes it.

        It is directly below the root, because an interpreter looks for `pyvenv.cfg` beside its directory.
        """
        return os.path.join(self.root, INTERPRETERS)

    @property
    def hooks(self) -> str:
        return self._laid_out("hooks", "hooks")

    @property
    def python(self) -> str:
        """X.Y of the target's version, without the micro version."""
        return ".".join(str(self.manifest["target"]["python"]).split(".")[:2])

    @property
    def deployment(self) -> str | None:
        """The deployment that this release belongs to (`/srv/shop`), or None."""
        return deployment_of(self.root)

    def holds(self, path: str) -> bool:
        """Return whether `path`, with its links resolved, is this tree or inside it."""
        real = os.path.realpath(path)
        return real == self.root or real.startswith(self.root + os.sep)


def key_of(manifest: dict) -> str:
    """Return what all releases of an application share: the Maven coordinates without the version, and the name."""
    maven = manifest.get("maven") or {}
    return ":".join(str(maven.get(part) or "") for part in ("groupId", "artifactId")) + f":{manifest['name']}"


def deployment_of(root: str) -> str | None:
    """Return the deployment that contains the release at the real path `root`, or None."""
    parent, folder = os.path.split(os.path.dirname(root))
    return parent if folder == "releases" else None
