"""Orders and the database that keeps them."""
import os

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    number: Mapped[int] = mapped_column(primary_key=True)
    article: Mapped[str]
    count: Mapped[int]

    def as_json(self):
        return {"number": self.number, "article": self.article, "count": self.count}


def open_database():
    """The database of SHOP_DATABASE, or one in memory that lives as long as the process."""
    url = os.environ.get("SHOP_DATABASE", "sqlite://")
    kept = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
    engine = create_engine(url, **(kept if url == "sqlite://" else {}))
    Base.metadata.create_all(engine)
    return engine


def add(engine, article, count):
    with Session(engine) as session:
        order = Order(article=article, count=count)
        session.add(order)
        session.commit()
        return order.as_json()


def all_of(engine):
    with Session(engine) as session:
        return [order.as_json() for order in session.scalars(select(Order).order_by(Order.number))]
