# -*- coding: ascii -*-
"""`_pywar.entry:application`: the WSGI application, for servers that import by name."""

import os

from _pywar import start

ROOT = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
application = start.application(ROOT, __name__)
