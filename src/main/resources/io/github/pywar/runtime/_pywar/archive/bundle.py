"""An unpacked archive: its manifest and every path in it, once."""

import os

from _pywar.archive import manifest

# in the root of a release; no archive has a directory of that name
INTERPRETERS = "interpreter"


class Bundle:
    """The tree at `root`, a real path; everything else is derived from its manifest."""

    def __init__(self, root, found=None):
        self.root = os.path.realpath(root)
        self.manifest = found or manifest.read(self.root)

    @property
    def name(self):
        return self.manifest["name"]

    @property
    def version(self):
        return self.manifest["version"]

    @property
    def label(self):
        return f"{self.name} {self.version}"

    @property
    def build_id(self):
        return self.manifest["build"]["id"]

    @property
    def entry(self):
        return self.manifest["entry"]

    @property
    def entry_text(self):
        """The entry as the POM's <application> says it: `shop.wsgi:create_app()`."""
        call = "()" if self.entry.get("factory") else ""
        return f"{self.entry['module']}:{self.entry['attribute']}{call}"

    @property
    def interface(self):
        return self.entry.get("interface", "wsgi")

    @property
    def key(self):
        """As `key_of` says."""
        return key_of(self.manifest)

    def _folder(self, part, usual):
        return (self.manifest.get("layout") or {}).get(part) or usual

    def _laid_out(self, part, usual):
        return os.path.join(self.root, self._folder(part, usual))

    @property
    def app_folder(self):
        """Below the root, also of an archive that is still packed."""
        return self._folder("app", "app")

    @property
    def libraries_folder(self):
        return self._folder("libraries", f"lib/python{self.python}/site-packages")

    @property
    def app(self):
        return os.path.join(self.root, self.app_folder)

    @property
    def working_directory(self):
        """Where the application works on every server: files that it names without a folder are its own."""
        return self.app if os.path.isdir(self.app) else self.root

    @property
    def libraries(self):
        return os.path.join(self.root, self.libraries_folder)

    @property
    def scripts(self):
        return self._laid_out("scripts", "bin")

    @property
    def interpreters(self):
        """A directory with the release's `python` alone, under each of its names; the deployment makes it.

        It is directly below the root, because an interpreter looks for `pyvenv.cfg` beside its directory.
        """
        return os.path.join(self.root, INTERPRETERS)

    @property
    def hooks(self):
        return self._laid_out("hooks", "hooks")

    @property
    def python(self):
        """X.Y, whatever micro version the target states."""
        return ".".join(str(self.manifest["target"]["python"]).split(".")[:2])

    @property
    def deployment(self):
        """The deployment that this release belongs to (`/srv/shop`), or None."""
        return deployment_of(self.root)

    def holds(self, path):
        """Is `path`, once its links are followed, this tree or inside it?"""
        real = os.path.realpath(path)
        return real == self.root or real.startswith(self.root + os.sep)


def key_of(manifest):
    """What stays the same from release to release: the Maven coordinates without a version, and the name."""
    maven = manifest.get("maven") or {}
    return ":".join(str(maven.get(part) or "") for part in ("groupId", "artifactId")) + f":{manifest['name']}"


def deployment_of(root):
    """The deployment that the tree at `root`, a real path, is a release of, or None."""
    parent, folder = os.path.split(os.path.dirname(root))
    return parent if folder == "releases" else None
