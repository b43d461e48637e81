"""What was done: SQLAlchemy 2 on SQLite. Knows only the records of ``training``."""
