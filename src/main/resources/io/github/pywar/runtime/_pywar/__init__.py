# -*- coding: ascii -*-
"""The runtime of a .pywar archive: standard library only.

Read first: `start` (what a server or a person enters), `fixup` (the steps that make
this process run the archive and nothing else), `cli` (the tool).
`start`, `gate`, `manifest`, `report`, `entry`, `asgi` and `console` parse on Python 2.7.
"""
