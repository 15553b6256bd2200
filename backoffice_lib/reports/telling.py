"""Telling people that a report was made: its sentence and where it lies, by mail or to a webhook. A report never fails by it."""

from __future__ import annotations

import json
import os
import smtplib
import ssl
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from backoffice_lib.basics.errors import visible
from backoffice_lib.reports.recipients import Recipients

SECONDS = 20.0
"""How long a server is waited for."""
HOST, PORT, USER, PASSWORD, TLS, SENDER = (f"BACKOFFICE_SMTP_{name}" for name in ("HOST", "PORT", "USER", "PASSWORD", "TLS", "FROM"))
LINKS = "BACKOFFICE_REPORTS_URL"
"""The environment variable with the address under which the folder of the runs can be opened, where there is one."""
_PORTS = {"starttls": 587, "tls": 465, "none": 25}


class NotTold(Exception):
    """Somebody could not be told: why, in a line without an address that is secret."""


@dataclass(frozen=True)
class News:
    """What is told of a report: its plan, name and period, how it ended, its sentence, and the path of its document in the archive.

    status: succeeded, checks_failed or failed. document: from the archive's folder on, `board/2026-11/RUN/board.html`; nothing when it failed.
    """

    plan: str
    report: str
    period: str
    status: str
    answer: str
    archive: Path
    document: str = ""

    @property
    def subject(self) -> str:
        """The line by which it is announced."""
        stamp = {"succeeded": "", "checks_failed": "FAILED CHECKS: "}.get(self.status, "NOT MADE: ")
        return _one_line(f"{stamp}{self.report}, {self.period} ({self.plan})")

    @property
    def sentence(self) -> str:
        """Its answer, or why there is none."""
        if self.status == "checks_failed":
            return _one_line(f"A check of this report failed; do not use its figures before you know why. {self.answer}")
        return _one_line(self.answer)

    @property
    def link(self) -> str:
        """Where it can be opened: an address where there is one, else a path."""
        if not self.document:
            return ""
        base = os.environ.get(LINKS, "")
        if urlsplit(base).scheme in ("http", "https"):
            return f"{base.rstrip('/')}/{quote(self.document)}"
        return str(self.archive / self.document)


def tell(news: News, recipients: Recipients) -> list[str]:
    """Tell everybody; a line for each way that did not work. Never raises."""
    ways = [("mail", _mail, recipients.mail)] if recipients.mail else []
    if recipients.webhook:
        ways.append((f"webhook {recipients.webhook}", _post, recipients.variable))
    failed = []
    for name, way, to in ways:
        try:
            way(news, to)
        except NotTold as why:
            failed.append(_one_line(f"{news.report}, {news.period}: {name} could not be told: {why}"))
        except Exception as fault:  # a report that was made must not fail because of what a server answers
            failed.append(_one_line(f"{news.report}, {news.period}: {name} could not be told ({type(fault).__name__})"))
    return failed


def _mail(news: News, to: tuple[str, ...]) -> None:
    host = os.environ.get(HOST, "")
    if not host:
        raise NotTold(f"{HOST} is not set")
    sender = os.environ.get(SENDER) or os.environ.get(USER, "")
    if "@" not in sender:
        raise NotTold(f"{SENDER} is not set to the address that mail comes from")
    message = mail(news, sender, to)
    try:
        with _server(host) as server:
            refused = server.send_message(message, sender, to)
    except smtplib.SMTPRecipientsRefused:
        raise NotTold("the server refused every address") from None
    except smtplib.SMTPResponseException as fault:
        raise NotTold(f"the server answered {fault.smtp_code}") from None
    except (OSError, smtplib.SMTPException) as fault:
        raise NotTold(_why(fault)) from None
    if refused:
        raise NotTold(f"the server refused {len(refused)} of {len(to)} addresses")


def mail(news: News, sender: str, to: tuple[str, ...]) -> EmailMessage:
    """The mail: plain text, and the same as HTML in which every name is text."""
    message = EmailMessage(policy=SMTP)
    message["Subject"], message["From"], message["To"] = news.subject, _one_line(sender), ", ".join(to)
    message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # so that nobody's absence is answered to a machine
    message.set_content("\n\n".join(part for part in (news.subject, news.sentence, _one_line(news.link)) if part) + "\n")
    link = escape(news.link)
    shown = f'<a href="{link}">{link}</a>' if news.link.startswith(("http://", "https://")) else f"<code>{link}</code>"
    page = f"<h2>{escape(news.subject)}</h2><p>{escape(news.sentence)}</p>" + (f"<p>{shown}</p>" if link else "")
    message.add_alternative(f"<!doctype html><html><body>{page}</body></html>", subtype="html")
    return message


def _server(host: str) -> smtplib.SMTP:
    """The mail server of the environment variables, signed in where there is a user. Raises NotTold, or what smtplib raises."""
    way, user, password = os.environ.get(TLS, "starttls"), os.environ.get(USER, ""), os.environ.get(PASSWORD, "")
    if way not in _PORTS:
        raise NotTold(f"{TLS} is not starttls, tls or none")
    if way == "none" and password:
        raise NotTold(f"{TLS} is none, and a password is not sent for everybody to read; use starttls or tls")
    port = os.environ.get(PORT) or str(_PORTS[way])
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise NotTold(f"{PORT} is not the number of a port")
    safe = ssl.create_default_context()
    server = smtplib.SMTP_SSL(host, int(port), timeout=SECONDS, context=safe) if way == "tls" else smtplib.SMTP(host, int(port), timeout=SECONDS)
    try:
        if way == "starttls":
            server.starttls(context=safe)
        if user and password:
            server.login(user, password)
    except BaseException:
        server.close()
        raise
    return server


class _Stay(urllib.request.HTTPRedirectHandler):
    """A webhook that sends elsewhere is not followed: the news would be told to somebody else."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _post(news: News, variable: str) -> None:
    address = os.environ.get(variable, "").strip()
    if not address:
        raise NotTold(f"{variable} is not set")
    if urlsplit(address).scheme not in ("http", "https"):
        raise NotTold(f"{variable} is not an address that begins with https://")
    told = {
        "text": "\n".join(part for part in (news.subject, news.sentence, news.link) if part),
        "plan": news.plan, "report": news.report, "period": news.period, "status": news.status, "answer": news.answer, "link": news.link,
    }
    try:
        request = urllib.request.Request(address, json.dumps(told).encode(), {"Content-Type": "application/json"}, method="POST")
        with urllib.request.build_opener(_Stay).open(request, timeout=SECONDS):
            pass
    except urllib.error.HTTPError as fault:
        raise NotTold(f"the server answered {fault.code}") from None
    except (OSError, ValueError) as fault:
        raise NotTold(_why(getattr(fault, "reason", fault))) from None


def _why(fault: Any) -> str:
    """Why a server could not be used, in its system's words where we have none; they name no address."""
    if isinstance(fault, ssl.SSLError):
        return "its certificate or its encryption was not accepted"
    if isinstance(fault, TimeoutError):
        return f"no answer within {SECONDS:.0f} seconds"
    if isinstance(fault, smtplib.SMTPNotSupportedError):
        return "the server offers no encryption or no signing in"
    if isinstance(fault, smtplib.SMTPServerDisconnected):
        return "the server hung up"
    return (isinstance(fault, OSError) and fault.strerror) or type(fault).__name__


def _one_line(text: str) -> str:
    """Text without line ends and control characters, so that a name cannot become a header of its own."""
    return visible(" ".join(text.split()))
