"""Where a body may be sent, and what is said where it cannot."""

import socket
import threading
from contextlib import suppress

import pytest

from salerno_web.connectors.webhooks import posts
from salerno_web.connectors.webhooks.posts import address_of, is_open, post


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("93.184.215.14", True), ("2606:2800:21f::1", True), ("127.0.0.1", False),
        ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False),
        ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("::", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("ff02::1", False),
        ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False), ("::ffff:10.0.0.1", False),
        ("64:ff9b::127.0.0.1", False), ("::127.0.0.1", False), ("64:ff9b::93.184.215.14", True),
    ],
)  # fmt: skip
def test_only_the_open_internet_is_open(place, expected):
    assert is_open(place) == expected


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "0x7f000001", "2130706433", "::1"])
def test_names_of_this_machine_lead_nowhere(host):
    assert address_of(host, 443, anywhere=False) == ""


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://example.org/", "only https is spoken to"),
        ("file:///etc/hosts", "only https is spoken to"),
        ("https://127.0.0.1/", "the address leads to no place of the open internet"),
        ("https://[::1]/", "the address leads to no place of the open internet"),
        ("https://[broken", "ValueError: Invalid IPv6 URL"),
    ],
)
def test_what_is_not_spoken_to_is_said(url, problem):
    reply = post(url, b"", {})

    assert (reply.status, reply.problem, reply.is_good) == (0, problem, False)


@pytest.fixture
def door():
    """Return a socket that somebody listens at, and a function that says what they answer."""
    server = socket.create_server(("127.0.0.1", 0))

    threads = []

    def answering(content, *, stays=False):
        def answer():
            line, _place = server.accept()
            with line, suppress(OSError):
                line.recv(65_536)
                line.sendall(content)
                if stays:
                    line.recv(1)

        threads.append(threading.Thread(target=answer, daemon=True))
        threads[-1].start()
        return f"://127.0.0.1:{server.getsockname()[1]}/"

    yield answering
    server.close()
    for thread in threads:
        thread.join()


def test_answer_that_is_no_http_is_a_problem(door):
    reply = post(f"http{door(b'hello there, stranger')}", b"", {}, anywhere=True)

    assert (reply.status, reply.problem[:13]) == (0, "BadStatusLine")


def test_place_that_speaks_no_tls_is_a_problem(door):
    reply = post(f"https{door(b'hello there, stranger')}", b"", {}, anywhere=True)

    assert (reply.status, reply.problem[:8]) == (0, "SSLError")


def test_whoever_speaks_slowly_is_hung_up_on(door, monkeypatch):
    monkeypatch.setattr(posts, "IN_ALL", 0.2)

    reply = post(f"http{door(b'HTTP/1.1 2', stays=True)}", b"", {}, anywhere=True)

    assert (reply.status, reply.is_good) == (0, False)


def test_place_where_nobody_listens_is_a_problem():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    reply = post(f"http://127.0.0.1:{port}/", b"", {}, anywhere=True)

    assert reply.problem.startswith("ConnectionRefusedError")


def test_redirect_is_no_good_answer(door):
    answer = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"

    reply = post(f"http{door(answer)}", b"{}", {}, anywhere=True)

    assert (reply.status, reply.problem, reply.is_good) == (302, "Found", False)
