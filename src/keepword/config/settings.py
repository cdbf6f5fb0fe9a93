"""Django's settings. What may differ between installations comes from the environment (see `environ.py`)."""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from . import engine, environ

try:
    ENVIRON = environ.read()
except environ.BadEnvironment as error:
    sys.exit(f"keepword: {error}")

PACKAGE = Path(__file__).resolve().parent.parent
DATA = ENVIRON.data
SECRET_KEY = ENVIRON.secret_key
DEBUG = ENVIRON.debug
BASE_URL = ENVIRON.base_url
REDIS_URL = ENVIRON.redis_url
SMTP_URL = ENVIRON.smtp_url
MAX_MAIL_BYTES = ENVIRON.max_mail_bytes
UNDO_SECONDS = ENVIRON.undo_seconds

_base = urlsplit(BASE_URL)
TLS = _base.scheme == "https"
ALLOWED_HOSTS = [
    *ENVIRON.allowed_hosts,
    *([_base.hostname] if _base.hostname else []),
    "127.0.0.1",
    "localhost",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL else []

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "lucide",
    "django_prose_editor",
    "csp",
    "keepword.events",
    "keepword.staff",
    "keepword.notices",
    "keepword.customers",
    "keepword.conversations",
    "keepword.promises",
    "keepword.channels",
    "keepword.channels.email",
    "keepword.care",
    "keepword.desk",
    "keepword.api",
    "keepword.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "keepword.desk.middleware.AgentMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "keepword.config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "keepword.desk.context.house",
            ],
            # Ours last: Django has a `language_name` too, which says every language in English.
            "builtins": ["django.templatetags.i18n", "keepword.desk.templatetags.keepword"],
        },
    }
]
ASGI_APPLICATION = "keepword.config.asgi.application"

DATABASES = {"default": engine.database(ENVIRON.database_url, DATA)}
SQLITE_EXPECTED = engine.SQLITE_EXPECTED
STORAGES = engine.storages(ENVIRON.storage_url, DATA)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = DATA / "files"

AUTH_USER_MODEL = "staff.Agent"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {}),
    )
]
LOGIN_URL = "/log-in/"
LOGIN_REDIRECT_URL = "/"

SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "__Host-session" if TLS else "keepword_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "keepword_csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRON.secure_proxy else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("hr", _("Croatian")),
    ("sv", _("Swedish")),
    ("tr", _("Turkish")),
    ("sr-latn", _("Serbian")),
    ("ru", _("Russian")),
]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_MAX_AGE = 3600
WHITENOISE_USE_FINDERS = DEBUG

DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "keepword.lib.log.OneLine"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["out"], "level": ENVIRON.log_level},
    "loggers": {"django.db.backends": {"level": "INFO"}, "mail.log": {"level": "WARNING"}},
}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]
