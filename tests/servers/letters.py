"""Small mails for the tests of the servers."""


def letter(
    subject: str, sender: str = "ana@customers.test", to: str = "bo@example.com", **headers: str
) -> bytes:
    """A small mail; more headers by keyword, `_` for `-`."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\n{more}\r\nGood morning.\r\n".encode()
