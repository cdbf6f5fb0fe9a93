"""The style sheets and scripts of the desk, in the order in which they are loaded."""

from __future__ import annotations

STYLES = (
    "tokens",  # names the layers, so it comes first
    "reset",
    "base",
    "shell",
    "nav",
    "button",
    "field",
    "card",
    "table",
    "state",
    "menu",
    "toast",
    "empty",
    "list",
    "conversation",
    "message",
    "composer",
    "side",
    "promises",
    "finds",
    "ledger",
    "customers",
    "settings",
    "utilities",
)
SCRIPTS = (
    "keep",
    "live",
    "toast",
    "menu",
    "letter",
    "current",
    "keys",
    "composer",
    "editor",
    "drafts",
    "files",
    "pledge",
    "undo",
    "favicon",
)
"""One behaviour a file, none importing another: they meet by attributes and events of the document."""
