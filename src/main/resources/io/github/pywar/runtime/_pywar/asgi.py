# -*- coding: ascii -*-
"""`_pywar.asgi:application`: the ASGI application, for uvicorn and similar servers."""

import os

from _pywar import start

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
application = start.application(ROOT, __name__, "asgi")
