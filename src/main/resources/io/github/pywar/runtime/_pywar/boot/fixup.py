"""The steps that make this process run the archive's code and nothing else.

Every step is there because the naive way was measured to fail: see the functions.
"""

import sys

from _pywar.archive.bundle import Bundle
from _pywar.base.report import Refusal
from _pywar.boot import envfile, gate, identity, isolation, loader, paths, preloaded, process


def application(root, found, loaded_as, interface):
    """Fix this process up and import the entry; a second call gives the same application."""
    bundle = Bundle(root, found)
    if loaded_as != "__main__":  # the preflight, which only imports
        _check_interface(bundle, interface)
    _check_name(bundle, loaded_as)
    was_active = (getattr(sys, "_pywar", None) or {}).get("active")
    kept = activate(bundle)
    if kept.get("application") is None:
        if was_active:
            paths.tidy(bundle)
        if loaded_as == "__main__":
            process.work_in(bundle.working_directory)
        _under_uwsgi(bundle)  # before the application's own threads
        kept["application"] = identity.telling(loader.load(bundle), bundle)
    return kept["application"]


def _under_uwsgi(bundle):
    if "uwsgi" in sys.modules:
        from _pywar.boot import uwsgi  # it imports uWSGI's own module `uwsgi`

        # `chdir =` is where the master started: after a switch, the release before
        process.work_in(bundle.working_directory)
        uwsgi.end_softly()


def activate(bundle):
    """All steps before the import; gives this process's record of the bundle it runs."""
    kept, mine = process.claim(bundle)
    isolation.leave()
    if mine and not kept.get("active"):
        gate.require(bundle.manifest)
        removed = paths.rewrite(bundle)
        preloaded.settle(bundle, removed)
        envfile.load(bundle)
        kept["active"] = True
    return kept


def _check_interface(bundle, interface):
    if bundle.interface == interface:
        return
    right = "_pywar.asgi:application" if bundle.interface == "asgi" else "_pywar.entry:application"
    raise Refusal(
        f"`{bundle.label}` speaks {bundle.interface.upper()}," f" but was loaded by a server for {interface.upper()}",
        hints=[f"start it with {right}", "python3 -m _pywar serve starts the server that fits"],
        reason="its server speaks another interface",
    )


def _check_name(bundle, loaded_as):
    """`wsgi` is a favourite name of application modules: the entry must not stand in for one."""
    if loaded_as != "wsgi":
        return
    fact = "the archive's entry was imported under the module name `wsgi`"
    hint = "give the server `_pywar.entry:application` instead of `wsgi:application`"
    if bundle.entry["module"].split(".")[0] == "wsgi" or paths.offers(bundle.app, "wsgi"):
        raise Refusal(
            f"`{bundle.label}` has a module `wsgi` of its own, which cannot be imported now",
            [fact],
            [hint],
        )
    process.log(f"{fact}; {hint}")
