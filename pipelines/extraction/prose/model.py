"""The typed values that the prose stages hand to each other: windows, figures before their scopes, the outcome."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipelines.extraction.grammar.place import PlaceMention
from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.model import DocumentContext, Observation, Period, Qualifier, Refusal, Role, Unit, ValueState


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its indicator, before scopes are settled; positions are of the repaired text.

    ``start``/``end``: from head word to measure word, as a person would quote it. ``at``: where the number begins.
    ``segment``: number of the ;-part within its sentence. ``sector_from``/``sector_to``: where words that name its
    sector may stand (its own window). ``follows``: index of the figure, in the sentence, whose sector, place and
    severity it shares (deaths after accidents, rates after levels), or None.
    ``row``, ``turn``, ``turns``: where a list (A、B、C分别...) stands, which member the figure is of, and of how many.
    ``head``: where the head word that named it stands, None where another figure lent its own.
    ``reason``: why it needs review, None where it is sure.
    ``sector``, ``sector_words``: the sector that its list gives it (其他), with the words. ``topic_at``: for the whole
    of a list, where the list begins: what its members name is not its sector.
    """

    indicator: str
    value: Decimal
    unit: Unit
    qualifier: Qualifier
    start: int
    end: int
    at: int
    rule: str
    segment: int = 0
    sector_from: int = 0
    sector_to: int = 0
    follows: int | None = None
    severity: str | None = None
    scope: str | None = None
    role: Role = "observed"
    value_state: ValueState = "number"
    is_subtotal: bool = False
    reason: str | None = None
    sector: str | None = None
    sector_words: str | None = None
    topic_at: int | None = None
    place: PlaceMention | None = None
    period: Period | None = None
    quantity: Quantity | None = None
    row: tuple[int, int] | None = None
    turn: int = 0
    turns: int = 0
    head: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ProseExtraction:
    """What prose yields of one document."""

    observations: tuple[Observation, ...]
    refusals: tuple[Refusal, ...]
    context: DocumentContext
