"""Postfix: a real mail server between the desk and its customers, with queue, TLS, log-in and bounces."""

import os
import pwd
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.servers.certificates import Authority
from tests.servers.dovecot import Account, Dovecot
from tests.servers.ordinary_user import ordinary_user
from tests.servers.programs import HOST, NotInstalled, Server, find_program, free_port, wait_until
from tests.servers.skips import skip_when_missing

MAIN = """
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/state
maillog_file = {home}/mail.log
maillog_file_prefixes = {home}
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.customers.test
mydestination =
mynetworks =
inet_interfaces = {host}
inet_protocols = ipv4
smtp_host_lookup = native
smtpd_peername_lookup = no
alias_maps =
alias_database =
local_recipient_maps =
notify_classes =
recipient_delimiter = +
# A domain without a route is one that does not exist: no test ever asks a name server.
relay_domains = texthash:{home}/routes
transport_maps = texthash:{home}/routes
default_transport = error:5.1.2 There is no such domain
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:{host}:{sasl_port}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtputf8_enable = yes
message_size_limit = 52428800
# A queue that tries again within a test's patience.
queue_run_delay = 2s
minimal_backoff_time = 2s
maximal_backoff_time = 4s
# Tests come from one address and make mistakes on purpose.
smtpd_error_sleep_time = 0
smtpd_client_connection_count_limit = 0
"""

MASTER = """
{smtp_port}  inet  n - n - - smtpd
{tls_port}   inet  n - n - - smtpd -o smtpd_tls_wrappermode=yes
pickup       unix  n - n 60 1 pickup
cleanup      unix  n - n - 0 cleanup
qmgr         unix  n - n 300 1 qmgr
tlsmgr       unix  - - n 1000? 1 tlsmgr
rewrite      unix  - - n - - trivial-rewrite
bounce       unix  - - n - 0 bounce
defer        unix  - - n - 0 bounce
trace        unix  - - n - 0 bounce
verify       unix  - - n - 1 verify
flush        unix  n - n 1000? 0 flush
proxymap     unix  - - n - - proxymap
smtp         unix  - - n - - smtp
relay        unix  - - n - - smtp
lmtp         unix  - - n - - lmtp
error        unix  - - n - - error
retry        unix  - - n - - error
discard      unix  - - n - - discard
anvil        unix  - - n - 1 anvil
scache       unix  - - n - 1 scache
postlog      unix-dgram n - n - 1 postlogd
"""

LONG_AGO = 1_000_000_000
PIPE = """
{name} unix - n n - - pipe
  flags= user={user} argv={command}
"""


def by_lmtp(port: int) -> str:
    """The transport that hands mail to an LMTP server on this port of 127.0.0.1."""
    return f"lmtp:inet:{HOST}:{port}"


def by_smtp(port: int) -> str:
    """The transport that hands mail to an SMTP server on this port of 127.0.0.1."""
    return f"smtp:[{HOST}]:{port}"


class Postfix(Server):
    """SMTP with STARTTLS on `smtp_port`, TLS from the start on `tls_port`; log in to send anywhere.

    Mail for customers.test goes to Dovecot, all else where `route` says or, without one, back as a bounce.
    Clients verify it with `ca_file`, under the names localhost and 127.0.0.1. Needs root, as Postfix does.
    """

    def __init__(self, authority: Authority, dovecot: Dovecot) -> None:
        if os.geteuid():
            raise NotInstalled("Postfix starts as root only: run these tests as root, in a container say")
        self._program = find_program("postfix")
        self._master = find_program("master", Path("/usr/lib/postfix/sbin"), Path("/usr/libexec/postfix"))
        self.smtp_port, self.tls_port = free_port(), free_port()
        super().__init__("postfix", ports=(self.smtp_port, self.tls_port), as_root=True)
        os.chown(self.home, 0, 0)
        self.ca_file = authority.ca_file
        self.account = self._make_account(dovecot)
        self._pipes = ""
        self._routes: dict[str, str] = {}
        self._make_folders()
        self._write_main(authority, dovecot)
        self._write_master()
        self._run("post-install", "create-missing")  # the folders of the queue
        self.route("customers.test", by_lmtp(dovecot.lmtp_port))

    @property
    def user(self) -> str:
        """The log-in name for sending."""
        return self.account.address

    @property
    def password(self) -> str:
        """The password for sending; taken only inside TLS."""
        return self.account.password

    def command(self) -> Sequence[str | Path]:
        """Postfix's master in the foreground; `postfix start-fg` would leave it behind when stopped."""
        return [self._master, "-s", "-c", self.home]

    def route(self, domain: str, transport: str) -> None:
        """Send mail for this domain by this transport (`by_lmtp`, `by_smtp`, `by_pipe`) from now on."""
        self._routes[domain] = transport
        self._write("routes", "".join(f"{name} {transport}\n" for name, transport in self._routes.items()))
        self._reload()

    def by_pipe(self, *command: str) -> str:
        """The transport that runs a command for each mail, as the ordinary user, the mail on standard input.

        `${recipient}` and the like are filled in by Postfix (pipe(8)); the command's exit status is read as
        sysexits.h has it.
        """
        name = f"pipe{len(self._pipes.splitlines())}"
        self._pipes += PIPE.format(name=name, user=ordinary_user().pw_name, command=" ".join(command))
        self._write_master()
        self._reload()
        return f"{name}:"

    def flush(self) -> None:
        """Try everything in the queue again at once."""
        self._run("flush")

    def queue(self) -> list[str]:
        """The names of the mails that wait in the queue."""
        waiting = ("incoming", "active", "deferred", "maildrop")
        files = (file for folder in waiting for file in (self.home / "queue" / folder).rglob("*"))
        return sorted(file.name for file in files if file.is_file())

    def wait_until_idle(self, within: float = 20) -> None:
        """Return when the queue is empty; raises TimeoutError after `within` seconds."""
        wait_until(lambda: not self.queue(), "an empty queue", within)

    def last_words(self) -> str:
        """The end of the mail log."""
        log = self.home / "mail.log"
        return super().last_words() + (log.read_text(errors="replace")[-3000:] if log.exists() else "")

    def _make_account(self, dovecot: Dovecot) -> Account:
        return dovecot.add_user("desk@mail.customers.test", password="another open secret")

    def _make_folders(self) -> None:
        (self.home / "queue").mkdir()
        state = self.home / "state"
        state.mkdir()
        os.chown(state, pwd.getpwnam("postfix").pw_uid, 0)

    def _write_main(self, authority: Authority, dovecot: Dovecot) -> None:
        certificate = authority.certify(self.home)
        text = MAIN.format(
            home=self.home,
            host=HOST,
            sasl_port=dovecot.sasl_port,
            certificate=certificate.certificate_file,
            key=certificate.key_file,
        )
        self._write("main.cf", text)

    def _write_master(self) -> None:
        text = MASTER.format(smtp_port=f"{HOST}:{self.smtp_port}", tls_port=f"{HOST}:{self.tls_port}")
        self._write("master.cf", text + self._pipes)

    def _write(self, name: str, text: str) -> None:
        """Write a file that looks old: Postfix waits two seconds before it trusts one changed just now."""
        file = self.home / name
        file.write_text(text)
        os.utime(file, (LONG_AGO, LONG_AGO))

    def _reload(self) -> None:
        if self._process is not None:
            self._run("reload")

    def _run(self, *command: str) -> None:
        subprocess.run([self._program, "-c", self.home, *command], check=True, capture_output=True)


@pytest.fixture
def postfix(authority: Authority, dovecot: Dovecot) -> Iterator[Postfix]:
    """A running Postfix in front of `dovecot`."""
    with skip_when_missing():
        server = Postfix(authority, dovecot)
    try:
        server.start()
        yield server
    finally:
        server.close()
