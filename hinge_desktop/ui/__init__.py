"""Pages and widgets. Never sees SQLAlchemy; never writes what it shows."""
