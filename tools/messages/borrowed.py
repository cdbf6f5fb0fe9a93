"""What Django says on our pages but does not translate into all of our languages (Croatian, mostly)."""

BORROWED: tuple[tuple[str, str | None], ...] = (
    ("The password is too similar to the %(verbose_name)s.", None),
    ("This password is too common.", None),
    (
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    ("Your password can’t be too similar to your other personal information.", None),
    ("Your password can’t be a commonly used password.", None),
    ("Your password can’t be entirely numeric.", None),
    ("The two password fields didn’t match.", None),
    ("Null characters are not allowed.", None),
    ("Enter a valid domain name.", None),
    ("Enter a valid %(protocol)s address.", None),
    (
        "File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s.",
        None,
    ),
)
"""English and its plural, as Django has them."""
