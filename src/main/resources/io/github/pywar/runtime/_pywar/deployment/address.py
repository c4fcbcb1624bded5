"""The URL of `--check-url`: its form for logs, and its origin."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_OMITTED = "?..."


def redact(url: str) -> str:
    """Return the URL without its query, which may hold a token: many users read logs and messages."""
    return re.sub(r"\?.*", _OMITTED, url.partition("#")[0], flags=re.DOTALL)


def is_complete(url: str) -> bool:
    """Return whether the URL has its query, in contrast to the result of `redact`."""
    return not url.endswith(_OMITTED)


def origin(url: str) -> tuple[str, str, int]:
    """Return (scheme, host, port): a secret header for one origin is not sent to another."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
