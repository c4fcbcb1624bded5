"""Results of tests, as lines of JSON on the output that the build reads."""

import json
import os
import sys
import threading

# limits for the report of one test, in characters
LONGEST_TEXT = 100000
LONGEST_MESSAGE = 2000


def shortened(text, longest=LONGEST_TEXT):
    """Returns the beginning and the end of a long text."""
    text = text or ""
    if len(text) <= longest:
        return text
    half = longest // 2
    return "%s\n[%d characters left out]\n%s" % (text[:half], len(text) - 2 * half, text[-half:])


class Channel:
    """Takes the standard output for the results: from now on, all prints go to the error output."""

    def __init__(self, folders, base):
        self.folders = [os.path.realpath(folder) for folder in folders]
        self.base = os.path.realpath(base)
        self.lock = threading.Lock()
        self.owner = os.getpid()
        sys.stdout.flush()
        self.stream = os.fdopen(os.dup(1), "w", encoding="ascii")
        os.dup2(2, 1)

    def send(self, event, **fields):
        """Writes one event; a process that a test forked writes none."""
        if os.getpid() != self.owner:
            return
        fields["event"] = event
        with self.lock:
            self.stream.write(json.dumps(fields) + "\n")
            self.stream.flush()

    def module(self, path):
        """Returns the dotted name of a test module, relative to the folder of the tests."""
        path = os.path.realpath(path)
        for folder in self.folders:
            top = folder
            while os.path.isfile(os.path.join(top, "__init__.py")) and top != self.base:
                top = os.path.dirname(top)
            if path.startswith(folder + os.sep):
                return dotted(os.path.relpath(path, top))
        if path.startswith(self.base + os.sep):
            return dotted(os.path.relpath(path, self.base))
        return dotted(os.path.basename(path))

    def shown(self, path):
        """Returns a path relative to the project, if it is in the project."""
        path = os.path.realpath(path)
        return os.path.relpath(path, self.base) if path.startswith(self.base + os.sep) else path

    def result(self, module, name, outcome, **fields):
        """Reports a result: passed, failed, error or skipped."""
        for key in ("details", "output", "errors"):
            if key in fields:
                fields[key] = shortened(fields[key])
        fields["message"] = shortened(fields.get("message", ""), LONGEST_MESSAGE)
        self.send("result", module=module, name=name, outcome=outcome, **fields)


def dotted(path):
    return os.path.splitext(path)[0].replace(os.sep, ".")
