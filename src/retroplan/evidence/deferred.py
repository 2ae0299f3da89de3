"""Parts of the catalogue that are parsed when first looked at: a plan needs few of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Deferred(Mapping[K, V]):
    """The mapping that `load` gives, loaded at the first look. `load` must give the same each time."""

    def __init__(self, load: Callable[[], Mapping[K, V]]) -> None:
        self._load = load

    def __getitem__(self, key: K) -> V:
        return self._load()[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())


class EachDeferred(Mapping[K, V]):
    """The known keys, each value loaded at the first look. `load` must give the same each time."""

    def __init__(self, keys: Iterable[K], load: Callable[[K], V]) -> None:
        self._keys = {key: key for key in keys}
        self._load = load

    def __getitem__(self, key: K) -> V:
        return self._load(self._keys[key])  # an enum's member, where its word was given

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
