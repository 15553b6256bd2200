"""Writes the golden ledgers anew: `make golden`. Read the difference before you commit it."""

from __future__ import annotations

from tests.golden.ledgers import (
    FOLDER,
    figures_in,
    figures_now,
    files_without_ledger,
    golden_names,
    moves,
    path_of,
    write,
)


def remake() -> None:
    """Write what is new or has moved, remove what has no ledger any more, and say so."""
    for path in files_without_ledger():
        path.unlink()
        print(f"removed  {path.relative_to(FOLDER)}")
    for name in golden_names():
        path, now = path_of(name), figures_now(name)
        moved = moves(figures_in(path), now) if path.exists() else []
        if moved or not path.exists():
            print(f"{'moved' if path.exists() else 'new':8s} {name}.csv", *moved, sep="\n         ")
            write(now, path)
    print('Every golden ledger is up to date. Explain what moved in CHANGELOG.md under "Numbers that move".')


if __name__ == "__main__":
    remake()
