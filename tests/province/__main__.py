"""Print the table of planted against found: ``python -m tests.province``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.province.inspect import accusations, unfounded
from tests.province.loading import load_province


def main() -> int:
    """Load the province and print what was planted, by what it was found, and what else was said."""
    with tempfile.TemporaryDirectory() as folder:
        sound, faulty, planted = load_province(Path(folder))
        clean, said = accusations(sound), accusations(faulty)
    table = Table("kind", "place", "figures", "must be found by", "found by")
    missed = 0
    for p in planted:
        found = sorted({a.by for a in said if a.concerns(p)})
        missed += p.found_by not in found
        mark = "" if p.found_by in found else "MISSED "
        table.add_row(p.kind, p.place, " ".join(sorted(p.indicators)), p.found_by, mark + " ".join(found))
    console = Console(width=200 if not sys.stdout.isatty() else None)
    console.print(table)
    others = unfounded(said, planted)
    console.print(f"{len(planted)} planted, {len(planted) - missed} found, {len(others)} accused without a fault, "
                  f"{len(clean)} accusations in the sound province")  # fmt: skip
    for each in others:
        console.print(f"  {each.by}: {each.observed} {sorted(each.subjects)[:3]}")
    return 1 if missed or others or clean else 0


if __name__ == "__main__":
    sys.exit(main())
