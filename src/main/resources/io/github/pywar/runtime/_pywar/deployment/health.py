"""`--check-url`: does what serves now answer well, several times in a row?"""

import time
import urllib.error
import urllib.request

from _pywar.report import Refusal

_IN_A_ROW = 3
_PAUSE = 0.3


def check(url, timeout):
    """Ask until three answers in a row are good; gives the last status."""
    end = time.monotonic() + timeout
    good = 0
    while True:
        fine, said = _ask(url, max(1.0, end - time.monotonic()))
        good = good + 1 if fine else 0
        if good == _IN_A_ROW:
            return said
        if time.monotonic() > end:
            raise Refusal(
                f"`{url}` did not answer well within {timeout:g} s",
                [f"last: {said}"],
                ["the server's error log has the reason", "--check-timeout allows more time"],
                status=1,
            )
        time.sleep(_PAUSE)


def check_form(url):
    """Refuse what is no web address before anything else happens."""
    if url and not url.startswith(("http://", "https://")):
        raise Refusal(f"`--check-url {url}` is no http:// or https:// address", status=2)


def _ask(url, timeout):
    request = urllib.request.Request(url, headers={"User-Agent": "pywar-check", "Connection": "close"})
    # a proxy of the administrator's shell must not answer for the server
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=min(timeout, 10)) as reply:
            reply.read(1 << 16)
            return True, f"status {reply.status}"
    except urllib.error.HTTPError as problem:
        problem.close()
        return False, f"status {problem.code}"
    except (OSError, ValueError) as problem:
        return False, f"{type(problem).__name__}: {getattr(problem, 'reason', problem)}"
