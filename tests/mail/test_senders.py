"""Who wrote: the address that is used is the address that is shown, and only our own servers vouch for it."""

from __future__ import annotations

import pytest

from keepword.channels.email.letter import Address, Trust
from keepword.channels.email.reading import read
from keepword.channels.email.reading.addresses import addresses

TRICKS = {
    "bo@corp.test)<eve@evil.test>": "eve@evil.test",
    "bo@corp.test<eve@evil.test>": "eve@evil.test",
    "bo@corp.test(<eve@evil.test>": "eve@evil.test",
    "bo@corp.test;<eve@evil.test>": "bo@corp.test",
    "bo@corp.test,<eve@evil.test>": "bo@corp.test",
    "bo@corp.test<eve@evil.test>bo@corp.test": "eve@evil.test",
    "<eve@evil.test><bo@corp.test>": "eve@evil.test",
    "<<eve@evil.test>>": "eve@evil.test",
    "bo@corp.test eve@evil.test": "eve@evil.test",
    '"bo@corp.test" eve@evil.test': "eve@evil.test",
    "bo@corp.test\\ <eve@evil.test>": "eve@evil.test",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_tricks_are_noticed_and_never_verified(trick: str) -> None:
    raw = f"Authentication-Results: mx.us.test; dmarc=pass\nFrom: {trick}\n\nx".encode()
    mail = read(raw, ["mx.us.test"])
    assert mail.from_ is not None
    assert mail.from_.address == TRICKS[trick]
    assert {"from-ambiguous", "from-several"} & set(mail.problems)
    assert mail.trust != "verified"


PLAIN = {
    "Ana <ana@example.com>": [("Ana", "ana@example.com")],
    '"Horvat, Ana" <ana@example.com>': [("Horvat, Ana", "ana@example.com")],
    "ana@example.com (Ana)": [("Ana", "ana@example.com")],
    "=?utf-8?Q?Horvat=2C_Ana?= <ana@example.com>": [("Horvat, Ana", "ana@example.com")],
    "ana@example.com, Bo <bo@example.com>": [("", "ana@example.com"), ("Bo", "bo@example.com")],
    "Team: ana@example.com, bo@example.com;": [("", "ana@example.com"), ("", "bo@example.com")],
    "undisclosed-recipients:;": [],
    "'Ana' <ana@example.com>": [("Ana", "ana@example.com")],
    '"Ana \\"the\\" customer" <ana@example.com>': [('Ana "the" customer', "ana@example.com")],
    "Ana <ana@exаmple.com>": [("Ana", "ana@xn--exmple-4nf.com")],
    '"very odd"@example.com': [("", '"very odd"@example.com')],
}


@pytest.mark.parametrize("field", PLAIN)
def test_address_fields(field: str) -> None:
    found, _ = addresses(field)
    assert [(person.name, person.address) for person in found] == PLAIN[field]


def test_a_name_that_claims_another_address_is_noticed() -> None:
    mail = read(b'From: "di@corp.test" <eve@evil.test>\n\nx')
    assert mail.from_ == Address("di@corp.test", "eve@evil.test")
    assert "from-name-claims-address" in mail.problems


def test_the_usable_from_is_taken_of_a_repeated_one() -> None:
    mail = read(b"From: [nobody]\nFrom: Ana <ana@example.com>\n\nx")
    assert mail.from_ == Address("Ana", "ana@example.com")
    assert "from-several" in mail.problems


RESULTS: dict[str, tuple[str, Trust]] = {
    "passed": ("mx.us.test; dmarc=pass header.from=example.com", "verified"),
    "failed": ("mx.us.test; dmarc=fail header.from=example.com", "suspect"),
    "for another domain": ("mx.us.test; dmarc=pass header.from=evil.test", "suspect"),
    "no policy": ("mx.us.test; dmarc=none", "unverified"),
    "signed by the domain": ("mx.us.test; dkim=pass header.d=example.com; dmarc=none", "verified"),
    "signed by another": ("mx.us.test; dkim=pass header.d=mailer.test", "unverified"),
    "signed by the provider's helper": ("mx.us.test; spf=pass smtp.mailfrom=example.com", "unverified"),
    "with comments": (
        "mx.us.test (a; b) 1; dkim=pass (ok; dmarc=fail) header.i=@example.com; dmarc=pass",
        "verified",
    ),
    "somebody else's server": ("mx.evil.test; dmarc=pass header.from=example.com", "unverified"),
    "nothing": ("mx.us.test; none", "unverified"),
}


@pytest.mark.parametrize("name", RESULTS)
def test_trust_is_what_our_own_server_saw(name: str) -> None:
    results, trust = RESULTS[name]
    raw = f"Authentication-Results: {results}\nFrom: Ana <ana@example.com>\n\nx".encode()
    assert read(raw, ["MX.us.test"]).trust == trust


def test_only_the_topmost_result_of_ours_counts() -> None:
    raw = (
        b"Authentication-Results: mx.us.test; dmarc=fail\n"
        b"Authentication-Results: mx.us.test; dmarc=pass header.from=example.com\n"
        b"From: ana@example.com\n\nx"
    )
    assert read(raw, ["mx.us.test"]).trust == "suspect"


def test_nothing_is_verified_when_no_server_is_ours() -> None:
    raw = (
        b"Authentication-Results: mx.us.test; dmarc=pass header.from=example.com\nFrom: ana@example.com\n\nx"
    )
    assert read(raw).trust == "unverified"
