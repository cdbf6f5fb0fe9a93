"""Settings of the tests: the product's own, in a throw-away folder, with a quick password hash."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="keepword-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["KEEPWORD_DATA"] = _folder
os.environ.setdefault("KEEPWORD_SECRET_KEY", "a key for tests that is long enough to be one")
for _name in ("KEEPWORD_SMTP_URL", "KEEPWORD_BASE_URL", "KEEPWORD_REDIS_URL", "KEEPWORD_STORAGE_URL"):
    os.environ.pop(_name, None)

from keepword.config.settings import *  # noqa: E402, F403
from keepword.config.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
Path(_folder, "static").mkdir()  # whitenoise warns when it is missing
BASE_URL = "http://desk.test"
ALLOWED_HOSTS = ["*"]

if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, as in life: a database in memory has no write-ahead log and no second connection.
    DATABASES["default"]["TEST"] = {"NAME": f"{_folder}/test.sqlite3"}
