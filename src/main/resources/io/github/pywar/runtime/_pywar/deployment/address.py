"""The address of `--check-url`: what may be shown of it, and to whom it belongs."""

import re
from urllib.parse import urlsplit

_LEFT_OUT = "?..."


def shown(url):
    """The URL without its query, which may hold a token: logs and messages are for many."""
    return re.sub(r"\?.*", _LEFT_OUT, url.partition("#")[0], flags=re.DOTALL)


def is_whole(url):
    """Is it no URL as `shown` gives it?"""
    return not url.endswith(_LEFT_OUT)


def origin(url):
    """(scheme, host, port): what is sent to one is not for another."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)
