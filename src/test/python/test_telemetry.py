"""`_pywar.boot.telemetry`: before the application, in the process that serves, and never a reason not to start."""

import os
import subprocess

from deploying import DeployCase
from support import measured

LOAD = """
class Distribution:
    def configure(self): print("distribution", flush=True)
def _load_distro(): return Distribution()
def _load_configurators(): print("exporters", flush=True)
def _load_instrumentors(distribution): print("instrumentation", flush=True)
"""
FOLDER = "opentelemetry/instrumentation/auto_instrumentation/"
# as gunicorn's master with `--preload`, and as its worker without
MASTER = "import sys, os, types; sys.modules['gunicorn.arbiter'] = types.ModuleType('arbiter'); import _pywar.entry"
FORK = MASTER + "\nif os.fork() == 0:\n    if os.fork() == 0: os._exit(0)\n    os.wait(); os._exit(0)\nos.wait()"
WORKER = MASTER.replace("import _pywar.entry", "exec('def init_process():\\n import _pywar.entry\\ninit_process()')")


class TelemetryTest(DeployCase):
    def started(self, code, load=LOAD, **variables):
        archive = self.archive().entry("shop:application").app("shop.py", "print('application')\ndef application(e, s): pass")
        self.deploy(archive.lib(FOLDER + "__init__.py", "").lib(FOLDER + "_load.py", load))
        done = subprocess.run(
            [os.path.join(self.root, "current", "bin", "python"), "-c", code],
            env={**measured(), **variables},
            cwd="/",
            capture_output=True,
            text=True,
            timeout=60,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.split(), done.stderr

    def test_it_starts_before_the_application(self):
        out, _ = self.started("import _pywar.entry")
        self.assertEqual(out, ["distribution", "exporters", "instrumentation", "application"])

    def test_exporters_of_gunicorn_start_once_in_each_child_of_the_master(self):
        out, _ = self.started(FORK)
        self.assertEqual(out, ["distribution", "instrumentation", "application", "exporters"])

    def test_a_worker_of_gunicorn_that_loads_the_application_starts_all(self):
        out, _ = self.started(WORKER)
        self.assertEqual(out, ["distribution", "exporters", "instrumentation", "application"])

    def test_it_is_off_if_the_sdk_is_disabled(self):
        out, _ = self.started("import _pywar.entry", OTEL_SDK_DISABLED="True")
        self.assertEqual(out, ["application"])

    def test_a_failure_is_one_line_of_the_log(self):
        out, err = self.started("import _pywar.entry", "raise ImportError('no exporter')")
        self.assertEqual(out, ["application"])
        self.assertIn("OpenTelemetry did not start, the application runs without it: ImportError: no exporter", err)

    def test_a_preflight_does_not_start_it(self):
        archive = self.archive().entry("shop:application").lib(FOLDER + "__init__.py", "")
        archive.lib(FOLDER + "_load.py", "raise SystemExit('started')")
        self.deploy(archive)
