"""Send a body to an address of other software: once, not for long, and only to the open internet.

The name is resolved once and what it leads to is what is spoken to, so that it cannot lead inside
meanwhile. Nobody is followed elsewhere.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from salerno_web.placements.webhooks import Reply

SECONDS = 5.0
"""For each step of a conversation."""
IN_ALL = 10.0
"""For the whole conversation, however slowly the other side speaks."""


def post(url: str, body: bytes, headers: Mapping[str, str], *, anywhere: bool = False) -> Reply:
    """What an address answers to a body; status 0 and a problem where nothing came of it.

    With `anywhere` also addresses of the own network, and such without TLS.
    """
    try:
        parts = urlsplit(url)
        if parts.scheme != "https" and not (anywhere and parts.scheme == "http"):
            return Reply(0, "only https is spoken to")
        return _posted(parts, body, headers, anywhere=anywhere)
    except (OSError, HTTPException, ValueError) as error:
        return Reply(0, f"{type(error).__name__}: {error}"[:300])


def _posted(
    parts: SplitResult, body: bytes, headers: Mapping[str, str], *, anywhere: bool
) -> Reply:
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    place = address_of(host, port, anywhere=anywhere)
    if not place:
        return Reply(0, "the address leads to no place of the open internet")
    with _opened(parts, place, port) as line:
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        line.request("POST", path, body, {"Host": parts.netloc, **headers})
        answer = line.getresponse()
        return Reply(answer.status, "" if answer.status < 300 else answer.reason[:200])


def address_of(host: str, port: int, *, anywhere: bool) -> str:
    """Where a name leads; nothing unless every place that it leads to may be spoken to."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    places = [str(one[4][0]) for one in found]
    return places[0] if places and all(anywhere or is_open(own) for own in places) else ""


def is_open(place: str) -> bool:
    """Whether an address is one of the open internet, however it is written."""
    own = ip_address(place.partition("%")[0])
    inner = _inner(own) if isinstance(own, IPv6Address) else None
    return all(one.is_global and not one.is_multicast for one in (own, inner) if one is not None)


def _inner(own: IPv6Address) -> IPv4Address | None:
    """The older address that a newer one stands for, if it does."""
    if any(own in wide for wide in _WIDER):
        return IPv4Address(int(own) & 0xFFFF_FFFF)
    return own.ipv4_mapped or own.sixtofour


_WIDER = (ip_network("64:ff9b::/96"), ip_network("::/96"))


@contextmanager
def _opened(parts: SplitResult, place: str, port: int) -> Iterator[HTTPConnection]:
    """A line to a place that is closed in time, whatever the other side does."""
    line = HTTPConnection(parts.hostname or "", port, timeout=SECONDS)
    opened = socket.create_connection((place, port), timeout=SECONDS)
    late = Timer(IN_ALL, _hang_up, [opened])
    late.daemon = True
    late.start()
    try:
        if parts.scheme == "https":
            opened = ssl.create_default_context().wrap_socket(
                opened, server_hostname=parts.hostname
            )
        line.sock = opened
        yield line
    finally:
        late.cancel()
        opened.close()
        line.close()


def _hang_up(opened: socket.socket) -> None:
    with suppress(OSError):  # it is closed already
        opened.shutdown(socket.SHUT_RDWR)
