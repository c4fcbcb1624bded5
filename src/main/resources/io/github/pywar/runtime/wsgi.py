# -*- coding: ascii -*-
"""Entry point for servers that load a file: mod_wsgi, uWSGI.

Servers that import by name (gunicorn, waitress, uvicorn) load `_pywar.entry:application` or
`_pywar.asgi:application` instead.
As a script it is the preflight: it imports the application and exits with 0 or 3.
It parses on Python 2.7, so that a wrong interpreter prints a message, not a SyntaxError.
"""

import os
import sys

# realpath, not abspath: a process keeps the release it started with when `current` moves on
ROOT = os.path.dirname(os.path.realpath(__file__))
if "_pywar" not in sys.modules:
    # by its path, not by sys.path: nothing else in the tree's root can be imported
    PACKAGE = sys.modules["_pywar"] = type(sys)("_pywar")
    PACKAGE.__path__ = [os.path.join(ROOT, "_pywar")]

from _pywar import start  # noqa: E402  (found through the lines above)

application = start.application(ROOT, __name__)
