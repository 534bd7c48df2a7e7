"""Penalty lists: a list's file to validated cases, beside DuckDB's own read of the same file, and the memory it takes.

``python -m benchmarks cases --rows 1000000`` for the record; ``python -m benchmarks.cases LIST`` judges one list and
prints its peak memory.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.measure import Ratio, compare
from pipelines.extraction.cases.credit_code import compute_check_character
from pipelines.extraction.cases.stream import judge_lists

ROWS = 100_000
ENCODINGS = ("utf-8", "gb18030")
HEADER = (
    "行政相对人名称,行政相对人类别,统一社会信用代码,法定代表人,行政处罚决定书文号,违法行为类型,违法事实,处罚依据,处罚类别,处罚内容,"
    "罚款金额(万元),没收违法所得、没收非法财物的金额(万元),处罚决定日期,处罚有效期,处罚机关,备注\n"
)


def run(rows: int = ROWS) -> Iterator[Ratio]:
    """The time from a list's file to judged cases as a multiple of DuckDB's read of all its fields as text."""
    with tempfile.TemporaryDirectory() as folder:
        for encoding in ENCODINGS:
            path = write_list(Path(folder) / f"{encoding}.csv", rows, encoding)
            peak = measure_peak(path)
            yield compare(
                f"{rows:,} decisions of {encoding} judged (peak {peak} MiB)",
                lambda path=path: judge(path),
                "DuckDB read_csv",
                lambda path=path, encoding=encoding: read_with_duckdb(path, encoding),
                rounds=3,
            )
            path.unlink()


def write_list(path: Path, rows: int, encoding: str) -> Path:
    """A list of invented decisions with valid credit codes, and in every hundred some that are wrong or corrected."""
    chance = random.Random(7)  # noqa: S311 - figures, not secrets
    with path.open("w", encoding=encoding, newline="") as out:
        out.write(HEADER)
        out.writelines(_decision(number, chance) for number in range(rows))
    return path


def judge(path: Path) -> int:
    """How many cases a list holds."""
    with judge_lists(path) as judged:
        return 0 if judged is None else sum(batch.height for batch in judged.cases)


def read_with_duckdb(path: Path, encoding: str) -> int:
    """Read every field as text; DuckDB reads GB18030 by an extension only, so that list is decoded for it first."""
    plain = path
    if encoding != "utf-8":
        plain = path.with_suffix(".utf8")
        with path.open(encoding=encoding, newline="") as source, plain.open("w", encoding="utf-8", newline="") as out:
            while piece := source.read(1 << 24):
                out.write(piece)
    rows: int = duckdb.read_csv(str(plain), all_varchar=True).to_arrow_table().num_rows
    return rows


def measure_peak(path: Path) -> int:
    """MiB that a process of its own takes at most while it judges a list."""
    command = [sys.executable, "-m", "benchmarks.cases", str(path)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1])


def own_peak() -> int:
    """MiB that this process took at most; what its parent took before it began is not counted, as getrusage does."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def _decision(number: int, chance: random.Random) -> str:
    body = f"91990{chance.randrange(10**12):012d}"
    yuan = chance.randrange(1, 200) * 500
    month, day = chance.randrange(1, 13), chance.randrange(1, 29)
    kind = chance.random()
    written = f"2024/{month}/{day}" if kind < 0.02 else "待定" if kind < 0.025 else f"2024-{month:02d}-{day:02d}"
    printed = f"{yuan}" if chance.random() < 0.01 else f"{yuan / 10_000:g}"
    issued = number - 1 if chance.random() < 0.01 else number
    note = "更正：金额有误" if chance.random() < 0.002 else ""
    party = f"示例{number}号建材有限公司"
    return (
        f"{party},法人及非法人组织,{body}{compute_check_character(body)},王某,（示）应急罚〔2024〕{issued}号,"
        f'未如实记录安全生产教育和培训情况,"2024年检查发现,{party}未如实记录培训情况。",《安全生产法》第九十七条第(四)项,'
        f"罚款,给予罚款人民币{yuan}元的行政处罚,{printed},,{written},,示例县应急管理局,{note}\n"
    )


if __name__ == "__main__":
    counted = judge(Path(sys.argv[1]))
    print(counted, own_peak())
