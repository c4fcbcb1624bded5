"""Runs tests with pytest; a plugin reports the results."""

import importlib.util
import os

import pytest

RUN_FAILED = 1
NO_TESTS = 5


def measures_itself():
    """Returns whether pytest-cov is installed, which also measures the processes of pytest-xdist."""
    return importlib.util.find_spec("pytest_cov") is not None


def run(settings, channel, chosen):
    channel.send("tool", name="pytest %s" % pytest.__version__)
    plugin = Reporter(channel, chosen)
    arguments = ["--continue-on-collection-errors", "-o", "cache_dir=%s" % settings["cache"]]
    arguments += settings["arguments"] + settings["folders"]
    if chosen and importlib.util.find_spec("xdist"):
        arguments += ["-n", "0"]  # the processes of pytest-xdist collect all tests, without this selection
    status = int(pytest.main(arguments, plugins=[plugin]))
    plugin.finish()
    channel.send("end", status=status)
    if status == NO_TESTS or (status == RUN_FAILED and plugin.leaves_out_errors):
        return 0
    # with a status and no failed test, a rule of a plugin failed the run, such as a minimum of pytest-cov
    return status


class Reporter:
    """Plugin that reports one result for each test, of its three phases."""

    def __init__(self, channel, chosen):
        self.channel = channel
        self.chosen = chosen
        self.phases = {}
        self.root = ""
        self.leaves_out_errors = False

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config, items):
        if not self.chosen:
            return
        kept, left = [], []
        for item in items:
            path, group, name = parts(item.nodeid)
            file = str(getattr(item, "fspath", path))
            module = self.channel.module(file)
            (kept if self.chosen.has(module, self.channel.shown(file), group, name) else left).append(item)
        if left:
            config.hook.pytest_deselected(items=left)
            items[:] = kept

    def pytest_collectreport(self, report):
        if report.passed or (report.skipped and not report.nodeid.endswith(".py")):
            return
        # of a module, of a class in it, or of a folder with a conftest.py
        group = ".".join(report.nodeid.split("::")[1:])
        file = self.file(report)
        module = self.channel.module(file)
        if report.skipped:
            self.channel.result(module, "(import)", "skipped", message=reason(report), file=file)
        elif self.chosen.may_have(module, self.channel.shown(file)):
            name = "(collection)" if group else "(import)"
            text = str(report.longrepr)
            fields = {"group": group, "message": last_line(text), "details": text, "file": file}
            self.channel.result(module, name, "error", **fields)
        else:
            self.leaves_out_errors = True

    def pytest_runtest_logstart(self, nodeid, location):
        path, group, name = parts(nodeid)
        module = self.channel.module(os.path.join(str(self.root), path))
        self.channel.send("start", module=module, group=group, name=name)

    def pytest_runtest_logreport(self, report):
        key = (report.nodeid, getattr(report, "worker_id", ""))
        phases = self.phases.setdefault(key, [])
        if report.outcome == "rerun":
            del phases[:]
            return
        phases.append(report)
        if report.when == "teardown":
            self.send(self.phases.pop(key))

    def finish(self):
        """Reports tests that a crashed worker of pytest-xdist did not finish."""
        for phases in list(self.phases.values()):
            if phases:
                self.send(phases)
        self.phases = {}

    def file(self, report):
        return os.path.join(str(self.root), report.nodeid.partition("::")[0])

    def pytest_sessionstart(self, session):
        # pytest before 6.1 has the older name only
        if session.config.getoption("numprocesses", None):
            self.channel.send("parallel")
        self.root = getattr(session.config, "rootpath", None) or session.config.rootdir

    def send(self, phases):
        _, group, name = parts(phases[0].nodeid)
        file = self.file(phases[0])
        fields = {
            "group": group,
            "seconds": sum(phase.duration for phase in phases),
            "output": captured(phases, "stdout"),
            "errors": captured(phases, "stderr"),
            "file": file,
            "line": (phases[0].location[1] or 0) + 1,
        }
        module = self.channel.module(file)
        for phase in phases:
            if phase.failed:
                outcome = "failed" if phase.when == "call" else "error"
                self.channel.result(module, name, outcome, **{**fields, **self.failure(phase, file)})
                return
        for phase in phases:
            if phase.skipped:
                self.channel.result(module, name, "skipped", message=reason(phase), **fields)
                return
        self.channel.result(module, name, "passed", **fields)

    def failure(self, phase, file):
        longrepr = phase.longrepr
        crash = getattr(longrepr, "reprcrash", None)
        text = getattr(phase, "longreprtext", None) or str(longrepr)
        if crash is None:
            return {"message": last_line(text), "details": text}
        found = {"message": crash.message, "details": text, "where": self.where(longrepr, crash, file)}
        kind = crash.message.partition(":")[0]
        found["type"] = kind if kind.replace(".", "").isidentifier() and " " not in kind else "AssertionError"
        return found

    def where(self, longrepr, crash, file):
        """Returns the line of the test, and where the error was raised if that is another file."""
        lines = [
            entry.reprfileloc.lineno
            for entry in getattr(getattr(longrepr, "reprtraceback", None), "reprentries", [])
            if getattr(entry, "reprfileloc", None)
            and os.path.basename(entry.reprfileloc.path) == os.path.basename(file)
        ]
        if os.path.realpath(crash.path) == os.path.realpath(file):
            return str(lines[0] if lines else crash.lineno)
        place = "%s:%d" % (self.channel.shown(crash.path), crash.lineno)
        return "%d->%s" % (lines[0], place) if lines else place


def parts(nodeid):
    """Splits a node id into its file, its classes and its test."""
    head, bracket, parameters = nodeid.partition("[")
    names = head.split("::")
    return names[0], ".".join(names[1:-1]), names[-1] + bracket + parameters


def captured(phases, stream):
    found = []
    for phase in phases:
        for title, text in phase.sections:
            # a report has the sections of all earlier phases, too
            if title == "Captured %s %s" % (stream, phase.when):
                found.append(text)
    return "".join(found)


def reason(report):
    if hasattr(report, "wasxfail"):
        return ("expected failure: %s" % report.wasxfail).rstrip(": ")
    longrepr = report.longrepr
    text = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    return text[len("Skipped: ") :] if text.startswith("Skipped: ") else text


def last_line(text):
    lines = [line for line in text.splitlines() if line.strip()]
    marked = [line[1:].strip() for line in lines if line.startswith("E ")]
    return (marked or lines or [""])[-1].strip()
