"""What a deployment was asked for: refused before a byte is written, if it cannot be done."""

import hashlib
import os

from _pywar import envfile, files, gate
from _pywar.deployment import atomic, health
from _pywar.report import Refusal


def check(found, request):
    """All that can be refused without writing a byte."""
    gate.require(found)
    health.check_form(request.check_url)
    if request.keep < 1:
        raise Refusal("`--keep` must be 1 or more", status=2)
    if request.env_file:
        _check_env_file(request.env_file)


def check_for(root, request):
    """What this deployment, as it is, cannot be asked for."""
    if request.hooks == "only" and request.env_file and root.current():
        raise Refusal(
            f"`{root.path}` serves, and --hooks=only switches nothing: `{request.env_file}` would become what it serves with",
            [f"current: {root.current()}"],
            ["leave --env-file away: the hooks see shared/env", "or name a directory of its own, as on a springboard"],
            status=2,
        )


def env_data(path):
    """The bytes of `--env-file`, which the deploying user chose: links to it are followed."""
    return files.read(os.path.realpath(path), atomic.ENV_BYTES)


def _check_env_file(path):
    try:
        envfile.parse(envfile.decoded(env_data(path), path), path)
    except OSError as problem:
        raise Refusal(f"`--env-file {path}` cannot be read: {problem.strerror}", status=2) from None
    except Refusal as refusal:
        refusal.status = 2
        raise


def sha256(archive):
    """The digest for the log; a tree has none."""
    if not os.path.isfile(archive):
        return None
    digest = hashlib.sha256()
    with open(archive, "rb") as stream:
        for chunk in iter(lambda: stream.read(1 << 20), b""):
            digest.update(chunk)
    return digest.hexdigest()
