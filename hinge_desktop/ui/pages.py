"""The names of the pages on the rail."""

PAGES = ("today", "library", "progress", "settings")
