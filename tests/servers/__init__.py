"""Real servers and programs for tests: each on a free port of 127.0.0.1, in a folder of its own.

Fixtures start what a test asks for and stop it by the process they started. What this machine lacks is
skipped with one line that says how to get it; where `CI` is set, a skip fails the run (`skips.py`).
"""

pytest_plugins = [
    "tests.servers.skips",
    "tests.servers.ordinary_user",
    "tests.servers.certificates",
    "tests.servers.browser",
    "tests.servers.dovecot",
    "tests.servers.fake_smtp",
    "tests.servers.mail_programs",
    "tests.servers.postfix",
    "tests.servers.postgres",
    "tests.servers.redis",
]
