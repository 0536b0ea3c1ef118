"""rohnamo-content import: a real site's feed, Drupal's articles, pictures from a web server.

import_test.py rohnamo-content content/ tests/content/feed/feeds
"""
import functools
import http.server
import json
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import threading
import zlib

TOOL, DATA, FEEDS = sys.argv[1:]
TOO_LARGE = (50 << 20) + 1


def call(*words):
    done = subprocess.run([TOOL, *map(str, words)], capture_output=True, text=True, timeout=120,
                          env={**os.environ, "no_proxy": "127.0.0.1"})
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def new_channel(folder, languages="en,fa"):
    call("new", "channel", folder, "--languages", languages, "--data", DATA)
    return folder


def picture():
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = b"".join(b"\0" + b"\x40\x80\x40" * 40 for _ in range(30))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Site(http.server.BaseHTTPRequestHandler):
    def __init__(self, secret, *rest):
        self.secret = secret
        super().__init__(*rest)

    def do_GET(self):
        if self.path == "/good.png":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(picture())
        elif self.path == "/moved.png":
            self.send_response(302)
            self.send_header("Location", "/good.png")
            self.end_headers()
        elif self.path == "/leads-to-a-file.png":
            self.send_response(302)
            self.send_header("Location", self.secret.as_uri())
            self.end_headers()
        elif self.path == "/too-large.png":
            self.send_response(200)
            self.send_header("Content-Length", str(TOO_LARGE))
            self.end_headers()
        else:
            self.send_error(404)

    def log_message(self, *_):
        pass


def test_real_feeds(work):
    channel = new_channel(work / "real")
    told = call("import", channel, pathlib.Path(FEEDS) / "real/vox.xml", "--lang", "en", "--data", DATA)
    assert "10 new, 0 changed" in told, told
    story = channel / "stories/pirates-of-caribbean-dead-mans-chest"
    text = (story / "en.md").read_text()
    assert 'title: "Pirates of Caribbean - Dead Man\'s Chest"' in text, text
    assert ('\n\nLast night I went to the preview show of "Pirates of Caribbean - Dead Man\'s Chest" '
            "in Roppongi Hills. The movie was fun but all I remember is Keira Knightley's jaw!\n"
            in text), text
    assert '\nsummary: "Last night I went' in text, text
    assert text.endswith("that makes her jaw's edge sharp and awful. Hmm ...\n"), text
    assert "date: 2006-07-18\n" in (story / "story.yaml").read_text()
    call("check", channel, "--data", DATA)


def test_feeds_as_sites_write_them(work):
    for file, count, words in [
            ("orenburg.xml", 10, "возбуждено уголовное дело"),  # windows-1251
            ("intertwingly.atom", 20, "Note: the call to Uninhibit is optional — it will occur on"),
            ("heise.atom", 15, "Die nun verfügbare Version 10 des Enterprise-Java-Servers stellt"),
            ("varthabharati.rss", 15, "**Ajman:** The Stakeholders Forum of Gulf Medical University"),
    ]:
        channel = new_channel(work / pathlib.Path(file).stem)
        told = call("import", channel, pathlib.Path(FEEDS) / "real" / file, "--lang", "en", "--data", DATA)
        assert f"{count} new, 0 changed, 0 as they were, 0 kept as you have them, 0 left out" in told, told
        texts = [path.read_text() for path in channel.glob("stories/*/en.md")]
        assert len(texts) == count and any(words in text for text in texts), file
        assert not any("<div" in text or "&amp;" in text or "\ufffd" in text for text in texts), file
        call("check", channel, "--data", DATA)


def test_drupal(work):
    channel = new_channel(work / "drupal")
    articles = pathlib.Path(FEEDS) / "drupal.json"
    told = call("import", channel, articles, "--data", DATA)
    assert "2 new, 0 changed, 0 as they were, 0 kept as you have them, 1 left out" in told, told
    assert "There is more: fetch https://centre.example/en/jsonapi/node/article?page" in told, told
    assert "Passed over: 1 draft article, 1 hidden item, 1 item that is no article." in told, told
    text = (channel / "stories/bread-and-salt/en.md").read_text()
    assert text.endswith("---\n## Bread\n\nSalt is **shared**.\n"), text
    assert 'summary: "How a bakery began."\n' in text, text
    assert "original: fa\n" in (channel / "stories/bazgsht/story.yaml").read_text()
    call("check", channel, "--data", DATA)
    assert "0 new, 0 changed, 2 as they were" in call("import", channel, articles, "--data", DATA)
    report = json.loads(call("import", channel, articles, "--json", "--data", DATA))
    assert report["next"].startswith("https://centre.example/en/jsonapi/node/article?page"), report


def test_translations(work):
    for file, language, story in [("wordpress-wpml.xml", "tg", "a-bakery"),
                                  ("wordpress.xml", "fa", "an-orchard-and-a-loan")]:
        channel = new_channel(work / story, f"en,{language}")
        told = call("import", channel, pathlib.Path(FEEDS) / file, "--data", DATA)
        assert f"new: {story} ({language}) · " in told, told
        folder = channel / "stories" / story
        assert "original: en\n" in (folder / "story.yaml").read_text()
        assert "\ntranslation: original\n" in (folder / "en.md").read_text()
        assert "\ntranslation: unreviewed\nsource: " in (folder / f"{language}.md").read_text()
        checked = call("check", channel, "--data", DATA)
        assert "changed since" not in checked and "pll_" not in checked, checked
        assert "0 new, 0 changed" in call("import", channel, pathlib.Path(FEEDS) / file, "--data", DATA)


def test_pictures(work):
    secret = work / "secret.png"
    secret.write_bytes(picture())
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Site, secret))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_address[1]}"
    addresses = {"good": f"{site}/good.png", "moved": f"{site}/moved.png",
                 "missing": f"{site}/missing.png", "large": f"{site}/too-large.png",
                 "away": f"{site}/leads-to-a-file.png", "file": secret.as_uri()}
    feed = work / "feed.xml"
    feed.write_text("<rss><channel><language>en</language>" + "".join(
        f"<item><guid>{name}</guid><title>{name}</title><description>Text.</description>"
        f"<enclosure type='image/png' url='{address}'/></item>"
        for name, address in addresses.items()) + "</channel></rss>")
    channel = new_channel(work / "pictures")
    told = call("import", channel, feed, "--pictures", "--data", DATA)
    server.shutdown()
    assert "6 new" in told, told
    for name, address in addresses.items():
        fetched = name in ("good", "moved")
        file = channel / "stories" / name / "picture.png"
        assert file.exists() == fetched, f"{name}\n{told}"
        assert (f"Its picture {address} was left out: " in told) != fetched, f"{name}\n{told}"
    assert (channel / "stories/moved/picture.png").read_bytes() == picture()
    for name, status in {"missing": 22, "large": 63, "away": 1}.items():
        assert f"{addresses[name]} was left out: it cannot be fetched (curl says {status})" in told, told
    assert f"{addresses['file']} was left out: it is not below the feed's folder" in told, told


with tempfile.TemporaryDirectory() as folder:
    test_real_feeds(pathlib.Path(folder))
    test_feeds_as_sites_write_them(pathlib.Path(folder))
    test_drupal(pathlib.Path(folder))
    test_translations(pathlib.Path(folder))
    test_pictures(pathlib.Path(folder))
