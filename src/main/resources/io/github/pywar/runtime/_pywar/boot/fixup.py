"""The steps that make this process run the archive's code and nothing else.

Each step is there because a process without it was measured to fail: see the functions.
"""

from __future__ import annotations

import sys

from _pywar.archive.bundle import Bundle
from _pywar.base.report import Refusal
from _pywar.boot import envfile, gate, identity, isolation, loader, paths, preloaded, process, telemetry


def application(root: str, found: dict, loaded_as: str, interface: str) -> object:
    """Prepare this process and import the entry; a second call returns the same application."""
    bundle = Bundle(root, found)
    # 1. checks that need no import; the preflight (`__main__`) only imports, so it serves both interfaces
    if loaded_as != "__main__":
        _check_interface(bundle, interface)
    _check_name(bundle, loaded_as)
    # 2. the process: search path and environment, once
    was_active = (getattr(sys, "_pywar", None) or {}).get("active")
    record = activate(bundle)
    if record.get("application") is None:
        # 3. a server that activated earlier has changed the path since
        if was_active:
            paths.tidy(bundle)
        # 4. servers set the working directory themselves, the preflight starts anywhere
        if loaded_as == "__main__":
            process.work_in(bundle.working_directory)
        # 5. before the application starts threads: they inherit the blocked signal
        _prepare_uwsgi(bundle)
        # 6. before the libraries that it instruments are imported; a preflight reports nothing
        if loaded_as != "__main__":
            telemetry.start(bundle)
        # 7. the application; with its release's name, a health check distinguishes old from new processes
        record["application"] = identity.identify(loader.load(bundle), bundle)
    return record["application"]


def activate(bundle: Bundle) -> dict:
    """Take all steps before the import, and return this process's record of the bundle that it runs."""
    # 1. one bundle a process: two sets of libraries in one `sys.modules` cannot work
    record, is_mine = process.claim(bundle)
    # 2. the original search path again: the next steps sort it, and `.pth` files may need it
    isolation.leave()
    if is_mine and not record.get("active"):
        # 3. console scripts and the commands come here without the check of `start`
        gate.require(bundle.manifest)
        # 4. the archive's packages before those of the system
        removed = paths.rewrite(bundle)
        # 5. after the path: modules that were imported from the removed directories
        preloaded.settle(bundle, removed)
        # 6. before the import: applications read their settings at import
        envfile.load(bundle)
        record["active"] = True
    return record


def _prepare_uwsgi(bundle: Bundle) -> None:
    if "uwsgi" in sys.modules:
        from _pywar.boot import uwsgi  # it imports uWSGI's own module `uwsgi`

        # `chdir =` is the directory that the master started in: after a switch, the previous release
        process.work_in(bundle.working_directory)
        uwsgi.end_softly()


def _check_interface(bundle: Bundle, interface: str) -> None:
    if bundle.interface == interface:
        return
    right = "_pywar.asgi:application" if bundle.interface == "asgi" else "_pywar.entry:application"
    raise Refusal(
        f"`{bundle.label}` is an application for {bundle.interface.upper()}, but a server for {interface.upper()} loaded it",
        hints=[f"start it with {right}", "python3 -m _pywar serve starts a server that fits"],
        reason="its server has another interface",
    )


def _check_name(bundle: Bundle, loaded_as: str) -> None:
    """Refuse the name `wsgi` for the entry where the application has a module of that name, which is common."""
    if loaded_as != "wsgi":
        return
    fact = "the archive's entry was imported under the module name `wsgi`"
    hint = "configure the server with `_pywar.entry:application` instead of `wsgi:application`"
    if bundle.entry["module"].split(".")[0] == "wsgi" or paths.offers(bundle.app, "wsgi"):
        raise Refusal(
            f"`{bundle.label}` has a module `wsgi` of its own, which cannot be imported now",
            [fact],
            [hint],
        )
    process.log(f"{fact}; {hint}")
