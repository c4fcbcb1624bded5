# -*- coding: ascii -*-
"""The steps that prepare a process for the application; `fixup` has their order."""
