"""Foreign HTML: nothing acts, loads or deceives, and what a person reads stays."""

from __future__ import annotations

import time

import pytest

from keepword.lib.html import clean, style, to_text

DANGEROUS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a xlink:href="javascript:alert(1)">x</a>',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    '<img srcset="https://evil.test/x 2x">',
    '<iframe src="https://evil.test"></iframe>',
    '<object data="https://evil.test"></object>',
    '<embed src="https://evil.test">',
    '<form action="https://evil.test"><input name=p><button>x</button></form>',
    '<meta http-equiv=refresh content="0;url=https://evil.test">',
    '<base href="https://evil.test">',
    '<link rel=stylesheet href="https://evil.test">',
    "<style>@import url(https://evil.test)</style>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    '<table background="https://evil.test/x"><tr><td background="https://evil.test">x</table>',
    '<p id="send-btn">x</p><label for="send-btn">x</label>',
    '<video poster="https://evil.test"><source src="https://evil.test"></video>',
    '<p style="background:url(https://evil.test)">x</p>',
    '<p style="color:r\\65 d;background-image:\\75\\72\\6c(https://evil.test)">x</p>',
    '<p style="width:expression(alert(1))">x</p>',
    "<p style=\"background-image:image-set('https://evil.test' 1x)\">x</p>",
    '<p style="position:fixed;top:0;left:0;z-index:9">x</p>',
    '<p style="list-style:url(https://evil.test)">x</p>',
    "<p style=\"font-family:'a';behavior:url(#default)\">x</p>",
    '<div style="margin-top:-500px">x</div>',
    "<div style=\"color:red;}@import 'https://evil.test';\">x</div>",
]


@pytest.mark.parametrize("html", DANGEROUS)
def test_nothing_dangerous_is_left(html: str) -> None:
    safe = clean(html).lower()
    for word in (
        "script", "onerror", "onload", "evil.test", "<form", "<input", "<meta", "<base", "<link", "<style",
        "<svg", "<math", "<iframe", "url(", "\\", "@import", "position", "expression",
        " id=", " for=", "-500",
        "srcset",
    ):  # fmt: skip
        assert word not in safe


def test_cleaning_twice_changes_nothing() -> None:
    html = '<p style="color: red; top: 1px">a<img src="https://a.test/x.png" alt="x"><img src="cid:1@x"></p>'
    assert clean(clean(html)) == clean(html)


def test_links_tell_the_opened_page_nothing() -> None:
    assert clean('<a href="https://example.com/">x</a>') == (
        '<a href="https://example.com/" rel="noopener noreferrer">x</a>'
    )


def test_pictures_load_nothing_by_themselves() -> None:
    remote = clean('<img alt="x" src="https://a.test/x.png?a=1&amp;b=2">')
    assert remote == '<img data-remote-src="https://a.test/x.png?a=1&amp;b=2" alt="x">'
    assert clean('<img src="cid:1@x">') == '<img data-cid="1@x">'
    assert clean('<img src="//a.test/x.png">') == "<img>"
    inline = '<img src="data:image/png;base64,iVBORw0KGgo=">'
    assert clean(inline) == inline


def test_an_image_in_an_attribute_is_text() -> None:
    html = '<p title="&lt;img src=&quot;https://a.test/&quot;&gt;">x</p>'
    assert "<img" not in clean(html).replace("&lt;img", "")


STYLES = {
    "color: red; FONT-SIZE: 12px": "color:red;font-size:12px",
    "color:rgb(1, 2, 3)": "color:rgb(1, 2, 3)",
    "color:red !important": "color:red !important",
    "display:none;display:flex": "display:none",
    "font: bold 12px/1.5 Arial": "font:bold 12px/1.5 Arial",
    "color:red/*;width:1px*/": "",
    "margin:0 -8px;padding:1px": "padding:1px",
    "mso-line-height-rule:exactly": "",
    "border-left:1px solid #ccc": "border-left:1px solid #ccc",
}


@pytest.mark.parametrize("declarations", STYLES)
def test_harmless_styles_stay(declarations: str) -> None:
    assert style(declarations) == STYLES[declarations]


TEXTS = {
    "<p>One</p><p>Two</p>": "One\n\nTwo",
    "One<br>Two<br><br>Three": "One\nTwo\n\nThree",
    "<div>One</div><div>Two</div>": "One\nTwo",
    "<ul><li>One</li><li><p>Two</p></li></ul>": "- One\n- Two",
    "<blockquote>One<br>Two</blockquote>Three": "> One\n> Two\n\nThree",
    "<blockquote>A<blockquote>B</blockquote></blockquote>": "> A\n>\n>> B",
    "a &lt; b &amp;&nbsp;c": "a < b & c",
    "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>": "a b\nc",
    "<pre>a\n  b</pre>": "a\n  b",
    "seen<span style='display:none'>hidden <b>deep</b></span>": "seen",
    "<title>t</title><style>s</style>x": "x",
    "  a \n b  ": "a b",
}


@pytest.mark.parametrize("html", TEXTS)
def test_the_text_is_what_a_person_reads(html: str) -> None:
    assert to_text(html) == TEXTS[html]


BOMBS = [
    "<div>",
    "<blockquote>",
    "<pre>",
    "<b><i>",
    "&#",
    "&amp;",
    "\xa0",
    "<!--",
    "<a href=",
    '<p a="b" ',
    "<td>",
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_hostile_html_costs_no_more_than_its_size(bomb: str) -> None:
    html = bomb * (500_000 // len(bomb))
    started = time.process_time()
    to_text(html)
    assert time.process_time() - started < 2


def test_flattening_loses_no_words() -> None:
    html = "<div>" * 500 + "deep" + "</div>" * 500 + "after"
    assert to_text(html).split() == ["deep", "after"]
    many = "&amp; " * 20_000
    assert to_text(many).count("&") == 20_000
