"""The colours of every chart, and how a chart is dressed: one red for what was attained, one teal for targets."""

from __future__ import annotations

from typing import Any

ATTAINED = "#a3302a"
ATTAINED_SOFT = "#c98a83"
TARGET = "#2f6c73"
MUTED = "#6d7078"
LINE = "#e3dfd9"
ABSENT = "#ebe8e3"
FONT = (
    "'Helvetica Neue', 'Liberation Sans', Arial, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC',"
    " sans-serif"
)
_LIGHTEST, _DARKEST = (0xFB, 0xF1, 0xEE), (0x9A, 0x2A, 0x24)


def shade(part: float) -> tuple[str, str]:
    """The background and the text colour of a heat map's cell.

    Args:
        part: 0 for the least to 1 for the greatest value.
    """
    channels = (round(a + (b - a) * part) for a, b in zip(_LIGHTEST, _DARKEST, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in channels), "#ffffff" if part > 0.55 else "#23262b"


def dress(chart: Any, height: int) -> Any:
    """A chart in the dashboard's font, with few lines, as wide as its column."""
    return (
        chart.properties(height=height, width="container", background="transparent")
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=MUTED, titleColor=MUTED, gridColor=LINE, domainColor="#bdb8b0", tickColor="#bdb8b0",
            labelFontSize=12, titleFontSize=12, titleFontWeight="normal",
        )
        .configure_legend(labelColor=MUTED, titleColor=MUTED, labelFontSize=12, titleFontWeight="normal")
    )  # fmt: skip
