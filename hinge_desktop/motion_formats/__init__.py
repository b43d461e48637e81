"""A solved motion as files of other tools. What each holds: ``docs/files.md``."""
