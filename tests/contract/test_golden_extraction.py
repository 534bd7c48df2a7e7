"""What each fixture reads as, figure by figure: the contract between readers, engines and everything behind them.

A golden file was checked by hand against its fixture. After an intended change write them anew with
``python -m tests.contract.test_golden_extraction`` and read the difference line by line before committing it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extraction.extract import extract_reading
from pipelines.extraction.model import Observation, PenaltyCase, Refusal
from pipelines.reading.read import read_file
from warehouse.catalogue.loader import load_catalogue

FIXTURES = Path(__file__).parent / "fixtures"
GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(p.name for p in FIXTURES.iterdir())


def observation_line(o: Observation) -> str:
    """One observation as one line of a golden file."""
    period = f"{o.period.start}..{o.period.end} {o.period.kind}" if o.period else "no period"
    state = o.status if o.reason is None else f"{o.status} {o.reason}"
    what = f"{o.indicator} = {o.value.normalize():f} {o.unit} {o.qualifier}"
    where = f"{o.place} {o.division_code} | {period} | {o.sector_code} | {o.role} | {state}"
    return f"{o.locator} | {o.raw} | {what} | {where}"


def case_line(c: PenaltyCase) -> str:
    """One penalty case as one line of a golden file."""
    what = f"{c.document_no} | {c.party} | {'+'.join(c.kinds)} | fine {c.fine_yuan} | {c.decision_date}"
    return f"row {c.row} | {what} | {c.status} | {' '.join(c.reasons)} | {' '.join(c.flags)}"


def refusal_line(r: Refusal) -> str:
    """One refusal as one line of a golden file."""
    return f"refused {r.locator} | {r.raw} | {r.reason}"


def read_lines(name: str) -> list[str]:
    """Everything that is read out of a fixture."""
    found = extract_reading(read_file(FIXTURES / name), load_catalogue())
    context = found.context
    head = f"{context.title} | {context.place} | {context.published_on} | correction {context.is_correction}"
    return [
        head,
        *map(observation_line, found.observations),
        *map(case_line, found.cases),
        *map(refusal_line, found.refusals),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_fixture_reads_as_its_golden_file_says(name: str) -> None:
    assert read_lines(name) == (GOLDEN / f"{name}.golden").read_text(encoding="utf-8").splitlines()


def write_golden() -> None:
    """Write every golden file anew."""
    GOLDEN.mkdir(exist_ok=True)
    for name in NAMES:
        (GOLDEN / f"{name}.golden").write_text("\n".join(read_lines(name)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_golden()
