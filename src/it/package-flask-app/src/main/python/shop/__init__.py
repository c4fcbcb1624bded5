"""Counts its visits in a database and shows the versions of its libraries."""
from importlib import metadata

import flask
import psycopg
import sqlalchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.util import has_compiled_ext

LIBRARIES = (flask, sqlalchemy, psycopg)


class Base(DeclarativeBase):
    pass


class Visit(Base):
    __tablename__ = "visit"
    id: Mapped[int] = mapped_column(primary_key=True)


def create_app():
    app = flask.Flask(__name__)
    engine = sqlalchemy.create_engine("sqlite://", poolclass=sqlalchemy.pool.StaticPool,
                                      connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)

    @app.get("/")
    def index():
        with Session(engine) as session:
            session.add(Visit())
            session.commit()
            visits = session.query(Visit).count()
        return {
            "visits": visits,
            "driver": psycopg.pq.__impl__,
            "compiled": has_compiled_ext(),
            "origins": {module.__name__: module.__file__ for module in LIBRARIES},
            "versions": {module.__name__: metadata.version(module.__name__) for module in LIBRARIES},
        }

    return app
