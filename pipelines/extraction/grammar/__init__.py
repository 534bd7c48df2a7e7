"""What prose and tables share: quantities, periods, places and sectors in Chinese text."""

from __future__ import annotations

from pipelines.extraction.grammar.cells import CellNumber, parse_cell_number
from pipelines.extraction.grammar.dates import parse_date
from pipelines.extraction.grammar.measures import UnitMention, parse_unit
from pipelines.extraction.grammar.period import PeriodMention, find_periods, find_publication_date, parse_period
from pipelines.extraction.grammar.place import PlaceFinder, PlaceMention
from pipelines.extraction.grammar.quantity import Quantity, find_quantities
from pipelines.extraction.grammar.repair import Repaired, repair_text
from pipelines.extraction.grammar.sector import SectorMatch, SectorMention, find_sectors, match_sector

__all__ = [
    "CellNumber",
    "PeriodMention",
    "PlaceFinder",
    "PlaceMention",
    "Quantity",
    "Repaired",
    "SectorMatch",
    "SectorMention",
    "UnitMention",
    "find_periods",
    "find_publication_date",
    "find_quantities",
    "find_sectors",
    "match_sector",
    "parse_cell_number",
    "parse_date",
    "parse_period",
    "parse_unit",
    "repair_text",
]
