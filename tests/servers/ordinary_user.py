"""Who servers run as: whoever runs the tests, or `nobody` where that is root (in a container, say).

Servers that refuse root, drop root or should never have it then behave as on a machine in service. Their
folders lie where that user may go, which pytest's own temporary folders of root do not.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypedDict

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Identity(TypedDict, total=False):
    """What makes `subprocess` start a program as another user; empty where nothing is to change."""

    user: int
    group: int
    extra_groups: list[int]


def ordinary_user() -> pwd.struct_passwd:
    """The user's entry among the machine's users."""
    return pwd.getpwuid(os.geteuid()) if os.geteuid() else pwd.getpwnam("nobody")


def identity() -> Identity:
    """Arguments for `subprocess.run` and `Popen` that start a program as the ordinary user."""
    if os.geteuid():
        return {}
    user = ordinary_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def give_to_ordinary_user(path: Path) -> None:
    """Let the ordinary user own a file or folder (nothing to do unless root)."""
    if os.geteuid() == 0:
        os.chown(path, ordinary_user().pw_uid, ordinary_user().pw_gid)


def new_home(name: str) -> Path:
    """A folder that the ordinary user owns and others may look into, with a path short enough for sockets."""
    home = Path(tempfile.mkdtemp(prefix=f"keepword-{name}-", dir="/tmp"))
    home.chmod(0o755)
    give_to_ordinary_user(home)
    return home


def run_as_ordinary_user(
    command: Sequence[str | Path], cwd: Path, environment: Mapping[str, str] | None = None
) -> str:
    """Run to the end and return what was printed.

    Raises:
        RuntimeError: it ended with another status than 0; the message has its last lines.
    """
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **identity(),
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{done.stdout[-2000:]}")
    return done.stdout


def python_command() -> list[str]:
    """How the ordinary user starts Python with this project and its libraries; add `-m` or `-c`.

    The interpreter of the tests may lie in root's home, where nobody else can run it; then the machine's own
    Python of the same version runs the same libraries. Skips the test when there is none.
    """
    libraries = os.pathsep.join(
        [str(ROOT / "src"), *(path for path in sys.path if path.endswith("site-packages"))]
    )
    for python in (sys.executable, f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"):
        command = ["/usr/bin/env", f"PYTHONPATH={libraries}", "PYTHONDONTWRITEBYTECODE=1", python]
        tried = subprocess.run(
            [*command, "-c", "import keepword, django"], cwd="/", capture_output=True, **identity()
        )
        if tried.returncode == 0:
            return command
    pytest.skip(f"no Python that {ordinary_user().pw_name} may run: make .venv with /usr/bin/python3")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """An empty folder that the ordinary user owns, for what a server and a test share."""
    folder = new_home("shared")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
