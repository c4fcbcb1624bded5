# -*- coding: ascii -*-
"""The runtime of a .pywar archive: standard library only.

The modules in this directory have fixed addresses: servers, console scripts, unit files and
other releases name them.  The packages follow the life of an archive, and a package imports only
itself and the packages above it:

    base        error reports, safe access to files
    archive     manifest, record, members
    boot        the steps that prepare a process for the application
    deployment  releases on a server
    commands    the tool's command line and its other commands

The modules in this directory import from any package; no package imports them.
Read first: `start` (the entry points), `boot.fixup` (the steps that make this process run the
archive's code and nothing else), `commands.cli` (the tool).
These parse on Python 2.7: all modules that `start`, `entry`, `asgi` and `console` import before
the interpreter's version is checked.
"""
