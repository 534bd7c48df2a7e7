"""Run every benchmark, or those named: ``python -m benchmarks [prose] [cases] [validation] ... [--rows N]``.

``--rows`` is the number of decisions that ``cases`` and ``validation`` judge.
"""

from __future__ import annotations

import argparse
import importlib

NAMES = ("prose", "reading", "cases", "validation", "quarters")


def main() -> None:
    """Print a line a ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help="benchmarks to run; all if none is named")
    parser.add_argument("--rows", type=int, help="decisions that cases and validation judge")
    asked = parser.parse_args()
    if unknown := set(asked.names).difference(NAMES):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}: there are {', '.join(NAMES)}")
    for name in asked.names or NAMES:
        options = {"rows": asked.rows} if name in ("cases", "validation") and asked.rows else {}
        for ratio in importlib.import_module(f"benchmarks.{name}").run(**options):
            print(f"{name:9} {ratio.line()}", flush=True)


if __name__ == "__main__":
    main()
