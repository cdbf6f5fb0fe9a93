"""Django's SQLite backend with one lock around the writers of a process."""
