"""A full-text index on either database: FTS5 on SQLite, tsvector with GIN on PostgreSQL, of the same two columns.

`body` holds the words as written (folded: lower case, no accents), `terms` their stems. Rows are numbered as the
table they index; the index keeps no text that could be read back, so who removes a row says what was in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from . import search_text

MOST = 100_000
"""Characters of a text that are indexed: a letter's worth many times over, and a bound for its cost."""


class Index:
    """One index table, named `table`."""

    def __init__(self, table: str) -> None:
        self.table = table

    def create(self, schema: BaseDatabaseSchemaEditor) -> None:
        """Make the table; for migrations."""
        if schema.connection.vendor == "sqlite":
            schema.execute(
                f"CREATE VIRTUAL TABLE {self.table} USING fts5(body, terms, content='', "
                "tokenize=\"unicode61 remove_diacritics 0\")"
            )
        else:
            schema.execute(f"CREATE TABLE {self.table} (id bigint PRIMARY KEY, tsv tsvector NOT NULL)")
            schema.execute(f"CREATE INDEX {self.table}_tsv ON {self.table} USING gin (tsv)")

    def drop(self, schema: BaseDatabaseSchemaEditor) -> None:
        """Undo `create`."""
        schema.execute(f"DROP TABLE {self.table}")

    def add(self, row: int, text: str, language: str | None) -> None:
        """Index a new row."""
        self.add_many([(row, text, language)])

    def add_many(self, rows: Iterable[tuple[int, str, str | None]]) -> None:
        """Index new rows of (number, text, language)."""
        values = [(row, *_columns(text, language)) for row, text, language in rows]
        if connection.vendor == "sqlite":
            sql = f"INSERT INTO {self.table}(rowid, body, terms) VALUES (%s, %s, %s)"
        else:
            sql = f"INSERT INTO {self.table}(id, tsv) VALUES (%s, to_tsvector('simple', %s || ' ' || %s))"
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)

    def remove(self, row: int, text: str, language: str | None) -> None:
        """Take a row out; `text` and `language` must be what it was added with."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(
                    f"INSERT INTO {self.table}({self.table}, rowid, body, terms) VALUES ('delete', %s, %s, %s)",
                    (row, *_columns(text, language)),
                )
            else:
                cursor.execute(f"DELETE FROM {self.table} WHERE id = %s", (row,))

    def matching(self, words: str, language: str | None = None, *, newest: int | None = None) -> tuple[str, list[Any]]:
        """SQL and parameters of a subquery that gives the numbers of the rows with all of `words`; of the `newest` only.

        The last word may be begun only. Words that nothing could match (no letter in them) give an empty subquery.
        """
        sqlite = connection.vendor == "sqlite"
        asked = search_text.fts5_match(words, language) if sqlite else search_text.tsquery(words, language)
        if not asked:
            return "SELECT 0 WHERE 1 = 0", []
        if sqlite:
            sql = f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH %s"
            order = " ORDER BY rowid DESC"
        else:
            # OFFSET 0 keeps the planner from walking the primary key backwards in search of a rare word.
            sql = f"SELECT id FROM (SELECT id FROM {self.table} WHERE tsv @@ to_tsquery('simple', %s) OFFSET 0) found"
            order = " ORDER BY id DESC"
        return (f"{sql}{order} LIMIT {int(newest)}" if newest else sql), [asked]


def _columns(text: str, language: str | None) -> tuple[str, str]:
    text = text[:MOST].replace("\x00", " ")
    return " ".join(search_text.words(text)), search_text.terms(text, language)
