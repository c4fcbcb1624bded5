#!/usr/bin/env python3
"""Compare the versions that pywar chooses for popular sets of requirements with those of pip and uv.

    python3 src/bench/sets.py --tools VENV [--set django --set flask] [--maven 'mvn -Dmaven.repo.local=FOLDER'] [--json F]

VENV has a current pip and uv (`python3 -m venv VENV && VENV/bin/pip install -U pip uv`). The target of all three tools is the
exact Python of VENV on Linux with glibc 2.28, with wheels only. Each tool uses the index of this machine's configuration.
pywar runs as `mvn pywar:lock`; the plugin must be installed (`mvn install`). Prints one row for each set, then each package
on which the tools differ. --json writes all chosen versions to a file.
"""
import argparse
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

SETS = {
    "flask": ["flask", "flask-sqlalchemy", "flask-migrate", "flask-login", "flask-wtf", "gunicorn", "psycopg[binary]"],
    "django": [
        "django", "djangorestframework", "celery", "redis", "psycopg[binary]", "pillow", "django-cors-headers",
        "whitenoise", "gunicorn",
    ],
    "django-cms": ["django-cms", "djangocms-versioning", "djangocms-text", "django-filer"],
    "wagtail": ["wagtail", "psycopg2-binary", "django-storages[s3]"],
    "odoo-like": [
        "babel", "chardet", "cryptography", "decorator", "docutils", "geoip2", "gevent", "greenlet", "idna", "jinja2",
        "lxml", "lxml-html-clean", "markupsafe", "num2words", "openpyxl", "passlib", "pillow", "polib", "psutil",
        "psycopg2-binary", "pyopenssl", "pypdf", "pyserial", "python-dateutil", "python-stdnum", "pytz", "pyusb",
        "qrcode", "reportlab", "requests", "rjsmin", "urllib3", "werkzeug", "xlrd", "xlsxwriter", "xlwt", "zeep",
    ],
    "fastapi": ["fastapi[standard]", "sqlalchemy[asyncio]", "asyncpg", "alembic", "pydantic-settings", "redis[hiredis]"],
    "science": ["numpy", "scipy", "pandas", "matplotlib", "scikit-learn", "pyarrow", "statsmodels", "seaborn"],
    "jupyterlab": ["jupyterlab", "notebook", "voila", "dask[complete]", "bokeh"],
    "superset": ["apache-superset"],
    "sqlalchemy": ["sqlalchemy", "alembic", "psycopg2-binary", "pymysql", "oracledb", "pyodbc"],
    "boto3": ["boto3", "s3fs", "awscli", "moto[s3]"],
    "google-cloud": [
        "google-cloud-storage", "google-cloud-bigquery[pandas]", "google-cloud-pubsub", "google-cloud-secret-manager",
        "google-cloud-logging", "google-cloud-aiplatform",
    ],
    "azure": [
        "azure-identity", "azure-storage-blob", "azure-keyvault-secrets", "azure-servicebus", "azure-cosmos",
        "azure-monitor-opentelemetry",
    ],
    "http": ["requests[socks]", "httpx[http2,brotli]", "aiohttp[speedups]", "tenacity", "pydantic[email]"],
    "opentelemetry": [
        "opentelemetry-distro[otlp]", "opentelemetry-instrumentation-flask", "opentelemetry-instrumentation-django",
        "opentelemetry-instrumentation-requests", "opentelemetry-exporter-prometheus",
    ],
    "streamlit": ["streamlit", "plotly", "altair", "duckdb", "polars"],
    "langchain": ["langchain", "langchain-openai", "langchain-community", "langgraph", "chromadb"],
    "openai": ["openai", "anthropic", "tiktoken", "transformers", "sentence-transformers"],
    "sentry": ["sentry-sdk[flask]", "flask", "structlog", "prometheus-client", "loguru"],
    "pytest": ["pytest", "pytest-cov", "pytest-xdist", "pytest-asyncio", "hypothesis", "tox", "mypy", "ruff", "black"],
    "sphinx": ["sphinx", "sphinx-rtd-theme", "myst-parser", "sphinx-autodoc-typehints", "furo"],
    "mkdocs": ["mkdocs-material[imaging]", "mkdocstrings[python]", "mkdocs-awesome-pages-plugin"],
    "dash": ["dash", "dash-bootstrap-components", "dash-ag-grid", "pandas", "gunicorn"],
    "scrapy": ["scrapy", "scrapy-playwright", "beautifulsoup4", "selenium"],
    "tensorflow": ["tensorflow", "keras", "tensorboard"],
    "mlflow": ["mlflow", "xgboost", "lightgbm", "optuna"],
    "ansible": ["ansible", "ansible-lint", "molecule", "paramiko"],
    "prefect": ["prefect", "prefect-sqlalchemy", "prefect-docker"],
    "airflow": ["apache-airflow", "apache-airflow-providers-postgres"],
    "boto3-old-urllib3": ["boto3", "urllib3<1.25.4"],
    "airflow-extras": ["apache-airflow[celery,postgres,google,amazon,cncf-kubernetes]"],
}
LIBC_MINOR = 28
REFUSAL_LINES = 5
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>bench</groupId><artifactId>bench</artifactId><version>1.0</version><packaging>pywar</packaging>
  <build><plugins><plugin>
    <groupId>io.github.pywar</groupId><artifactId>pywar-maven-plugin</artifactId><version>%s</version>
    <extensions>true</extensions>
    <configuration>
      <python>%s</python><platform>linux-%s</platform><libc>glibc-2.%d</libc>
      <application>app:application</application><server>none</server>
    </configuration>
  </plugin></plugins></build>
</project>
"""
TAGS_OF_OLD = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}


class Refused(Exception):
    """A tool found no solution; has its output."""


class Late(Refused):
    """A tool reached its time limit."""


def run(command, cwd, limit):
    """Return the output of a command; raise Refused if it fails or reaches its time limit."""
    try:
        done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=limit)
    except subprocess.TimeoutExpired:
        raise Late("no result in %d s" % limit) from None
    output = done.stdout.decode(errors="replace")
    if done.returncode:
        raise Refused(output)
    return output


def normal(name, version):
    """Return a name normalized by PEP 503, and a version without the leading zeros that PEP 440 drops."""
    return re.sub(r"[-_.]+", "-", name).lower(), re.sub(r"(?<![0-9a-z+])0+(?=[0-9])", "", version)


class Pip:
    """`pip install --dry-run`. It evaluates markers for its own interpreter, so that is the target."""

    def __init__(self, work, options):
        self.python, self.cache, self.limit = options.tools / "bin/python", work / "pip-cache", options.limit

    def choose(self, folder, version):
        report = folder / "report.json"
        command = [
            self.python, "-m", "pip", "install", "-q", "--dry-run", "--ignore-installed", "--only-binary", ":all:",
            "--cache-dir", self.cache, "--python-version", version, "--report", report, "-r", "requirements.txt",
            "--target", "nowhere",
        ]
        for minor in range(LIBC_MINOR, 4, -1):
            command += ["--platform", "manylinux_2_%d_%s" % (minor, platform.machine())]
            if minor in TAGS_OF_OLD:
                command += ["--platform", "%s_%s" % (TAGS_OF_OLD[minor], platform.machine())]
        run(command + ["--platform", "linux_" + platform.machine()], folder, self.limit)
        described = [one["metadata"] for one in json.loads(report.read_text())["install"]]
        return dict(normal(one["name"], one["version"]) for one in described)


class Uv:
    """`uv pip compile` without a lock."""

    def __init__(self, work, options):
        self.uv, self.cache, self.limit = options.tools / "bin/uv", work / "uv-cache", options.limit

    def choose(self, folder, version):
        target = "%s-manylinux_2_%d" % (platform.machine(), LIBC_MINOR)
        output = run(
            [self.uv, "pip", "compile", "-q", "--cache-dir", self.cache, "--only-binary", ":all:", "--no-header",
             "--no-annotate", "--no-emit-index-url", "--python-version", version, "--python-platform", target,
             "requirements.txt"],
            folder, self.limit)
        pins = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", output, re.MULTILINE)
        return dict(normal(*pin) for pin in pins)


class Pywar:
    """`mvn pywar:lock` with a cache of its own."""

    def __init__(self, work, options):
        self.maven, self.plugin = shlex.split(options.maven), options.plugin
        self.cache, self.limit = work / "pywar-cache", options.limit

    def choose(self, folder, version):
        (folder / "src/main/python").mkdir(parents=True)
        (folder / "pom.xml").write_text(POM % (self.plugin, version, platform.machine(), LIBC_MINOR))
        cache = "-Dpywar.cacheDirectory=%s" % self.cache
        run(self.maven + ["-q", "-B", "pywar:lock", cache], folder, self.limit)
        lock = (folder / "pylock.toml").read_text()
        pins = re.findall(r'^\[\[packages]]\nname = "([^"]+)"\nversion = "([^"]+)"', lock, re.MULTILINE)
        return dict(normal(*pin) for pin in pins)


def ask(tool, folder, names, version):
    """Return the chosen versions, or the error without host names, and the time in seconds."""
    folder.mkdir(parents=True)
    (folder / "requirements.txt").write_text("\n".join(names) + "\n")
    begin = time.perf_counter()
    try:
        answer = {"chosen": tool.choose(folder, version)}
    except Refused as refused:
        plain = re.sub(r"\x1b\[[0-9;]*m", "", str(refused)).strip()
        answer = {"refused": re.sub(r"(https?://)[^/\s]+", r"\1INDEX", plain), "late": isinstance(refused, Late)}
    return dict(answer, seconds=round(time.perf_counter() - begin, 1))


def differences(ours, theirs):
    """Return the names whose versions differ; all names if only one tool has a solution, none if neither has one."""
    one, other = ours.get("chosen", {}), theirs.get("chosen", {})
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def verdict(ours, theirs):
    """Return `yes`, or which tool fails or was late, or how many packages differ."""
    if ours.get("late") or theirs.get("late"):
        return "pywar was late" if ours.get("late") else "other was late"
    refusals = ["chosen" not in answer for answer in (ours, theirs)]
    if all(refusals):
        return "both fail"
    if any(refusals):
        return "only pywar fails" if refusals[0] else "only other fails"
    count = len(differences(ours, theirs))
    return "%d differ" % count if count else "yes"


def row(name, answers):
    """Print one row of the table, then errors and differences."""
    ours = answers["pywar"]
    times = " ".join("%s %.1f" % (tool, answer["seconds"]) for tool, answer in answers.items())
    print("%-18s %8s  %-18s %-18s %s s" % (
        name, len(ours.get("chosen", {})) or "-", verdict(ours, answers["pip"]), verdict(ours, answers["uv"]), times))
    for tool, answer in answers.items():
        for line in answer.get("refused", "").splitlines()[:REFUSAL_LINES]:
            print("    %s: %s" % (tool, line))
    answered = {tool: answer["chosen"] for tool, answer in answers.items() if "chosen" in answer}
    for package in sorted(set().union(*answered.values())):
        versions = {tool: chosen.get(package, "-") for tool, chosen in answered.items()}
        if len(set(versions.values())) > 1:
            print("    %s: %s" % (package, ", ".join("%s %s" % one for one in versions.items())))


def main():
    """Run the three tools on one set after the other, so that they see the same state of the index."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tools", required=True, type=lambda text: Path(os.path.abspath(text)))
    parser.add_argument("--plugin", default="1.0.0-SNAPSHOT")
    parser.add_argument("--maven", default="mvn", help="the command that starts Maven, with options")
    parser.add_argument("--set", action="append", choices=sorted(SETS), help="may be repeated; default: all")
    parser.add_argument("--limit", type=int, default=600, help="time limit of a tool for one set, in seconds")
    parser.add_argument("--json", type=Path, help="a file for all chosen versions")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="pywar-sets-"))
    program = "import platform; print(platform.python_version())"
    version = run([options.tools / "bin/python", "-c", program], work, 60).strip()
    tools = {"pywar": Pywar(work, options), "pip": Pip(work, options), "uv": Uv(work, options)}
    everything = {}
    try:
        print("CPython %s, linux-%s, glibc 2.%d, wheels only" % (version, platform.machine(), LIBC_MINOR))
        print("%-18s %8s  %-18s %-18s %s" % ("set", "packages", "pywar = pip", "pywar = uv", "wall"))
        for name in options.set or SETS:
            everything[name] = {
                tool: ask(one, work / name / tool, SETS[name], version) for tool, one in tools.items()
            }
            row(name, everything[name])
            if options.json:
                options.json.write_text(json.dumps(everything, indent=1))
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
