"""`python -I RELEASE/_pywar/packaged.py`: completion of a release that a package tool (dpkg, rpm) unpacked.

The scripts of the package run it as root.  It adds the interpreter and the compiled modules, and records them, like a
deployment.  It runs no code of the application.
"""

from __future__ import annotations

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
if __name__ == "__main__":
    sys.path.insert(0, ROOT)

from _pywar.archive.bundle import Bundle  # noqa: E402  (found through the line above)
from _pywar.base import exits  # noqa: E402
from _pywar.base.report import Refusal, plain  # noqa: E402
from _pywar.deployment import bytecode, release  # noqa: E402


def main(root: str) -> int:
    bundle = Bundle(root)
    if bundle.python != "%d.%d" % sys.version_info[:2]:
        raise Refusal(
            f"{bundle.label} needs Python {bundle.python}, and `{sys.executable}` is another",
            [f"found: {sys.version.split()[0]}"],
            ["install that Python, or name it in the project: <packagePython>"],
            status=exits.UNFIT,
        )
    os.umask(0o022)
    release.complete(bundle)
    release.write_record(root, bytecode.compile_tree(root, root))
    return exits.DONE


if __name__ == "__main__":
    try:
        sys.exit(main(ROOT))
    except Refusal as refusal:
        sys.stderr.write(plain(refusal))
        sys.exit(refusal.status)
