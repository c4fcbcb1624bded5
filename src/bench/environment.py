"""What the measured tools share: the package index of this machine, the peers, Maven with the plugin of this build."""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from processes import Failed

PEERS = ("pip", "pex", "shiv", "uv")
PYTHON = "%d.%d" % sys.version_info[:2]
SETTINGS = """<settings>
  <profiles><profile>
    <id>bench</id>
    <repositories><repository><id>build</id><url>{0}</url></repository></repositories>
    <pluginRepositories><pluginRepository><id>build</id><url>{0}</url></pluginRepository></pluginRepositories>
  </profile></profiles>
  <activeProfiles><activeProfile>bench</activeProfile></activeProfiles>
</settings>
"""
EMPTY = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>bench</groupId><artifactId>empty</artifactId><version>1.0</version><packaging>pom</packaging>
</project>
"""
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>bench</groupId><artifactId>bench</artifactId><version>1.0</version><packaging>pywar</packaging>
  <properties><project.build.outputTimestamp>2026-01-01T00:00:00Z</project.build.outputTimestamp></properties>
  <build><plugins><plugin>
    <groupId>io.github.pywar</groupId><artifactId>pywar-maven-plugin</artifactId><version>%s</version>
    <extensions>true</extensions>
    <configuration>
      <python>%s</python><application>app:application</application><server>none</server>
    </configuration>
  </plugin></plugins></build>
</project>
"""


def index():
    """Return the index URL of this machine's pip. It is passed on in variables and never written into a file."""
    configured = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True)
    if configured.returncode == 0 and configured.stdout.strip():
        return configured.stdout.strip()
    usage = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--help"], capture_output=True, text=True,
        env={**os.environ, "COLUMNS": "400"}, check=True)
    return re.search(r"--index-url\b.{0,400}?\(default:?\s+(https?://[^\s)]+)", usage.stdout, re.DOTALL).group(1)


def variables():
    """Return the environment of all tools: the same index, and a Java virtual machine with its default options."""
    url = os.environ.get("PIP_INDEX_URL") or index()
    inherited = {name: value for name, value in os.environ.items() if name not in ("MAVEN_OPTS", "MAVEN_PROJECTBASEDIR")}
    return {**inherited, "PIP_INDEX_URL": url, "UV_DEFAULT_INDEX": url, "LC_ALL": "C.UTF-8"}


def fetch_peers(folder, environment):
    """Install the current peers into a virtualenv, and return its folder of programs and the versions."""
    programs = folder / "bin"
    if not all((programs / name).exists() for name in PEERS):
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        install = [str(programs / "python"), "-m", "pip", "install", "-q", "--upgrade", *PEERS]
        subprocess.run(install, check=True, env=environment)
    listed = subprocess.run(
        [str(programs / "python"), "-m", "pip", "list", "--format=freeze"], capture_output=True, text=True, check=True)
    return programs, [line.replace("==", " ") for line in listed.stdout.split() if line.split("==")[0] in PEERS]


class Maven:
    """Maven with the plugin of this build, from a local repository below the target folder."""

    def __init__(self, options):
        self.program, self.version = options.maven, options.version
        self.repository = options.target / "local-repo"
        self.settings = options.target / "bench/settings.xml"
        self.settings.parent.mkdir(parents=True, exist_ok=True)
        self.settings.write_text(SETTINGS.format(Path(options.repository).as_uri()))

    def command(self, goal, cache):
        """Return the command for a goal. It is the same in all states of a build."""
        return [self.program, "-q", "-B", "-s", str(self.settings), "-Dmaven.repo.local=%s" % self.repository,
                "-Dpywar.cacheDirectory=%s" % cache, "-DskipTests", goal]

    def project(self, folder, requirements):
        """Write a project of a user, and return the path of its archive."""
        write_source(folder, 0)
        (folder / ".mvn").mkdir()  # otherwise Maven uses the JVM options of the project around it
        (folder / "pom.xml").write_text(POM % (self.version, PYTHON))
        (folder / "requirements.txt").write_text("\n".join(requirements) + "\n")
        return folder / "target/bench-1.0.pywar"

    def init_options(self, environment):
        """Return the options of the virtual machine that `pywar:init` writes into a new project."""
        goal = "io.github.pywar:pywar-maven-plugin:%s:init" % self.version
        with tempfile.TemporaryDirectory() as folder:  # not below the folder of a project: init writes no options there
            command = [*self.command(goal, Path(folder) / "cache"), "-Dpywar.framework=wsgi"]
            subprocess.run(command, cwd=folder, env=environment, check=True)
            return (Path(folder) / ".mvn/jvm.config").read_text()

    def class_archive(self, folder, cache, environment):
        """Write an archive of classes, and return the lines for ~/.mavenrc that `pywar:archive-classes` prints."""
        goal = "io.github.pywar:pywar-maven-plugin:%s:archive-classes" % self.version
        printed = subprocess.run(self.command(goal, cache), cwd=folder, env=environment, capture_output=True, text=True)
        if printed.returncode != 0 or not printed.stdout:
            raise Failed("%s failed:\n%s" % (goal, printed.stdout[-4000:]))
        return re.sub(r"\x1b\[\d*m", "", printed.stdout)  # some builds of Maven write it even to a pipe

    @staticmethod
    def empty_project(folder):
        """Write a project that does nothing."""
        (folder / ".mvn").mkdir(parents=True)
        (folder / "pom.xml").write_text(EMPTY)


def write_source(project, number):
    """Write the only module of the application."""
    source = project / "src/main/python/app.py"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text("TURN = %d\n\n\ndef application(environ, start_response):\n    return []\n" % number)
