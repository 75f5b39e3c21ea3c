"""The server: uvicorn inside our own event loop. It stops at once, even with thousands of open streams."""

import asyncio
import contextlib
import resource
import signal
import socket
import threading
from collections.abc import Callable, Iterator

import uvicorn
from litestar import Litestar

from habeas.http.patience import Patience

GRACE_S = 2
BACKLOG = 2_048
OPEN_FILES = 1_048_576


class Server(uvicorn.Server):
    """Serves until `stop` is called or the process is told to end; `when_stopped` is called first."""

    def __init__(self, app: Litestar, when_stopped: Callable[[], object] = lambda: None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=Patience,
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=GRACE_S,
            )
        )
        self._streams = app.state.streams
        self._when_stopped = when_stopped

    def stop(self) -> None:
        """End the streams, finish the requests that have begun, then leave. A second call drops those."""
        self.force_exit = self.should_exit
        self.should_exit = True
        self._streams.close()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ctrl-C and SIGTERM call `stop`. uvicorn would raise them again after its end."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.stop)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)


def raise_open_files() -> None:
    """As many files and connections as the system lets this process have: most begin with 1,024."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def stream_room(most: int) -> int:
    """How many streams may be open: `most`, and a quarter of the files is left for everything else."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return most if soft == resource.RLIM_INFINITY else min(most, soft * 3 // 4)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises OSError, whose message has the address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=BACKLOG)


def local_url(listening: socket.socket) -> str:
    """Where this machine itself reaches who listens."""
    host, port = listening.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
