"""Log files of the processes under `handlet up`: bounded in size, so that they are bounded in age too."""

from __future__ import annotations

from pathlib import Path

MOST_BYTES = 5 * 1024 * 1024


class LogFile:
    """Appends; at `most` bytes the file becomes `name.1` (the one before that goes) and a new one begins."""

    def __init__(self, path: Path, most: int = MOST_BYTES) -> None:
        self.path, self.most = path, most
        self._file = path.open("ab", buffering=0)

    def write(self, words: bytes) -> None:
        if self._file.tell() + len(words) > self.most:
            self._file.close()
            self.path.replace(self.path.with_suffix(self.path.suffix + ".1"))
            self._file = self.path.open("ab", buffering=0)
        self._file.write(words)

    def close(self) -> None:
        self._file.close()


def last_lines(path: Path, count: int = 12) -> list[str]:
    """For a message at the terminal; nothing where there is no file."""
    try:
        with path.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - 16_384))
            return file.read().decode("utf-8", "replace").splitlines()[-count:]
    except OSError:
        return []
