"""The works: sets of requirements for complete builds, and hard resolutions."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """One set of requirements.

    most_rounds limits the rounds, and slow_rounds those of the peers that take minutes for a large set: pip, pex in its
    default mode, and shiv. The set `torch` is generated (see wheels.py).
    """

    title: str
    requirements: tuple
    slow_rounds: int = 1000
    most_rounds: int = 1000


BUILDS = {
    "flask": Work("Flask, SQLAlchemy, psycopg", ("flask", "sqlalchemy", "psycopg[binary]")),
    "django": Work(
        "Django, DRF, Celery, redis, Pillow, lxml, cryptography, psycopg, boto3",
        ("django", "djangorestframework", "celery", "redis", "pillow", "lxml", "cryptography", "psycopg[binary]", "boto3"), 3),
    "science": Work(
        "numpy, scipy, pandas, scikit-learn, matplotlib, pyarrow",
        ("numpy", "scipy", "pandas", "scikit-learn", "matplotlib", "pyarrow"), 2),
    "torch": Work("one wheel of 892 MB with 12,000 files", (), 1, 3),
}
RESOLUTIONS = {
    "boto": Work("boto3, urllib3<1.25.4", ("boto3", "urllib3<1.25.4")),
    "boto-old": Work("boto3<1.28, urllib3>=2", ("boto3<1.28", "urllib3>=2")),
    "airflow": Work(
        "apache-airflow[celery,postgres,google,amazon,cncf-kubernetes]",
        ("apache-airflow[celery,postgres,google,amazon,cncf-kubernetes]",)),
    "jupyter": Work(
        "jupyterlab, notebook, voila, dask[complete], bokeh", ("jupyterlab", "notebook", "voila", "dask[complete]", "bokeh")),
    "refused": Work("boto3>=1.30, urllib3<1.25.4: no solution", ("boto3>=1.30", "urllib3<1.25.4")),
}
