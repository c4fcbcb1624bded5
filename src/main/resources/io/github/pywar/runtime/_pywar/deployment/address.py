"""The address of `--check-url`: what may be shown of it, and to whom it belongs."""

import re
from urllib.parse import urlsplit

_OMITTED = "?..."


def redact(url):
    """The URL without its query, which may hold a token: logs and messages are for many."""
    return re.sub(r"\?.*", _OMITTED, url.partition("#")[0], flags=re.DOTALL)


def is_complete(url):
    """Is it no URL as `shown` gives it?"""
    return not url.endswith(_OMITTED)


def origin(url):
    """(scheme, host, port): what is sent to one is not for another."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
