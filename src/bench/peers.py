"""The commands of the peers: each makes one file from a `requirements.txt`."""
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Peer:
    """A tool with its folder of work, its cache and its result."""

    name: str
    command: str
    folder: Path
    cache: Path
    result: Path


def peers(work, programs, environment, is_local):
    """Return all peers. is_local: the requirements file names a folder, so no index is used."""
    quoted = {name: shlex.quote(str(programs / name)) for name in ("uv", "pex", "shiv", "python")}
    here = shlex.quote(sys.executable)
    index = "" if is_local else '--index-url "$PIP_INDEX_URL"'
    lines = {
        "uv + zip -0": zipped("{uv} pip install -q --cache-dir ../{cache} --only-binary :all: --python {here} "
                              "--target tree -r requirements.txt", 0),
        "pip + zip -6": zipped("{python} -m pip install -q --cache-dir ../{cache} --only-binary :all: "
                               "--target tree -r requirements.txt", 6),
        "pex": "rm -f out && {pex} --pex-root ../{cache} --python {here} {index} -o out -r requirements.txt",
        "pex, fastest": "rm -f out && {pex} --pex-root ../{cache} --python {here} {index} --no-compress "
                        "--no-pre-install-wheels -o out -r requirements.txt",
        "shiv": "rm -f out && PIP_CACHE_DIR=$PWD/../{cache} {shiv} -q -o out -r requirements.txt",
    }
    found = []
    for number, (name, line) in enumerate(lines.items()):
        folder, cache = work / ("peer%d" % number), work / ("cache%d" % number)
        command = line.format(cache=cache.name, here=here, index=index, **quoted)
        result = "out.zip" if "zip" in name else "out"
        found.append(Peer(name, command, folder, cache, folder / result))
    return found


def zipped(install, level):
    """Return a command that installs into a folder, then zips it."""
    return "rm -rf tree out.zip && %s && cd tree && zip -q -r -%d ../out.zip ." % (install, level)
