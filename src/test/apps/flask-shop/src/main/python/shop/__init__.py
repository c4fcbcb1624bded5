"""A small shop: orders come in as JSON, are kept by SQLAlchemy and listed."""
