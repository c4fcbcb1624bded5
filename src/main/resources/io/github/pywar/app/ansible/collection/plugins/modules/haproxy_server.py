#!/usr/bin/python
"""State of one server in a backend of HAProxy, by its admin socket."""

from __future__ import annotations

import csv
import io
import socket
import time

from ansible.module_utils.basic import AnsibleModule

DOCUMENTATION = r"""
module: haproxy_server
short_description: Drain a server of HAProxy, or give it requests again
description:
  - Sets the state of one server in a backend, by the admin socket of HAProxy.
  - A server whose state is right already is not changed.
  - The last server of a backend that takes requests is not drained, because no other one would answer.
options:
  socket:
    description: Path of the admin socket.
    type: path
    required: true
  backend:
    description: Name of the backend.
    type: str
    required: true
  server:
    description: Name of the server in the backend.
    type: str
    required: true
  state:
    description: The state C(drain) ends when all requests have ended; C(ready) is awaited, too.
    type: str
    choices: [drain, ready]
    required: true
  seconds:
    description: Time limit of the wait. A request that lasts longer is no error for C(drain).
    type: int
    default: 30
author:
  - "@namespace@"
"""

EXAMPLES = r"""
- name: Drain a server
  @collection@.haproxy_server:
    socket: /run/haproxy/admin.sock
    backend: shop
    server: app1
    state: drain
"""

RETURN = r"""
status:
  description: State of the server at the end, as HAProxy shows it.
  type: str
  returned: always
"""

_BYTES = 1 << 22
_POLL = 0.1


def ask(path, command):
    """Return HAProxy's answer to one command; it is empty after a command that sets something."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(10)
        client.connect(path)
        client.sendall(command.encode("ascii") + b"\n")
        data = b""
        while len(data) < _BYTES:
            part = client.recv(1 << 16)
            if not part:
                break
            data += part
    return data.decode("utf-8", "replace")


def rows(path, backend):
    """Return the row of each server of the backend, by name."""
    text = ask(path, "show stat").lstrip("# ")
    found = csv.DictReader(io.StringIO(text))
    return {row["svname"]: row for row in found if row["pxname"] == backend and row["svname"] not in ("FRONTEND", "BACKEND")}


def takes_requests(row):
    """Return whether HAProxy sends new requests to the server."""
    return row["status"].startswith("UP") or row["status"] == "no check"


def is_reached(row, state):
    """Return whether a server is in the state, without requests if it is drained."""
    if state == "ready":
        return takes_requests(row)
    return not takes_requests(row) and int(row["scur"] or 0) == 0


def main():
    """Set the state and wait for it."""
    text = {"type": "str", "required": True}
    module = AnsibleModule(
        argument_spec={
            "socket": {"type": "path", "required": True},
            "backend": text,
            "server": text,
            "state": {**text, "choices": ["drain", "ready"]},
            "seconds": {"type": "int", "default": 30},
        },
        supports_check_mode=True,
    )
    try:
        _run(module, **module.params)
    except OSError as problem:
        module.fail_json(msg=f"HAProxy's socket `{module.params['socket']}` cannot be used: {problem}")


def _run(module, socket, backend, server, state, seconds):
    found = rows(socket, backend)
    if server not in found:
        module.fail_json(msg=f"HAProxy has no server `{backend}/{server}`; its servers: {', '.join(found) or 'none'}")
    others = [name for name, row in found.items() if name != server and takes_requests(row)]
    if state == "drain" and takes_requests(found[server]) and not others:
        module.warn(f"`{backend}/{server}` is not drained: no other server of the backend takes requests")
        module.exit_json(changed=False, status=found[server]["status"])
    status = found[server]["status"]
    is_set = status.startswith(("DRAIN", "MAINT")) if state == "drain" else not status.startswith(("DRAIN", "MAINT"))
    if module.check_mode:
        module.exit_json(changed=not is_set, status=status)
    if not is_set:
        answer = ask(socket, f"set server {backend}/{server} state {state}").strip()
        if answer:
            module.fail_json(msg=f"HAProxy refuses the state `{state}` of `{backend}/{server}`: {answer}")
    until = time.monotonic() + seconds
    row = rows(socket, backend)[server]
    while not is_reached(row, state) and time.monotonic() < until:
        time.sleep(_POLL)
        row = rows(socket, backend)[server]
    if state == "ready" and not is_reached(row, state):
        module.fail_json(msg=f"HAProxy finds `{backend}/{server}` not ready after {seconds} s: {row['status']}")
    module.exit_json(changed=not is_set, status=row["status"])


if __name__ == "__main__":
    main()
