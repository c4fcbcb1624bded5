#!/usr/bin/env python3
"""Write the list of the plugin's classes that a build of an archive loads, for LoadedAhead.

    python3 src/bench/loaded.py --plugin VERSION [--repository FOLDER] [--maven MVN]

Builds a small application twice, with one source changed, and reads the log of the Java virtual machine. With
one core, nothing is loaded ahead. The list has the classes that follow the comparison with the last build, in the order of loading. The plugin must be installed (`mvn install`),
and the index of this machine's configuration is used once.
"""
import argparse
import os
import re
import subprocess
import tempfile
from pathlib import Path

from peers import POM

LIST = Path(__file__).parents[2] / "src/main/resources/io/github/pywar/maven/loaded-ahead.txt"
SHADED = "io.github.pywar.shaded."
FIRST = "io.github.pywar.maven.RecordedWarnings"


def main():
    """Build twice, and write the list of the second build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--python", default="3.11")
    parser.add_argument("--maven", default="mvn")
    parser.add_argument("--repository", help="the local repository")
    options = parser.parse_args()
    maven = [options.maven, "-q"] + ["-Dmaven.repo.local=" + options.repository] * bool(options.repository)
    with tempfile.TemporaryDirectory(prefix="pywar-loaded-") as folder:
        project = Path(folder)
        source = project / "src/main/python/app.py"
        source.parent.mkdir(parents=True)
        (project / "pom.xml").write_text(POM.replace("<server>none</server>", "") % (options.plugin, options.python))
        (project / "requirements.txt").write_text("flask\n")
        source.write_text("application = 1\n")
        subprocess.run(maven + ["package"], cwd=project, check=True)
        source.write_text("application = 2\n")
        log = project / "classes.log"
        environment = {**os.environ, "MAVEN_OPTS": "-XX:ActiveProcessorCount=1 -Xlog:class+load:file=%s:none" % log}
        subprocess.run(maven + ["-o", "package"], cwd=project, env=environment, check=True)
        LIST.write_text("\n".join(names(log.read_text())) + "\n")


def names(log):
    """Return the names of the plugin's classes after the comparison, without classes that the virtual machine generates."""
    loaded = [line.split()[0] for line in log.splitlines()]
    own = [name for name in loaded if name.startswith("io.github.pywar.") and not re.search(r"\$\$|/", name)]
    own = own[own.index(FIRST):]
    return [name[len(SHADED):] if name.startswith(SHADED) else name for name in own]


if __name__ == "__main__":
    main()
