"""uWSGI, as an ini file."""

from __future__ import annotations

from _pywar.commands.config.facts import Facts, comment, debian_uwsgi


def program(facts: Facts) -> str | None:
    """Return the command of the archive's own uWSGI, which has Python built in; None if the archive has none."""
    names = {str(package.get("name")).lower() for package in facts.bundle.manifest.get("packages") or ()}
    if "uwsgi" in names:
        return f"{facts.path}/{facts.bundle.scripts_folder}/uwsgi"
    # not by its script: the master process must run no release, because its workers run the next one after a switch
    return f"{facts.python} -c 'import pyuwsgi; pyuwsgi.run()'" if "pyuwsgi" in names else None


def text(facts: Facts) -> str:
    facts.require_interface("wsgi")
    user, group = facts.owner("uwsgi").text.split(":")
    static, is_there = facts.static
    own = program(facts)
    head = comment(
        facts,
        [
            _for_which(own, facts.bundle.python),
            "A deployment touches wsgi.py, which reloads the workers one after the other.",
            *facts.owner_lines("uwsgi"),
        ],
    )
    lines = [
        "[uwsgi]",
        # the plugin must be loaded before its options are read
        *([] if own else ["plugins = python3" if debian_uwsgi() else "# plugins = python3   (with Debian's uWSGI)"]),
        f"virtualenv = {facts.home}" if facts.home else "# virtualenv is not needed: wsgi.py finds its libraries",
        f"wsgi-file = {facts.path}/wsgi.py",
        f"chdir = {facts.app}",
        "master = true",
        "processes = 2",
        "enable-threads = true",
        "lazy-apps = true",
        "need-app = true",
        f"touch-chain-reload = {facts.path}/wsgi.py",
        "die-on-term = true",
        "env = PYWAR_ON_ERROR=raise",
        f"http-socket = {facts.bind[5:] if facts.bind.startswith('unix:') else facts.bind}",
        f"pidfile = {facts.state_folder}/uwsgi.pid",
        f"{'' if is_there else '# '}static-map = /static={static}",
        "# when started by root:",
        f"uid = {user}",
        f"gid = {group}",
    ]
    return head + "\n".join(lines) + "\n"


def _for_which(own: str | None, python: str) -> str:
    if own:
        return f"for the archive's own uWSGI: {own} --ini FILE"
    return f"for uWSGI, whose Python plugin must be linked to Python {python}"
