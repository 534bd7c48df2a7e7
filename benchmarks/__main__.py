"""Run every benchmark, or those named: ``python -m benchmarks [prose] [reading] [cases] [quarters]``."""

from __future__ import annotations

import importlib
import sys

NAMES = ("prose", "reading", "cases", "quarters")


def main(names: list[str]) -> None:
    """Print a line a ratio."""
    unknown = set(names) - set(NAMES)
    if unknown:
        sys.exit(f"no benchmark {', '.join(sorted(unknown))}: there are {', '.join(NAMES)}")
    for name in names or NAMES:
        for ratio in importlib.import_module(f"benchmarks.{name}").run():
            print(f"{name:9} {ratio.line()}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
