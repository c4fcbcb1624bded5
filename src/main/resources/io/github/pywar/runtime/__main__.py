# -*- coding: ascii -*-
"""Start of an archive as a program: `python3 shop-1.2.0.pywar [COMMAND]`.

The same file serves the packed archive and the unpacked directory.
It parses on Python 2.7, so that a wrong interpreter prints a message, not a SyntaxError.
"""

import os
import sys

# from inside the zip this is the archive's own path
ROOT = os.path.dirname(os.path.realpath(__file__))
# by its path, not by sys.path: nothing else in the archive's root can be imported
PACKAGE = sys.modules["_pywar"] = type(sys)("_pywar")
PACKAGE.__path__ = [os.path.join(ROOT, "_pywar")]

from _pywar import start  # noqa: E402  (found through the lines above)

if __name__ == "__main__":
    sys.exit(start.tool(ROOT, sys.argv[1:]))
