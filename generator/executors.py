"""Where the work on single articles is done: in processes here, or on a cluster; the results are the same.

A cluster runs whatever its clients send, and its clients believe what it answers: it is to be reached by
people who trust each other only.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from socket import create_connection
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from generator.cache import code_version
from generator.errors import DigestError
from generator.parallel import CHUNK, map_over

T = TypeVar("T")
R = TypeVar("R")

DASK = "dask://"
_PATIENCE = 30.0
"""Seconds that a cluster may be without a scheduler's answer, or without workers."""
_AHEAD = 4
"""Batches that wait for each thread of the cluster: it never idles, and little lies here."""


class Executor(Protocol):
    """What maps a function over items."""

    @property
    def far(self) -> bool:
        """Whether other machines may do the work: items must then hold all that it needs."""
        ...

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield `function(item)` for each item, in order; function, items and results must be picklable."""
        ...


class Here(Struct, frozen=True):
    """Processes of this machine."""

    jobs: int
    far: bool = False

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield `function(item)` for each item, in order."""
        return map_over(function, tuple(items), jobs=self.jobs)


class Cluster(Struct, frozen=True):
    """The workers of a Dask cluster; what a worker that is lost had to do, others do."""

    client: Any
    address: str
    far: bool = True

    def map(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield `function(item)` for each item, in order. Raises DigestError if the cluster fails."""
        left = iter(items)
        batches = iter(lambda: tuple(islice(left, CHUNK)), ())
        sent = (self._send(function, batch) for batch in batches)
        waiting = deque(islice(sent, _AHEAD * self._threads()))
        while waiting:
            yield from self._result(waiting.popleft())
            waiting.extend(islice(sent, 1))

    def _send(self, function: Callable[[T], R], batch: tuple[T, ...]) -> Any:  # noqa: ANN401 - Dask's future
        return self.client.submit(_each, code_version(), function, batch, pure=False)

    def _threads(self) -> int:
        workers = self.client.scheduler_info(n_workers=-1)["workers"].values()
        return max(1, sum(int(worker["nthreads"]) for worker in workers))

    def _result(self, future: Any) -> list[Any]:  # noqa: ANN401 - Dask's future
        dask = import_module("distributed")
        while True:
            try:
                return future.result(timeout=_PATIENCE)  # type: ignore[no-any-return]
            except TimeoutError:
                self.wait_for_workers()
            except ModuleNotFoundError as error:
                raise DigestError(
                    f"{self.address}: its workers lack {error.name}: install the same digestpress there"
                ) from error
            except dask.KilledWorker as error:
                raise DigestError(
                    f"{self.address}: some articles stopped one worker after the other: give the workers "
                    "more memory, or run without --executor"
                ) from error
            except (CancelledError, OSError) as error:
                raise _lost(self.address) from error

    def wait_for_workers(self) -> None:
        """Wait until there is a worker. Raises DigestError."""
        try:
            self.client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise DigestError(
                f"{self.address}: has no workers; start some with "
                f"`dask worker {_dask_address(self.address)}`, or run without --executor"
            ) from error


def _each(version: str, function: Callable[[T], R], batch: tuple[T, ...]) -> list[R]:
    """Do a batch of the work; runs on a worker. Raises DigestError if the worker's code is another."""
    if version != code_version():
        raise DigestError(
            "a worker of the cluster has another digestpress, or other versions of its libraries: "
            "install the same ones there as here"
        )
    return [function(item) for item in batch]


@contextmanager
def executor(address: str, *, jobs: int) -> Iterator[Executor]:
    """Yield the executor at an address, without one that of this machine's processes. Raises DigestError."""
    if not address:
        yield Here(jobs)
        return
    dask = _distributed(address)
    try:
        _knock(address)
        client = dask.Client(_dask_address(address), timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise _lost(address) from error
    with client:
        cluster = Cluster(client, address)
        cluster.wait_for_workers()
        yield cluster


def _distributed(address: str) -> Any:  # noqa: ANN401 - a module
    try:
        config, dask = import_module("dask.config"), import_module("distributed")
    except ImportError as error:
        raise DigestError(
            f"--executor {address}: a cluster needs the library {error.name}: "
            "install it with `pip install 'digestpress[cluster]'`"
        ) from error
    config.set(
        {"distributed.comm.offload": False}
    )  # its threads would stay, and keep us from copying ourselves
    return dask


def _knock(address: str) -> None:
    """Find out at once whether anything answers there: Dask's own client tries for long. Raises OSError."""
    host, _, port = address.removeprefix(DASK).rpartition(":")
    with create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE):
        pass


def _dask_address(address: str) -> str:
    return f"tcp://{address.removeprefix(DASK)}"


def _lost(address: str) -> DigestError:
    return DigestError(
        f"{address}: no Dask scheduler answers there; start one with `dask scheduler`, "
        "or run without --executor"
    )
