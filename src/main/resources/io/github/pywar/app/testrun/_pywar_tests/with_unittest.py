"""Runs tests with unittest of the standard library."""

import contextlib
import io
import os
import platform
import sys
import time
import traceback
import unittest

from _pywar_tests import unrun


def measures_itself():
    return False


def run(settings, channel, chosen):
    channel.send("tool", name="unittest of Python %s" % platform.python_version())
    if settings["arguments"]:
        channel.send("arguments-unused")
    result = Result(channel)
    known = set()
    for folder in settings["folders"] or [settings["base"]]:
        # a module in the sources is found by its name in its folder
        folder, pattern = os.path.split(folder) if os.path.isfile(folder) else (folder, "test*.py")
        top = folder
        while os.path.isfile(os.path.join(top, "__init__.py")):
            top = os.path.dirname(top)
        loader = unittest.TestLoader()
        suite = unittest.TestSuite(wanted(loader.discover(folder, pattern, top), channel, chosen, known))
        suite.run(result)
    unrun.send(settings, channel, chosen, known)
    channel.send("end", status=0)
    return 0


def wanted(suite, channel, chosen, known):
    """Returns the tests to run, and adds the names of all tests to the known ones."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from wanted(test, channel, chosen, known)
            continue
        known.add(names(test))
        if isinstance(test, unittest.loader._FailedTest):
            module = test._testMethodName
            if chosen.may_have(module, module.replace(".", os.sep) + ".py"):
                yield test
        else:
            module, group, name = names(test)
            path = getattr(sys.modules.get(module), "__file__", None) or module + ".py"
            if chosen.has(module, channel.shown(path), group, name):
                yield test


def names(test):
    """Returns the module, the class and the name of a test, or of a fixture of a class or a module."""
    if isinstance(test, unittest.loader._FailedTest):
        return test._testMethodName, "", "(import)"
    if not isinstance(test, unittest.TestCase):
        # the holder of an error: `setUpClass (test_cart.CartTest)`
        what, _, place = test.id().partition(" (")
        place = place.rstrip(")")
        module, _, group = place.rpartition(".")
        return (module, group, what) if "Class" in what else (place, "", what)
    if isinstance(test, unittest.FunctionTestCase):
        function = test._testFunc
        return getattr(function, "__module__", "") or "", "", getattr(function, "__name__", str(test))
    kind = type(test)
    return kind.__module__, kind.__qualname__, getattr(test, "_testMethodName", str(test))


class Result(unittest.TestResult):
    """Reports one result for each test, and for each failed subtest."""

    def __init__(self, channel):
        super().__init__()
        self.channel = channel
        self.is_reported = False
        self.began = time.monotonic()
        self.output = io.StringIO()
        self.errors_output = io.StringIO()
        self.redirection = None

    def startTest(self, test):
        super().startTest(test)
        module, group, name = names(test)
        self.channel.send("start", module=module, group=group, name=name)
        self.is_reported = False
        self.began = time.monotonic()
        self.output = io.StringIO()
        self.errors_output = io.StringIO()
        self.redirection = contextlib.ExitStack()
        self.redirection.enter_context(contextlib.redirect_stdout(self.output))
        self.redirection.enter_context(contextlib.redirect_stderr(self.errors_output))

    def stopTest(self, test):
        if self.redirection:
            self.redirection.close()
            self.redirection = None
        super().stopTest(test)

    def send(self, test, outcome, name=None, **fields):
        module, group, own = names(test)
        self.channel.result(
            module,
            name or own,
            outcome,
            group=group,
            seconds=time.monotonic() - self.began,
            output=self.output.getvalue(),
            errors=self.errors_output.getvalue(),
            **fields
        )
        self.is_reported = True

    def failure(self, error):
        kind, value, trace = error
        report = traceback.TracebackException(kind, value, trace)
        frames = [frame for frame in report.stack if not is_of_unittest(frame.filename)]
        report.stack = traceback.StackSummary.from_list(frames)
        text = "".join(report.format())
        where = ""
        if frames:
            where = str(frames[0].lineno)
            if frames[-1].filename != frames[0].filename:
                where += "->%s:%d" % (self.channel.shown(frames[-1].filename), frames[-1].lineno)
        message = traceback.format_exception_only(kind, value)[-1].strip()
        if issubclass(kind, AssertionError):
            message = str(value) or message
        return {"message": message, "details": text, "type": kind.__name__, "where": where}

    def addSuccess(self, test):
        super().addSuccess(test)
        if not self.is_reported:
            self.send(test, "passed")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.send(test, "failed", **self.failure(err))

    def addError(self, test, err):
        super().addError(test, err)
        self.send(test, "error", **self.failure(err))

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.send(test, "skipped", message=reason)

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self.send(test, "skipped", message="expected failure")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.send(test, "failed", message="unexpected success", type="AssertionError", details="")

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            name = "%s %s" % (test._testMethodName, subtest._subDescription())
            outcome = "failed" if issubclass(err[0], test.failureException) else "error"
            self.send(test, outcome, name=name, **self.failure(err))


def is_of_unittest(path):
    return os.path.dirname(os.path.realpath(path)) == os.path.dirname(os.path.realpath(unittest.__file__))
