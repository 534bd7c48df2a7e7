"""Hand-written reports of invented offices, for tests that load a whole home."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

NOW = datetime(2024, 5, 2, 3, 4, 5, tzinfo=UTC)

CHENGYANG_2024Q1 = """澄阳县2024年第一季度安全生产执法情况
发布时间:2024-04-08
2024年第一季度,澄阳县应急管理局共检查企业120家次,责令停产整顿3家,罚款41.1万元。
"""
CHENGYANG_2024Q1_CORRECTED = """澄阳县2024年第一季度安全生产执法情况(更正)
发布时间:2024-04-20
2024年第一季度,澄阳县应急管理局共检查企业120家次,责令停产整顿4家,罚款46.1万元。
"""
CHENGYANG_2023Q4 = """澄阳县2023年第四季度安全生产执法情况
发布时间:2024-01-09
2023年第四季度,澄阳县应急管理局共检查企业95家次,责令停产整顿1家,罚款20万元。
"""
DUCHUAN_2024Q1 = """渡川县2024年第一季度安全生产情况
发布时间:2024-04-09
2024年第一季度,渡川县共发生生产安全事故0起,死亡2人。渡川县应急管理局共检查企业80家次,罚款12.5万元。
"""
"""Two dead without an accident: rule A05 is an error."""

RANDOM_BYTES = bytes(range(128, 256)) * 5 + b"\x00\x01\xff\xfe\xfd" * 40


def write_reports(folder: Path, **texts: str | bytes) -> list[Path]:
    """Write files named by keyword (``a`` is ``a.txt``)."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in texts.items():
        path = folder / f"{name}.txt"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(path)
    return paths
