"""Start of OpenTelemetry in a server's process, if the archive has its instrumentation: `OTEL_…` variables configure it.

The instrumentation changes libraries, so it starts before the import of the application.  Exporters have threads and
connections, which a fork does not copy, so they start after it.  A fault is logged, and the application starts without.
"""

from __future__ import annotations

import os
import sys

from _pywar.boot import process

TYPE_CHECKING = False
if TYPE_CHECKING:  # a start does not pay for it
    from _pywar.archive.bundle import Bundle

_PACKAGE = ("opentelemetry", "instrumentation", "auto_instrumentation")


def start(bundle: Bundle) -> None:
    """Instrument the libraries of this process, and start the exporters here or in its children."""
    is_off = os.environ.get("OTEL_SDK_DISABLED", "").strip().lower() == "true"
    if is_off or not os.path.isdir(os.path.join(bundle.libraries, *_PACKAGE)):
        return
    try:
        _start()
    except Exception as problem:
        _warn(problem)


def _start() -> None:
    from opentelemetry.instrumentation.auto_instrumentation import _load

    distribution = _load._load_distro()
    distribution.configure()
    if _is_master_of_gunicorn():
        os.register_at_fork(after_in_child=_configure_once)
    else:
        _load._load_configurators()
    # until the exporters start, the instrumentation has tracers that record nothing
    _load._load_instrumentors(distribution)


_configured: list[bool] = []


def _configure_once() -> None:
    """Start the exporters in a child of gunicorn's master, and not again in a child of that."""
    if _configured:
        return
    _configured.append(True)
    from opentelemetry.instrumentation.auto_instrumentation import _load

    try:
        _load._load_configurators()
    except Exception as problem:
        _warn(problem)


def _is_master_of_gunicorn() -> bool:
    """Return whether gunicorn's master imports the application (`--preload`); without the option, its workers do."""
    frame = sys._getframe() if "gunicorn.arbiter" in sys.modules else None
    if frame is None:
        return False
    while frame is not None:
        if frame.f_code.co_name == "init_process":
            return False
        frame = frame.f_back
    return True


def _warn(problem: Exception) -> None:
    process.log(f"OpenTelemetry did not start, the application runs without it: {type(problem).__name__}: {problem}")
