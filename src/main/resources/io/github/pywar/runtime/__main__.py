# -*- coding: ascii -*-
"""The program that an archive is: `python3 shop-1.2.0.pywar [COMMAND]`.

The same file serves the packed archive and the unpacked directory.
It parses on Python 2.7, so that a wrong interpreter reads a message, not a SyntaxError.
"""

import os
import sys

# from inside the zip this is the archive's own path
ROOT = os.path.dirname(os.path.realpath(__file__))
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from _pywar import start  # noqa: E402  (found through the line above)

if __name__ == "__main__":
    sys.exit(start.tool(ROOT, sys.argv[1:]))
