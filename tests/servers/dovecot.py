"""Dovecot: real mailboxes over IMAP (plain and TLS), filled through LMTP, and the log-ins of Postfix."""

import grp
import re
import signal
import smtplib
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.certificates import Authority
from tests.servers.ordinary_user import give_to_ordinary_user, ordinary_user
from tests.servers.programs import HOST, NotInstalled, Server, find_program, free_port, wait_until
from tests.servers.skips import skip_when_missing

CONFIGURATION = """
# Everything runs as one ordinary user in one folder: nothing needs root or is shared with the machine.
base_dir = {home}/run
state_dir = {home}/run
log_path = /dev/stderr
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
protocols = imap lmtp
listen = {host}
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_username_format = %Lu
recipient_delimiter = +
auth_failure_delay = 0
mail_max_userip_connections = 200
mail_location = maildir:{home}/mail/%u
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = {uid}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
  mailbox Junk {{
    auto = subscribe
    special_use = \\Junk
  }}
}}
passdb {{
  driver = passwd-file
  args = username_format=%u {home}/users
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {home}/users
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp_port}
  }}
}}
service auth {{
  inet_listener sasl {{
    port = {sasl_port}
  }}
}}
service anvil {{
  chroot =
  # Tests guess wrong passwords, all from one address: no growing delay for them.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


@dataclass(frozen=True)
class Account:
    """A mailbox: its address is the log-in name too."""

    address: str
    password: str
    maildir: Path


class Dovecot(Server):
    """IMAP on `imap_port` (plain and STARTTLS) and `imaps_port` (TLS), LMTP on `lmtp_port`.

    Clients verify it with `ca_file`, under the names localhost and 127.0.0.1. `sasl_port` speaks Dovecot's
    authentication protocol, for Postfix.
    """

    def __init__(self, authority: Authority) -> None:
        self._program = find_program("dovecot")
        find_program("lmtp", Path("/usr/lib/dovecot"), Path("/usr/libexec/dovecot"))
        self._refuse_other_versions()
        self.imap_port, self.imaps_port, self.lmtp_port, self.sasl_port = (free_port() for _ in range(4))
        super().__init__("dovecot", ports=(self.imap_port, self.imaps_port, self.lmtp_port, self.sasl_port))
        self.ca_file = authority.ca_file
        self._users = self._own_file("users", "")
        self._configuration = self._own_file("dovecot.conf", self._configure(authority))

    def command(self) -> Sequence[str | Path]:
        """Dovecot's master in the foreground."""
        return [self._program, "-F", "-c", self._configuration]

    def close(self) -> None:
        """Stop for good; without the second that an orderly stop takes, as nothing is kept."""
        self.stop(signal.SIGKILL)
        super().close()

    def add_user(self, name: str, password: str = "an open secret") -> Account:
        """Make a mailbox at once: `ana` is ana@customers.test, an address stays as it is."""
        address = name if "@" in name else f"{name}@customers.test"
        with self._users.open("a") as users:
            users.write(f"{address}:{{PLAIN}}{password}::::::\n")
        return Account(address, password, self._maildir(address))

    def deliver(self, address: str, raw: bytes, sender: str = "") -> None:
        """Put a mail into a mailbox through LMTP (RFC 2033), as a mail server does.

        An empty `sender` is that of a bounce (RFC 5321 §4.5.5).

        Raises:
            smtplib.SMTPException: Dovecot refused it; there is no such mailbox, say.
        """
        with smtplib.LMTP(HOST, self.lmtp_port) as door:
            door.sendmail(sender, [address], raw)

    def mails(self, address: str) -> list[bytes]:
        """Every mail of the inbox as it is stored, oldest first."""
        inbox = self._maildir(address)
        stored = [file for folder in ("new", "cur") for file in (inbox / folder).glob("*")]
        return [file.read_bytes() for file in sorted(stored, key=_arrival)]

    def wait_for_mails(self, address: str, count: int, within: float = 20) -> list[bytes]:
        """The mails, once there are at least `count`; raises TimeoutError after `within` seconds."""
        wait_until(lambda: len(self.mails(address)) >= count, f"{count} mails for {address}", within)
        return self.mails(address)

    def renumber(self, address: str) -> None:
        """Forget the numbers of the mails, so that the inbox gets another UIDVALIDITY (RFC 3501 §2.3.1.1)."""
        for file in self._maildir(address).glob("dovecot*"):
            file.unlink()

    def _maildir(self, address: str) -> Path:
        return self.home / "mail" / address.lower()

    def _own_file(self, name: str, text: str) -> Path:
        file = self.home / name
        file.write_text(text)
        give_to_ordinary_user(file)
        return file

    def _configure(self, authority: Authority) -> str:
        certificate = authority.certify(self.home)
        user = ordinary_user()
        return CONFIGURATION.format(
            home=self.home,
            host=HOST,
            user=user.pw_name,
            uid=user.pw_uid,
            gid=user.pw_gid,
            group=_group_name(user.pw_gid),
            certificate=certificate.certificate_file,
            key=certificate.key_file,
            imap_port=self.imap_port,
            imaps_port=self.imaps_port,
            lmtp_port=self.lmtp_port,
            sasl_port=self.sasl_port,
        )

    def _refuse_other_versions(self) -> None:
        version = subprocess.run(
            [self._program, "--version"], capture_output=True, text=True, check=True
        ).stdout
        if not version.startswith("2.3."):
            raise NotInstalled(
                f"These tests know how to configure Dovecot 2.3; this machine has {version.split()[0]}"
            )


def _group_name(gid: int) -> str:
    return grp.getgrgid(gid).gr_name


def _arrival(file: Path) -> tuple[int, int]:
    """Seconds and microseconds of delivery, from the name that Dovecot gives a file: `1767607200.M4711P…`."""
    found = re.match(r"(\d+)\.M(\d+)P", file.name)
    assert found, f"not a name that Dovecot gives: {file.name}"
    return int(found[1]), int(found[2])


@pytest.fixture
def dovecot(authority: Authority) -> Iterator[Dovecot]:
    """A running Dovecot without mailboxes."""
    with skip_when_missing():
        server = Dovecot(authority)
    try:
        server.start()
        yield server
    finally:
        server.close()
