"""nginx in front of gunicorn, uWSGI's http-socket, uvicorn or the embedded server."""

from __future__ import annotations

from _pywar.commands.config.facts import Facts, comment


def text(facts: Facts) -> str:
    static, is_there = facts.static
    mark = "" if is_there else "#"
    head = comment(facts, ["for nginx, as a file in conf.d/ or sites-enabled/"])
    return f"""{head}
upstream {facts.name} {{
    server {facts.bind};
    keepalive 16;
}}

server {{
    listen 80;
    server_name _;

    {mark}location /static/ {{ alias {static}/; }}

    location / {{
        proxy_pass http://{facts.name};
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
    }}
}}
"""
