"""Measurement of the coverage of tests, if it is requested."""

import os


def measured(settings, tool, channel, chosen):
    """Runs the tests, and writes the coverage in the format of Cobertura."""
    target = settings.get("coverage")
    if not target:
        return tool.run(settings, channel, chosen)
    try:
        import coverage
    except ImportError:
        channel.send("coverage-missing")
        return 0
    omit(coverage, settings["coverageOmitted"])
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if tool.measures_itself():
        settings["arguments"] += ["--cov=%s" % source for source in settings["sources"]]
        settings["arguments"] += ["--cov-report=xml:%s" % target]
        return tool.run(settings, channel, chosen)
    measurement = coverage.Coverage(source=settings["sources"], data_file=settings["coverageData"])
    measurement.start()
    try:
        status = tool.run(settings, channel, chosen)
    finally:
        measurement.stop()
        measurement.save()
    try:
        measurement.xml_report(outfile=target)
    except coverage.CoverageException as e:
        print("coverage: %s" % e)
    return status


def omit(coverage, patterns):
    """Adds files that are not measured to those of the user's configuration; pytest-cov has no option for it."""
    create = coverage.Coverage.__init__

    def create_with_omitted(self, *positional, **named):
        create(self, *positional, **named)
        for option in ("run:omit", "report:omit"):
            self.set_option(option, [*(self.get_option(option) or ()), *patterns])

    coverage.Coverage.__init__ = create_with_omitted
