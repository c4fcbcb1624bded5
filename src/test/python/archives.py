"""Builder of small archives for the runtime's tests; the real writer is in Java."""

import base64
import hashlib
import io
import json
import os
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
RUNTIME = os.path.join(HERE, "..", "..", "main", "resources", "io", "github", "pywar", "runtime")
RUNTIME = os.path.realpath(os.environ.get("PYWAR_RUNTIME", RUNTIME))
sys.path.insert(0, RUNTIME)

from _pywar.boot import gate  # noqa: E402

HERE_XY = gate.facts()["python"]
HELLO = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]
"""
HELLO_ASGI = """
async def application(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"hello"})
"""


class Archive:
    """Files and a manifest that become a zip or a directory, as the Java writer makes them."""

    def __init__(self, name="shop", version="1.0.0", python=None):
        self.python = python or HERE_XY
        self.files = {}
        self.manifest = {
            "format": "1.0",
            "name": name,
            "version": version,
            "build": {"timestamp": "2026-01-01T00:00:00Z", "tool": "pywar-maven-plugin 1.0.0"},
            "maven": {"groupId": "com.example", "artifactId": name, "version": version, "classifier": None},
            "entry": {"module": name, "attribute": "application", "factory": False, "interface": "wsgi"},
            "target": dict(gate.facts(), python=self.python),
            "layout": {"app": "app", "libraries": self.libraries, "scripts": "bin", "hooks": "hooks"},
            "server": "none",
            "packages": [],
        }
        self._runtime()
        self.add("pyvenv.cfg", "include-system-site-packages = false\n")
        self.add(self.libraries + "/_pywar_app.pth", "../../../app\n")
        self.add("app/%s.py" % name, HELLO)

    @property
    def libraries(self):
        return "lib/python%s/site-packages" % self.python

    def add(self, path, text):
        self.files[path] = text if isinstance(text, bytes) else text.encode("utf-8")
        return self

    def app(self, path, text):
        return self.add("app/" + path, text)

    def lib(self, path, text):
        return self.add(self.libraries + "/" + path, text)

    def entry(self, text, factory=False, interface="wsgi"):
        module, _, attribute = text.partition(":")
        self.manifest["entry"] = {"module": module, "attribute": attribute, "factory": factory, "interface": interface}
        if interface == "asgi":
            for path, data in self.files.items():
                self.files[path] = data.replace(HELLO.encode("utf-8"), HELLO_ASGI.encode("utf-8"))
        return self

    def script(self, name, module, attribute):
        with open(os.path.join(RUNTIME, "bin-script.template")) as stream:
            text = stream.read()
        for key, value in (("python", self.python), ("module", module), ("attribute", attribute)):
            text = text.replace("@%s@" % key, value)
        return self.add("bin/" + name, text)

    def complete(self):
        """Return all files with manifest and RECORD, with the build id that the format defines."""
        files = {path: data for path, data in self.files.items() if not path.startswith("META-INF/pywar/")}
        lines = [
            "%s %s %s\n" % (path, hashlib.sha256(data).hexdigest(), "x" if path.startswith("bin/") else "-")
            for path, data in sorted(files.items())
            if not path.startswith("META-INF/")
        ]
        without = {key: value for key, value in self.manifest.items() if key != "build"}
        lines.append(json.dumps(without, sort_keys=True))
        self.manifest["build"]["id"] = hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()[:12]
        files["META-INF/pywar/manifest.json"] = json.dumps(self.manifest, indent=2).encode("utf-8")
        rows = ["%s,sha256=%s,%d\n" % (path, _digest(data), len(data)) for path, data in sorted(files.items())]
        files["META-INF/pywar/RECORD"] = "".join(rows + ["META-INF/pywar/RECORD,,\n"]).encode("utf-8")
        return files

    def zip(self, path):
        files = self.complete()
        # it has the checksum of each file: most tests of a module pack the same archives
        record = files["META-INF/pywar/RECORD"]
        if record not in _PACKED:
            _PACKED[record] = _packed(files)
        with open(path, "wb") as stream:
            stream.write(_PACKED[record])
        return path

    def tree(self, root):
        for name, data in self.complete().items():
            path = os.path.join(root, *name.split("/"))
            if not os.path.isdir(os.path.dirname(path)):
                os.makedirs(os.path.dirname(path))
            with open(path, "wb") as stream:
                stream.write(data)
            os.chmod(path, 0o755 if name.startswith("bin/") else 0o644)
        return root

    def _runtime(self):
        for folder, folders, names in os.walk(RUNTIME):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in names:
                path = os.path.join(folder, name)
                if name.endswith(".py"):
                    with open(path, "rb") as stream:
                        self.files[os.path.relpath(path, RUNTIME).replace(os.sep, "/")] = stream.read()


_PACKED = {}


def _packed(files):
    """Return the bytes of the zip file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.external_attr = (0o100755 if name.startswith("bin/") else 0o100644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return stream.getvalue()


def _digest(data):
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode("ascii")
