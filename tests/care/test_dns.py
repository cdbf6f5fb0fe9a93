"""What DNS says of a domain's mail, without any network."""

from __future__ import annotations

import pytest

from keepword.care.dns import CannotAsk, Record, sending
from keepword.care.mail_servers import Servers, guess


class Zone:
    """Answers from a table; a name that is not in it has no such record."""

    def __init__(
        self, txt: dict[str, list[str]] | None = None, mx: dict[str, list[str]] | None = None
    ) -> None:
        self._txt, self._mx = txt or {}, mx or {}

    def txt(self, name: str) -> list[str]:
        return self._txt.get(name, [])

    def mx(self, name: str) -> list[str]:
        return self._mx.get(name, [])


class Away:
    """No network."""

    def txt(self, name: str) -> list[str]:
        raise CannotAsk("timed out")

    def mx(self, name: str) -> list[str]:
        raise CannotAsk("timed out")


def by_name(records: list[Record]) -> dict[str, Record]:
    return {record.name: record for record in records}


def test_a_bare_domain_is_told_which_lines_to_add() -> None:
    found = by_name(sending("chairs.test", Zone(), by="smtp.chairs.test"))
    assert {record.verdict for record in found.values()} == {"missing"}
    assert found["SPF"].add == 'chairs.test. TXT "v=spf1 mx a:smtp.chairs.test ~all"'
    assert found["DMARC"].add.startswith('_dmarc.chairs.test. TXT "v=DMARC1; p=none;')
    assert found["DKIM"].add == "", "only who holds the key can say it"


@pytest.mark.parametrize(
    ("by", "term"),
    [
        ("127.0.0.1", "mx"),
        ("localhost", "mx"),
        ("9.9.9.9", "mx ip4:9.9.9.9"),
        ("2620:fe::9", "mx ip6:2620:fe::9"),
    ],
)
def test_an_address_is_no_name(by: str, term: str) -> None:
    assert (
        by_name(sending("chairs.test", Zone(), by=by))["SPF"].add == f'chairs.test. TXT "v=spf1 {term} ~all"'
    )


def test_a_provider_wants_its_own_words() -> None:
    spf = by_name(sending("chairs.test", Zone(), by="smtp.gmail.com"))["SPF"]
    assert spf.add == 'chairs.test. TXT "v=spf1 include:_spf.google.com ~all"'


def test_what_is_there_is_seen() -> None:
    zone = Zone(
        {
            "shop.chairs.test": ["google-site-verification=x", "v=spf1 mx -all"],
            "mail._domainkey.shop.chairs.test": ["v=DKIM1; k=rsa; p=MIGf"],
            "_dmarc.chairs.test": ["v=DMARC1; p=quarantine"],
        }
    )
    found = by_name(sending("shop.chairs.test", zone))
    assert {record.verdict for record in found.values()} == {"good"}
    assert found["DMARC"].found == "v=DMARC1; p=quarantine", "the parent's counts"


@pytest.mark.parametrize(
    ("name", "zone", "verdict"),
    [
        ("SPF", {"chairs.test": ["v=spf1 mx -all", "v=spf1 a -all"]}, "wrong"),
        ("SPF", {"chairs.test": ["v=spf10 mx"]}, "missing"),
        ("DKIM", {"mail._domainkey.chairs.test": ["v=DKIM1; p="]}, "missing"),
        ("DMARC", {"_dmarc.test": ["v=DMARC1; p=none"]}, "missing"),
    ],
)
def test_what_does_not_count_is_not_counted(name: str, zone: dict[str, list[str]], verdict: str) -> None:
    assert by_name(sending("chairs.test", Zone(zone)))[name].verdict == verdict


def test_without_a_network_nothing_is_claimed() -> None:
    assert {record.verdict for record in sending("chairs.test", Away())} == {"unknown"}


@pytest.mark.parametrize(
    ("address", "hosts", "imap"),
    [
        ("ana@gmail.com", [], "imap.gmail.com"),
        ("support@chairs.test", ["aspmx.l.google.com"], "imap.gmail.com"),
        ("support@chairs.test", ["chairs-test.mail.protection.outlook.com"], "outlook.office365.com"),
        ("support@chairs.test", ["mx1.chairs.test"], "mx1.chairs.test"),
        ("support@chairs.test", ["mx.elsewhere.example.com"], "imap.chairs.test"),
        ("support@chairs.test", [], "imap.chairs.test"),
    ],
)
def test_servers_are_guessed_from_provider_mx_and_name(address: str, hosts: list[str], imap: str) -> None:
    assert guess(address, Zone(mx={"chairs.test": hosts})).imap_host == imap


def test_a_guess_needs_no_network() -> None:
    assert guess("support@chairs.test", Away()) == Servers("imap.chairs.test", "smtp.chairs.test")
