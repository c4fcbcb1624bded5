# -*- coding: ascii -*-
"""`python -m _pywar COMMAND`: the tool, from an unpacked tree or a release."""

import os
import sys

from _pywar import start

if __name__ == "__main__":
    ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    sys.exit(start.tool(ROOT, sys.argv[1:]))
