# -*- coding: ascii -*-
"""Error reports and safe access to files; imports no other package of the runtime."""
