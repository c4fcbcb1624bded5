"""uWSGI, as an ini file."""

from __future__ import annotations

from _pywar.commands.config.facts import Facts, comment, debian_uwsgi


def text(facts: Facts) -> str:
    facts.require_interface("wsgi")
    user, group = facts.owner("uwsgi").text.split(":")
    static, is_there = facts.static
    head = comment(
        facts,
        [
            f"for uWSGI, whose Python plugin must be linked to Python {facts.bundle.python}",
            "A deployment touches wsgi.py, which reloads the workers one after the other.",
            *facts.owner_lines("uwsgi"),
        ],
    )
    lines = [
        "[uwsgi]",
        # the plugin must be loaded before its options are read
        "plugins = python3" if debian_uwsgi() else "# plugins = python3   (with Debian's uWSGI)",
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
