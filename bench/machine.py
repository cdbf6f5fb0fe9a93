"""The machine's own rate of durable commits: a 4 KB row and its full-text row, one commit each."""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

SECONDS = 3.0


def commits_per_second(beside: Path) -> float:
    """On the disk that `beside` lies on; SQLite in WAL mode with synchronous=FULL."""
    choose = random.Random(3)
    words = ["".join(choose.choices("abcdefghijklmnoprstuvw", k=choose.randint(3, 9))) for _ in range(8000)]
    texts = [" ".join(choose.choices(words, k=640))[:4096] for _ in range(200)]
    with (
        tempfile.TemporaryDirectory(dir=beside.parent) as folder,
        closing(sqlite3.connect(Path(folder) / "rate.sqlite3", isolation_level=None)) as database,
    ):
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("CREATE TABLE mail (id INTEGER PRIMARY KEY, body TEXT)")
        database.execute("CREATE VIRTUAL TABLE found USING fts5(body, content='')")
        count, began = 0, time.perf_counter()
        while time.perf_counter() - began < SECONDS:
            text = texts[count % len(texts)]
            database.execute("BEGIN IMMEDIATE")
            row = database.execute("INSERT INTO mail (body) VALUES (?)", (text,)).lastrowid
            database.execute("INSERT INTO found (rowid, body) VALUES (?, ?)", (row, text))
            database.execute("COMMIT")
            count += 1
        return count / (time.perf_counter() - began)
