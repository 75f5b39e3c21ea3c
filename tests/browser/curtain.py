"""A TCP proxy that lets 16 KB of each answer through and no more, as some networks do with foreign sites."""

import socket
import threading
from contextlib import closing, suppress

CURTAIN_BYTES = 16 * 1_024
PIECE = 4_096
HEAD_END = b"\r\n\r\n"


class Curtain:
    """Listens on `port` until closed and passes on to `behind`; `fallen` counts the answers that it cut."""

    def __init__(self, behind: int) -> None:
        self._behind = behind
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.fallen = 0
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    def close(self) -> None:
        # Closing alone does not wake who waits in accept.
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._listening.accept()
                threading.Thread(target=self._pass_on, args=(caller,), daemon=True).start()

    def _pass_on(self, caller: socket.socket) -> None:
        """One request and its answer a connection, so that what passes is one download."""
        with closing(caller), suppress(OSError):
            head = _head(caller)
            if not head:
                return
            with closing(socket.create_connection(("127.0.0.1", self._behind))) as service:
                service.sendall(_alone(head))
                threading.Thread(target=_pump, args=(caller, service), daemon=True).start()
                self._answer(service, caller)

    def _answer(self, service: socket.socket, caller: socket.socket) -> None:
        left = CURTAIN_BYTES
        while piece := service.recv(PIECE):
            caller.sendall(piece[:left])
            left -= len(piece)
            if left < 0:
                self.fallen += 1
                break
        # Closing alone would leave it open for as long as the other thread reads from it.
        caller.shutdown(socket.SHUT_RDWR)


def _head(caller: socket.socket) -> bytes:
    """The request up to its first empty line, with what came behind it; empty when none came."""
    head = b""
    while HEAD_END not in head:
        piece = caller.recv(PIECE)
        if not piece:
            return b""
        head += piece
    return head


def _alone(head: bytes) -> bytes:
    """The same request, asking for nothing after it on this connection."""
    lines, body = head.split(HEAD_END, 1)
    kept = [line for line in lines.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*kept, b"Connection: close"]) + HEAD_END + body


def _pump(caller: socket.socket, service: socket.socket) -> None:
    """The rest of a body that is sent."""
    with suppress(OSError):
        while piece := caller.recv(PIECE):
            service.sendall(piece)
