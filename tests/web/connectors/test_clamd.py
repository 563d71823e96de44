"""clamd is spoken to as it wants, and no answer is never taken for a clean file."""

import contextlib
import socket
import threading

import pytest

from salerno_web.connectors.clamd.scans import LONGEST_REPLY, PIECE, scan
from salerno_web.credentials.uploads.scanners import Scan, Verdict

COMMAND = b"zINSTREAM\0"


def take(line, number):
    """Return so many bytes of what is sent."""
    said = b""
    while len(said) < number:
        piece = line.recv(number - len(said))
        assert piece, "hung up too early"
        said += piece
    return said


class Daemon:
    """What clamd does, on a socket that the test opened."""

    def __init__(self, listening, reply, *, most=10**9):
        self.listening, self.reply, self.most = listening, reply, most
        self.taken = b""
        self.thread = threading.Thread(target=self.answer, daemon=True)
        self.thread.start()

    def answer(self):
        """Take one stream, then say the reply."""
        line, _address = self.listening.accept()
        with line:
            assert take(line, len(COMMAND)) == COMMAND
            while size := int.from_bytes(take(line, 4)):
                self.taken += take(line, size)
                if len(self.taken) > self.most:
                    break
            for part in self.reply:
                line.sendall(part)


@pytest.fixture
def listening():
    """Return a port that listens, and is closed in the end."""
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as opened:
        yield opened


def address_of(listening):
    """Return the address that the setting would say."""
    return f"clamd://127.0.0.1:{listening.getsockname()[1]}"


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ([b"stream: OK\0"], Scan(Verdict.CLEAN)),
        ([b"str", b"eam: OK", b"\0"], Scan(Verdict.CLEAN)),
        ([b"stream: Eicar-Test FOUND\0"], Scan(Verdict.INFECTED, "Eicar-Test")),
        (
            [b"INSTREAM size limit exceeded. ERROR\0"],
            Scan(Verdict.UNAVAILABLE, "INSTREAM size limit exceeded. ERROR"),
        ),
        ([b"stream: OK"], Scan(Verdict.UNAVAILABLE, "no reply")),
        ([b"x" * (LONGEST_REPLY + 1), b"y"], Scan(Verdict.UNAVAILABLE, "no reply")),
        ([], Scan(Verdict.UNAVAILABLE, "no reply")),
    ],
)
def test_reply_is_a_verdict(listening, reply, expected):
    Daemon(listening, reply)

    assert scan(b"a degree", address_of(listening)) == expected


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1, 3 * PIECE])
def test_whole_content_is_sent(listening, size):
    daemon = Daemon(listening, [b"stream: OK\0"])
    content = b"a" * size

    scan(content, address_of(listening))

    daemon.thread.join(10)
    assert daemon.taken == content


def test_daemon_that_hangs_up_in_the_middle_says_nothing(listening):
    Daemon(listening, [], most=10)

    assert scan(b"a" * 20_000_000, address_of(listening)).verdict is Verdict.UNAVAILABLE


def test_daemon_is_reached_by_a_socket_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as listening:
        listening.bind("clamd.ctl")
        listening.listen()
        Daemon(listening, [b"stream: OK\0"])

        assert scan(b"a degree", "clamd:clamd.ctl") == Scan(Verdict.CLEAN)


@pytest.mark.parametrize(
    "address", ["clamd:///no/such/socket", "clamd://127.0.0.1:1", "clamd://127.0.0.1:x", "clamd://"]
)
def test_daemon_that_is_not_there_is_no_verdict(address):
    assert scan(b"a degree", address).verdict is Verdict.UNAVAILABLE


def test_daemon_that_says_nothing_is_given_up(listening, monkeypatch):
    monkeypatch.setattr("salerno_web.connectors.clamd.scans.SECONDS", 0.05)

    assert scan(b"a degree", address_of(listening)) == Scan(Verdict.UNAVAILABLE, "timed out")
