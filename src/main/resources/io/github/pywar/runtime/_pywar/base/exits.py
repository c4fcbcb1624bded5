# -*- coding: ascii -*-
"""The exit codes of the tool and of the preflight; parses on Python 2.7."""

# a command did what was requested
DONE = 0
# a command failed, and the release that served before still serves
FAILED = 1
# the command line, or a value in it, is wrong
USAGE = 2
# the interpreter or the platform is wrong, or the application does not start
UNFIT = 3
# a file does not match its record
DAMAGED = 4
# stopped by ^C: 128 and the number of SIGINT, as a shell reports it
INTERRUPTED = 130
