"""News of a report, told to a real mail server and a real web server on this machine."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import threading
from dataclasses import replace
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from backoffice_lib.basics.errors import InputProblems
from backoffice_lib.reports import telling
from backoffice_lib.reports.recipients import Recipients
from backoffice_lib.reports.telling import News, tell

NEWS = News("tiny", "board", "2026-11", "succeeded", "Remote work saves 6,000 EUR a year.", Path("/srv/runs"), "board/2026-11/r1/board.html")
FINANCE = Recipients(mail=["finance@example.org", "board@example.org"])


class Received:
    """What came to the mail server."""

    def __init__(self):
        self.messages, self.refused = [], set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.messages.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


@pytest.fixture
def server(monkeypatch):
    received = Received()
    controller = Controller(received, hostname="127.0.0.1", port=free_port())
    controller.start()
    for name, value in ((telling.HOST, "127.0.0.1"), (telling.PORT, str(controller.port)), (telling.TLS, "none"), (telling.SENDER, "reports@example.org")):
        monkeypatch.setenv(name, value)
    yield received
    controller.stop()


@pytest.fixture
def hook(monkeypatch):
    """A web server, what came to it, and what it answers."""
    class Hook(BaseHTTPRequestHandler):
        received, answer, headers_sent = [], 200, {}

        def do_POST(self):
            self.received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(self.answer)
            for name, value in self.headers_sent.items():
                self.send_header(name, value)
            self.end_headers()

        def do_GET(self):
            self.received.append("a GET")
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    web = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=web.serve_forever, args=(0.01,), daemon=True).start()
    monkeypatch.setenv("TEAM_HOOK", f"http://127.0.0.1:{web.server_port}/services/T0/s3cr3t")
    yield Hook
    web.shutdown()
    web.server_close()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_a_mail_has_the_sentence_and_says_where_the_report_lies(server):
    assert tell(NEWS, FINANCE) == []
    [(to, message)] = server.messages
    assert to == ["finance@example.org", "board@example.org"]
    assert message["Subject"] == "board, 2026-11 (tiny)" and message["From"] == "reports@example.org"
    text = message.get_body(("plain",)).get_content()
    assert "Remote work saves 6,000 EUR a year." in text and "/srv/runs/board/2026-11/r1/board.html" in text


def test_a_link_where_the_runs_can_be_opened_by_one(server, monkeypatch):
    monkeypatch.setenv(telling.LINKS, "https://reports.example.org/finance/")
    tell(replace(NEWS, document="board pack/2026-11/r1/board.html"), FINANCE)
    link = "https://reports.example.org/finance/board%20pack/2026-11/r1/board.html"
    assert f'<a href="{link}">' in server.messages[0][1].get_body(("html",)).get_content()


def test_a_failed_check_is_the_first_thing_that_is_said(server):
    tell(replace(NEWS, status="checks_failed"), FINANCE)
    message = server.messages[0][1]
    assert message["Subject"].startswith("FAILED CHECKS: board")
    assert "do not use its figures" in message.get_body(("plain",)).get_content()


@pytest.mark.parametrize("field", ["plan", "report", "period", "answer"])
@pytest.mark.parametrize("text", ["x\nBcc: thief@example.org", "x\r\n\r\nanother body", "x\u2028Bcc: thief@example.org", "x\x00y\x85Bcc: a@b"])
def test_a_name_cannot_become_a_header(server, field, text):
    assert tell(replace(NEWS, **{field: text}), FINANCE) == []
    [(to, message)] = server.messages
    assert to == list(FINANCE.mail) and message["Bcc"] is None
    assert set(message.keys()) == {"Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"}


@pytest.mark.parametrize("field", ["plan", "report", "answer", "document"])
def test_a_name_is_text_in_the_mail(server, field):
    tell(replace(NEWS, **{field: "<script>alert(1)</script>\"><img src=x onerror=alert(1)>"}), FINANCE)
    page = server.messages[0][1].get_body(("html",)).get_content()
    assert "&lt;script&gt;" in page and "<script" not in page and "<img" not in page


def test_a_webhook_gets_it_as_json(hook):
    assert tell(NEWS, Recipients(webhook="env:TEAM_HOOK")) == []
    [got] = hook.received
    assert got["text"].splitlines() == ["board, 2026-11 (tiny)", NEWS.answer, "/srv/runs/board/2026-11/r1/board.html"]
    assert got["status"] == "succeeded" and got["report"] == "board"


def test_who_cannot_be_told_is_said_in_a_line_without_any_secret(hook, monkeypatch):
    hook.answer = 500
    assert tell(NEWS, Recipients(webhook="env:TEAM_HOOK")) == ["board, 2026-11: webhook env:TEAM_HOOK could not be told: the server answered 500"]
    monkeypatch.setenv("TEAM_HOOK", f"http://127.0.0.1:{free_port()}/s3cr3t")
    assert tell(NEWS, Recipients(webhook="env:TEAM_HOOK")) == ["board, 2026-11: webhook env:TEAM_HOOK could not be told: Connection refused"]
    monkeypatch.setenv("TEAM_HOOK", "file:///etc/passwd")
    assert "is not an address that begins with https://" in tell(NEWS, Recipients(webhook="env:TEAM_HOOK"))[0]
    for odd in ("http://[s3cr3t/", "http://127.0.0.1:99999999/s3cr3t", "http://127.0.0.1\n/s3cr3t", "http://s3cr3t .example"):
        monkeypatch.setenv("TEAM_HOOK", odd)
        [line] = tell(NEWS, Recipients(webhook="env:TEAM_HOOK"))
        assert "s3cr3t" not in line and "\n" not in line


def test_a_webhook_that_sends_elsewhere_is_not_followed(hook):
    hook.answer, hook.headers_sent = 302, {"Location": "/elsewhere"}
    assert "answered 302" in tell(NEWS, Recipients(webhook="env:TEAM_HOOK"))[0]
    assert "a GET" not in hook.received


def test_mail_and_webhook_do_not_hang_on_each_other(hook, monkeypatch):
    monkeypatch.delenv(telling.HOST, raising=False)
    assert tell(NEWS, Recipients(mail="a@example.org", webhook="env:TEAM_HOOK")) == ["board, 2026-11: mail could not be told: BACKOFFICE_SMTP_HOST is not set"]
    assert len(hook.received) == 1


def test_an_address_that_the_server_refuses_is_counted_not_named(server):
    server.refused = {"board@example.org"}
    assert tell(NEWS, FINANCE) == ["board, 2026-11: mail could not be told: the server refused 1 of 2 addresses"]
    server.refused = set(FINANCE.mail)
    assert tell(NEWS, FINANCE) == ["board, 2026-11: mail could not be told: the server refused every address"]


@pytest.mark.parametrize("name, value, why", [
    ("PORT", "smtp", "BACKOFFICE_SMTP_PORT is not the number of a port"),
    ("TLS", "ssl", "BACKOFFICE_SMTP_TLS is not starttls, tls or none"),
    ("PASSWORD", "s3cr3t", "BACKOFFICE_SMTP_TLS is none, and a password is not sent for everybody to read; use starttls or tls"),
    ("FROM", "nobody", "BACKOFFICE_SMTP_FROM is not set to the address that mail comes from"),
    ("TLS", "starttls", "the server offers no encryption or no signing in"),
])
def test_settings_of_the_mail_server_that_do_not_fit(server, monkeypatch, name, value, why):
    monkeypatch.setenv(f"BACKOFFICE_SMTP_{name}", value)
    assert tell(NEWS, FINANCE) == [f"board, 2026-11: mail could not be told: {why}"]
    assert not server.messages


@pytest.mark.parametrize("given, message", [
    ({}, "Recipients: names nobody; write mail: [finance@example.org], or webhook: env:TEAM_HOOK"),
    ({"mail": ["finance"]}, 'Recipients: mail: is "finance", not an address for mail; write each like finance@example.org'),
    ({"mail": ["a@example.org\nBcc: b@example.org"]},
     'Recipients: mail: is "a@example.org Bcc: b@example.org", not an address for mail; write each like finance@example.org'),
    ({"webhook": "https://hooks.example.org/s3cr3t"},
     "Recipients: webhook: is not the name of an environment variable; the address of a webhook is a secret: write env:TEAM_HOOK, and set TEAM_HOOK to the address"),
])
def test_recipients_that_cannot_be_are_refused(given, message):
    with pytest.raises(InputProblems) as refused:
        Recipients(**given)
    assert str(refused.value) == message


@pytest.fixture
def certificate(tmp_path) -> Path:
    """A certificate for this machine and its key, in one file; nobody else has signed it."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl to make a certificate")
    both = tmp_path / "both.pem"
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1"
    subprocess.run([*words.split(), "-keyout", tmp_path / "key.pem", "-out", tmp_path / "certificate.pem"], check=True, capture_output=True)
    both.write_text((tmp_path / "key.pem").read_text() + (tmp_path / "certificate.pem").read_text())
    return both


def test_a_password_goes_over_encryption_to_a_server_that_is_known(certificate, monkeypatch):
    received, signed_in = Received(), []

    def sign_in(server, session, envelope, mechanism, data):
        signed_in.append((data.login, data.password))
        return AuthResult(success=data.password == b"s3cr3t", handled=False)

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    controller = Controller(received, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True, authenticator=sign_in, auth_required=True)
    controller.start()
    try:
        for name, value in ((telling.HOST, "127.0.0.1"), (telling.PORT, str(controller.port)), (telling.USER, "reports@example.org"), (telling.PASSWORD, "s3cr3t")):
            monkeypatch.setenv(name, value)
        assert tell(NEWS, FINANCE) == ["board, 2026-11: mail could not be told: its certificate or its encryption was not accepted"]
        assert signed_in == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert tell(NEWS, FINANCE) == [] and signed_in == [(b"reports@example.org", b"s3cr3t")]
        monkeypatch.setenv(telling.PASSWORD, "wr0ng")
        assert tell(NEWS, FINANCE) == ["board, 2026-11: mail could not be told: the server answered 535"]
    finally:
        controller.stop()
    assert len(received.messages) == 1
