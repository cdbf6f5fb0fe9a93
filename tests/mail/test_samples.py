"""Mails of the world as files, named by their quirk, and what a person would understand of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from keepword.channels.email.letter import Address, Letter
from keepword.channels.email.reading import read

SAMPLES = Path(__file__).parent / "samples"


def letter(name: str) -> Letter:
    return read((SAMPLES / f"{name}.eml").read_bytes())


def names(of: Letter) -> list[str]:
    return [attachment.name for attachment in of.attachments]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.eml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"], ids=["lf", "crlf", "cr"])
def test_line_ends_make_no_difference(path: Path, ends: bytes) -> None:
    raw = path.read_bytes()
    same, other = read(raw), read(raw.replace(b"\n", ends))
    assert (same.subject, same.text, same.reply_text) == (other.subject, other.text, other.reply_text)
    assert "unreadable" not in other.problems


def test_an_encoded_word_may_end_within_a_character() -> None:
    mail = letter("encoded_word_cut_in_a_character")
    assert mail.subject == "Narudžbče čeka"
    assert mail.from_ == Address("Žžč", "ana@example.com")
    assert mail.message_id == "cut@example.com"


def test_utf8_is_recognised_under_a_latin_label() -> None:
    assert letter("latin1_label_on_utf8_text").text.startswith("Gdje je moja pošiljka? Čekam")


def test_cyrillic_bytes_without_any_label_are_recognised() -> None:
    assert letter("raw_cyrillic_header_without_charset").subject == "Где мой заказ"


def test_turkish_letters_survive_their_old_charset() -> None:
    mail = letter("turkish_iso_8859_9")
    assert mail.subject == "Siparişim gelmedi"
    assert mail.text == "Siparişim hâlâ gelmedi, üç gündür bekliyorum.\n"


def test_japanese_with_the_maker_s_own_characters_is_read() -> None:
    mail = letter("japanese_with_characters_of_nec")
    assert (mail.subject, mail.text.strip()) == ("質問", "①テスト")


def test_texts_around_a_picture_are_one_text() -> None:
    mail = letter("apple_mail_text_around_a_picture")
    assert mail.text == "Look at this:\n\nIt was so when it came."
    assert names(mail) == ["crack.png"]
    assert mail.attachments[0].inline


def test_a_list_s_footer_is_shown_but_is_not_what_the_writer_said() -> None:
    mail = letter("list_footer_as_a_second_text_part")
    assert mail.text == "Do roses like coffee?"
    assert "because you are on the list" in mail.html
    assert mail.is_list
    assert "text-appended" in mail.problems


def test_a_footer_behind_alternatives_is_appended_too() -> None:
    raw = (
        b"From: ana@example.com\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
        b"Content-Type: multipart/alternative; boundary=y\n\n--y\n\nHello\n--y\nContent-Type: text/html\n\n"
        b"<p>Hello</p>\n--y--\n--x\nContent-Type: text/plain\n\nThe list\n--x--\n"
    )
    mail = read(raw)
    assert mail.text == "Hello"
    assert mail.html == "<p>Hello</p>\n<div>The list</div>"


def test_file_names_come_in_three_ways_and_leave_safe() -> None:
    assert names(letter("names_in_three_ways")) == ["Račun 5.pdf", "Račun 6.pdf", "Racun 7.pdf"]


def test_an_invitation_is_a_file() -> None:
    mail = letter("invitation")
    assert mail.text.strip() == "Please come on Monday."
    assert [(one.name, one.type) for one in mail.attachments] == [("invite.ics", "text/calendar")]


def test_an_enclosed_mail_is_a_file_named_by_its_subject() -> None:
    mail = letter("forwarded_as_attachment")
    assert names(mail) == ["Your order - 4711.eml"]
    assert b"--x2--" in mail.attachments[0].data
    assert mail.text == "This came to me."


def test_pictures_of_html_wait_until_somebody_lets_them() -> None:
    mail = letter("html_only_with_remote_and_inline_pictures")
    assert 'data-cid="logo@example.com"' in mail.html
    assert 'data-remote-src="https://tracker.test/p.gif"' in mail.html
    assert " src=" not in mail.html
    assert mail.text == "Hello\n\nBye"
    assert [(one.name, one.inline, one.content_id) for one in mail.attachments] == [
        ("image.gif", True, "logo@example.com")
    ]


def test_a_mail_that_was_cut_off_is_read_as_far_as_it_goes() -> None:
    mail = letter("boundary_never_closed")
    assert mail.text == "The end is missing\n"
    assert "boundary-unclosed" in mail.problems


def test_a_multipart_without_parts_is_shown_and_kept() -> None:
    mail = letter("multipart_without_its_boundary")
    assert mail.text.strip() == "My words are here."
    assert len(mail.attachments) == 1


def test_uuencoded_files_are_decoded() -> None:
    assert [(one.name, one.data) for one in letter("uuencoded_part").attachments] == [("cat.txt", b"Cat")]


def test_flowed_lines_are_joined() -> None:
    mail = letter("flowed_text")
    assert mail.text.splitlines()[0] == "One sentence that was broken by the program."
    assert mail.reply_text == "One sentence that was broken by the program."


def test_two_senders_are_noticed() -> None:
    mail = letter("two_senders")
    assert mail.from_ == Address("Ana", "ana@example.com")
    assert "from-several" in mail.problems


def test_who_gives_no_sender_is_reached_where_answers_go() -> None:
    mail = letter("no_sender_but_reply_to")
    assert mail.from_ == Address("Ana", "ana@example.com")
    assert "from-missing" in mail.problems
    assert mail.trust == "unverified"


def test_a_broken_line_does_not_end_the_headers() -> None:
    mail = letter("broken_line_among_the_headers")
    assert (mail.subject, mail.to) == ("still read", (Address("", "shop@example.org"),))
    assert "header-malformed" in mail.problems


@pytest.mark.parametrize("name", ["outlook_answer_in_html", "gmail_answer_in_html_only"])
def test_the_answer_is_found_in_html(name: str) -> None:
    assert letter(name).reply_text == "Not yet."
