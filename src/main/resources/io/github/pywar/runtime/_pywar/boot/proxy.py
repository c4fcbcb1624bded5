"""Options by which a server uses the headers X-Forwarded-Proto and X-Forwarded-For of a proxy on this machine.

Without them an application behind nginx with TLS sees `http`, and its redirect to `https` has no end.
gunicorn and uWSGI need no option.  uvicorn needs one on a Unix socket.  waitress deletes these headers unless an
option names the proxy.  Each option of the user replaces these.
"""

from __future__ import annotations

import os

_WAITRESS = "--trusted-proxy"
_UVICORN = "--forwarded-allow-ips"
_LOOPBACK = ("127.", "localhost")


def waitress(bind: str, options: list[str]) -> list[str]:
    """Return the options for an address that only this machine can reach; none for any other address."""
    peer = _peer(bind)
    if peer is None or _has(options, _WAITRESS) or not _knows_proxies():
        return []
    return [f"{_WAITRESS}={peer}", f"{_WAITRESS}-headers=x-forwarded-for x-forwarded-proto"]


def uvicorn(bind: str, options: list[str]) -> list[str]:
    """Return the option for a Unix socket, also for gunicorn with uvicorn's workers: its clients have no address."""
    is_set = "FORWARDED_ALLOW_IPS" in os.environ or _has(options, _UVICORN)
    return [f"{_UVICORN}=*"] if bind.startswith("unix:") and not is_set else []


def _peer(bind: str) -> str | None:
    """Return waitress's name for clients of the address, if all of them are on this machine."""
    if bind.startswith("unix:"):
        return "localhost"
    host = bind.rpartition(":")[0].strip("[]")
    if host == "::1":
        return host
    return "127.0.0.1" if host.startswith(_LOOPBACK) else None


def _has(options: list[str], name: str) -> bool:
    return any(option.startswith(name) for option in options)


def _knows_proxies() -> bool:
    """Return whether this waitress has the options: versions before 1.2 lack them."""
    try:
        from waitress.adjustments import Adjustments
    except ImportError:
        return False
    return hasattr(Adjustments, "trusted_proxy_headers")
