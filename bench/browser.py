"""As much of a browser as measuring needs: one kept connection, cookies, and a form."""

from __future__ import annotations

import http.client
import re
import urllib.parse
from http.cookies import SimpleCookie

_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Browser:
    """Asks one server over one connection."""

    def __init__(self, url: str, cookies: dict[str, str] | None = None) -> None:
        parts = urllib.parse.urlsplit(url)
        self.url, self.host, self.port = url, parts.hostname or "", parts.port or 80
        self.cookies = dict(cookies or {})
        self._connection = http.client.HTTPConnection(self.host, self.port, timeout=60)

    def get(self, path: str) -> tuple[int, str]:
        """(status, body)."""
        return self._ask("GET", path, None)

    def log_in(self, address: str, password: str) -> None:
        """Through the log-in page; raises when it is refused."""
        _status, page = self.get("/log-in/")
        token = _CSRF.search(page)
        form = {"csrfmiddlewaretoken": token[1] if token else "", "username": address, "password": password}
        status, _page = self._ask("POST", "/log-in/", urllib.parse.urlencode(form))
        if status != 302:
            raise RuntimeError(f"{address} could not log in: {status}")

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        headers = {"Cookie": self.cookie, "Referer": self.url, "Origin": self.url}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = self._answer(method, path, body, headers)
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return answer.status, answer.read().decode("utf-8", "replace")

    def _answer(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        """Over the kept connection; over a new one when the server closed that for being idle."""
        try:
            self._connection.request(method, path, body, headers)
            return self._connection.getresponse()
        except (ConnectionError, http.client.RemoteDisconnected):
            self._connection.close()
            self._connection.request(method, path, body, headers)
            return self._connection.getresponse()

    @property
    def cookie(self) -> str:
        """The Cookie header."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())
