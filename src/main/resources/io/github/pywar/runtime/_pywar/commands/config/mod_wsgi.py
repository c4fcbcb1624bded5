"""Apache with mod_wsgi in daemon mode."""

from __future__ import annotations

from _pywar.commands.config.facts import Facts, comment


def text(facts: Facts) -> str:
    facts.require_interface("wsgi")
    user, group = facts.owner("mod_wsgi").text.split(":")
    home = f" python-home={facts.home}" if facts.home else ""
    static, is_there = facts.static
    mark = "" if is_there else "#"
    head = comment(
        facts,
        [
            "for Apache with mod_wsgi, as conf-available/ or inside a <VirtualHost>",
            f"mod_wsgi must be linked to Python {facts.bundle.python}",
            "A deployment touches wsgi.py, which switches; never use `graceful` for that.",
            *facts.owner_lines("mod_wsgi"),
        ],
    )
    return f"""{head}
WSGIDaemonProcess {facts.name} user={user} group={group} processes=2 threads=8 shutdown-timeout=60{home} home={facts.app} \
display-name=%{{GROUP}}
# behind a proxy on this machine that has the certificate:
#WSGITrustedProxies 127.0.0.1 ::1
#WSGITrustedProxyHeaders X-Forwarded-Proto X-Forwarded-For
WSGIScriptAlias / {facts.path}/wsgi.py process-group={facts.name} application-group=%{{GLOBAL}}
{mark}Alias /static/ {static}/
<Directory {facts.path}/>
    Require all granted
</Directory>
<Directory {static}/>
    Require all granted
</Directory>
"""
