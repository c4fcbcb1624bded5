"""The shop's WSGI entry: `shop.wsgi:application`."""
import importlib.metadata
import sys

import flask
import psycopg
import sqlalchemy
from sqlalchemy.util import has_compiled_ext

from shop import orders

application = flask.Flask(__name__)
database = orders.open_database()


@application.get("/")
def welcome():
    return "<h1>Shop</h1>"


@application.post("/orders")
def order():
    wanted = flask.request.get_json()
    return orders.add(database, wanted["article"], wanted["count"]), 201


@application.get("/orders")
def listing():
    return orders.all_of(database)


@application.get("/libraries")
def libraries():
    """Which libraries this process really runs: name, version, file."""
    report = {
        module.__name__: {"version": importlib.metadata.version(module.__name__), "file": module.__file__}
        for module in (flask, sqlalchemy, psycopg)
    }
    report["sqlalchemy"]["compiled"] = has_compiled_ext()
    report["psycopg"]["implementation"] = psycopg.pq.__impl__
    report["python"] = {"version": "%d.%d.%d" % sys.version_info[:3], "file": sys.executable}
    return report
