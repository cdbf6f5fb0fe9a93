"""A full-text index on either database: FTS5 on SQLite, tsvector with GIN on PostgreSQL, two columns on both.

`body` holds the words as written (folded: lower case, no accents), `terms` their stems. Rows are numbered as
the table they index; the index keeps no text to read back, so who removes a row says what was in it.
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
                'tokenize="unicode61 remove_diacritics 0")'
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
            sql = "INSERT INTO {}(rowid, body, terms) VALUES (%s, %s, %s)"
        else:
            sql = "INSERT INTO {}(id, tsv) VALUES (%s, to_tsvector('simple', %s || ' ' || %s))"
        with connection.cursor() as cursor:
            cursor.executemany(sql.format(self.table), values)

    def remove(self, row: int, text: str, language: str | None) -> None:
        """Take a row out; `text` and `language` must be what it was added with."""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                sql = "INSERT INTO {0}({0}, rowid, body, terms) VALUES ('delete', %s, %s, %s)"
                cursor.execute(sql.format(self.table), (row, *_columns(text, language)))
            else:
                cursor.execute(f"DELETE FROM {self.table} WHERE id = %s", (row,))  # noqa: S608 - our own name

    def matching(
        self,
        words: str,
        language: search_text.Languages = search_text.SEARCH_LANGUAGES,
        *,
        newest: int | None = None,
        before: int | None = None,
    ) -> tuple[str, list[Any]]:
        """SQL and parameters of a subquery that gives the numbers of the rows with all of `words`.

        The last word may be begun only. `language` are those whose inflected forms count as the word. Of the
        `newest` rows only, or of those numbered below `before`, where given. Words that nothing could match
        (no letter in them) give an empty subquery.
        """
        sqlite = connection.vendor == "sqlite"
        query = search_text.query(words, language)
        if not query.parts:
            return "SELECT 0 WHERE 1 = 0", []
        number = "rowid" if sqlite else "id"
        older = f" AND {number} < {int(before)}" if before is not None else ""
        if sqlite:
            sql = f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH %s{older}"  # noqa: S608 - our own names
        else:
            # OFFSET 0 keeps the planner from walking the primary key backwards in search of a rare word.
            found = f"SELECT id FROM {self.table} WHERE tsv @@ to_tsquery('simple', %s){older} OFFSET 0"  # noqa: S608
            sql = f"SELECT id FROM ({found}) found"  # noqa: S608
        if newest is not None:
            sql += f" ORDER BY {number} DESC LIMIT {int(newest)}"
        return sql, [query.fts5() if sqlite else query.tsquery()]

    def newest(
        self,
        words: str,
        most: int,
        language: search_text.Languages = search_text.SEARCH_LANGUAGES,
        *,
        before: int | None = None,
    ) -> list[int]:
        """The numbers of the newest `most` rows, newest first; the arguments are those of `matching`."""
        sql, params = self.matching(words, language, newest=most, before=before)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return [int(number) for (number,) in cursor.fetchall()]


def _columns(text: str, language: str | None) -> tuple[str, str]:
    text = text[:MOST].replace("\x00", " ")
    return search_text.body(text), search_text.terms(text, language)
