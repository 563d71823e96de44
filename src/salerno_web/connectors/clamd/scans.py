"""Have the ClamAV daemon look at a file: the command INSTREAM over a socket."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import unquote, urlsplit

from salerno_web.credentials.uploads.scanners import Scan, Verdict

PORT = 3310
SECONDS = 30.0
PIECE = 64 * 1024
LONGEST_REPLY = 4096


def scan(content: bytes, address: str) -> Scan:
    """What clamd at an address says of a content; whatever goes wrong is UNAVAILABLE.

    `clamd://HOST:PORT` is a port, `clamd:///run/clamav/clamd.ctl` a socket file.
    """
    try:
        with _opened(address) as line:
            with suppress(BrokenPipeError, ConnectionResetError):  # it may say why and hang up
                for piece in _message(content):
                    line.sendall(piece)
            reply = _reply(line)
    except (OSError, ValueError) as error:
        return Scan(Verdict.UNAVAILABLE, str(error))
    return verdict_of(reply)


def verdict_of(reply: str) -> Scan:
    """What a reply of clamd means; only `stream: OK` means clean."""
    if reply == "stream: OK":
        return Scan(Verdict.CLEAN)
    if reply.startswith("stream: ") and reply.endswith(" FOUND"):
        return Scan(Verdict.INFECTED, reply.removeprefix("stream: ").removesuffix(" FOUND"))
    return Scan(Verdict.UNAVAILABLE, reply or "no reply")


def _opened(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.hostname:
        return socket.create_connection((parts.hostname, parts.port or PORT), timeout=SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(SECONDS)
    try:
        line.connect(unquote(parts.path))
    except OSError:
        line.close()
        raise
    return line


def _message(content: bytes) -> Iterator[bytes]:
    """The command, the content in pieces that each say how long they are, and an empty piece."""
    yield b"zINSTREAM\0"
    for start in range(0, len(content), PIECE):
        piece = content[start : start + PIECE]
        yield len(piece).to_bytes(4) + piece
    yield bytes(4)


def _reply(line: socket.socket) -> str:
    """What is said up to a zero byte, or until nothing more comes; a reply cut off is none."""
    said = b""
    while not said.endswith(b"\0"):
        piece = line.recv(LONGEST_REPLY)
        if not piece or len(said) > LONGEST_REPLY:
            return ""
        said += piece
    return said.rstrip(b"\0").decode(errors="replace")
