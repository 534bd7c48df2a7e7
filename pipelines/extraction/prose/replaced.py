"""Values that a text replaces by others: 罚款41.1万元更正为38.2万元 states 38.2; the first stands no longer.

A word of correction always replaces; 调整为 and 改为 only where something is corrected; else a plan changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.extraction.correction_words import BEFORE, SURE_VERB
from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.roles import role_of
from pipelines.extraction.prose.windows import Frame
from pipelines.extraction.void_statement import REASON as VOID

CHANGED = "role_unclear"

_STRONG = (
    r"(?:更正|订正|修正|更改|改正|勘正|校正)(?:为|成|至|后(?:的?(?:数据|数字|数))?(?:应?为|是)?)"
    r"|应当?(?:更正|订正|修正|改)?为|实际?应?(?:为|是)|正确(?:数据|数字|数|值)?应?(?:为|是)"
)
_WEAK = r"(?:调整|改|变更|修改|更新|核定|核实|复核|核减|核增|调减|调增)(?:为|成|至|到)"
_LINK = (
    r"(?:[”\"』」),(、]|的?(?:数据|数字)|有误|错误|不实|作废|系|属|笔误|误报|现|已|予以|特此?|均|分别|应"
    r"|经(?:复核|核实|核查|核对|复查|审核)后?)*"
)
_WAY = r"下降|减少|降低|回落|上升|增长|增加|上涨"
_VERB = re.compile(rf"(?P<strong>{_STRONG})|(?P<weak>{_WEAK})")
_GAP = re.compile(
    rf"{_LINK}(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))(?:分别|均)?为?[“\"『「: ]*"
    rf"(?:同比)?(?P<way>{_WAY})?(?:约|共|了)?"
)
_AND = re.compile(r"[、和及与 ]+")
# What makes 调整为 a correction, and 应为 one that a head of its own may follow.
_MISTAKE = re.compile(r"更正|订正|勘误|误报|错报|误[为写填将把]|错将|有误|(?<![草高平中太])原(?:报(?!告|道|警)|上报)")
_CORRECTS = re.compile(rf"{_MISTAKE.pattern}|应为|实为")
# 罚款标准由5万元调整为10万元, 职工5人改为3人轮班: a rule or a measure changed.
_NORM_BEFORE = re.compile(
    r"标准|频次|频率|周期|限额|额度|上限|下限|定额|比例|编制|定员|门槛|幅度|每|职工|员工|值班|班组"
)
_NORM_AFTER = re.compile(r"[^,;。\d]{0,4}(?:轮班|轮流|倒班|一组|一班|制(?!止|作))")
# 实际检查2次(应为3次): what ought to be done.
_OUGHT = re.compile(r"实际|实有|仅|只")
# What a correction may be of: 计划检查120家,实际为118家 corrects nothing.
_STATED = frozenset({"fact", "base_year", "unclear", "prior_year", "share"})
_AIMED = re.compile(r"拟|计划|预计|目标|任务|力争")
# 误将罚款38.2万元报为41.1万元: the first is right.
_MISTAKEN = re.compile(r"[误错](?:将|把)")
_REPORTED_AS = re.compile(r"[^,;。\d]{0,3}(?:报|写|填|录|录入|记|统计|登记|列)(?:为|成)")


# “罚款41.1万元”更正为“罚款38.2万元”: words that are quoted to be corrected are no names.
_QUOTED = re.compile(
    rf"[“\"「『]([^“”\"「」『』\n]{{1,24}})[”\"」』]{_LINK}(?:{_STRONG}|{_WEAK}):?[“\"「『]([^“”\"「」『』\n]{{1,24}})[”\"」』]"
)
# What before a number tells only that it is corrected: 检查企业由120家次更正为118家次.
_TOLD = re.compile(
    rf"(?:{SURE_VERB}{BEFORE}(?:的?(?:数据|数字|数))?(?:为|是)?:?|由?原(?:来|先)?(?:的|有)?|由|从|(?:此前|先前)?(?:误报|错报|原报|原为|误写|误填)(?:为|成)?|[现应]?(?:{_STRONG}|{_WEAK}))[“\"]?$"
)


@dataclass(frozen=True, slots=True)
class Replacements:
    """Which numbers of a sentence take the place of others; indexes into the frame's numbers.

    ``pairs``: a number and the one behind it that stands in its place under the same head. ``lost``: numbers replaced
    by others that do not pair with them. ``changed``: numbers that a measure changed. ``turns``: where a word of
    correction stands that heads of their own follow. ``told``: numbers whose 将 or 由 only tells the correction.
    """

    pairs: tuple[tuple[int, int], ...] = ()
    lost: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()
    turns: tuple[int, ...] = ()
    told: frozenset[int] = frozenset()

    @property
    def new(self) -> frozenset[int]:
        """The numbers that have no head of their own."""
        return frozenset(new for _, new in self.pairs)


NONE = Replacements()


def without_telling(printed: str) -> str:
    """The words between a head and a corrected number, without those that tell only that it is corrected."""
    return _TOLD.sub("", printed)


def quoted_values(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where a sentence quotes what it corrects, and what stands in its place."""
    return tuple(match.span(group) for match in _QUOTED.finditer(text, start, end) for group in (1, 2))


def find_replacements(frame: Frame, *, is_correction: bool) -> Replacements:
    """What a sentence replaces.

    Args:
        frame: the sentence with its numbers.
        is_correction: whether the document says that it corrects another.
    """
    text, quantities = frame.text, frame.quantities
    if not any(pattern.search(text, frame.start, frame.end) for pattern in (_VERB, _MISTAKEN)):
        return NONE
    corrects = is_correction or _CORRECTS.search(text, frame.start, frame.end) is not None
    pairs: list[tuple[int, int]] = []
    lost: set[int] = set()
    changed: set[int] = set()
    told: set[int] = set()
    for index in range(1, len(quantities)):
        old, new = quantities[index - 1], quantities[index]
        gap = _GAP.fullmatch(text, old.end, new.start)
        if gap is None:
            told.update([index - 1] if _is_mistaken(frame, old, new) else ())
            continue
        if _is_ought(frame, gap, old) or not _is_stated(frame, gap, index - 1):
            continue
        if not _is_correction(frame, gap, old, new, corrects=corrects):
            changed.add(index - 1)
            continue
        found = _paired(frame, index, is_in_turn="分别" in gap[0]) if _is_same_way(frame, gap, index - 1) else []
        pairs.extend(found)
        lost.update(() if found else [index - 1])
    is_mistake = is_correction or _MISTAKE.search(text, frame.start, frame.end) is not None
    turns = tuple(_turns(frame, pairs, corrects=corrects, is_mistake=is_mistake))
    told.update(old for old, _ in pairs)
    for turn in turns:
        beside = [i for i, q in enumerate(quantities) if q.end <= turn][-1:]
        told.update(beside, [i for i, q in enumerate(quantities) if q.start >= turn][:1])
    return Replacements(tuple(pairs), frozenset(lost), frozenset(changed), turns, frozenset(told))


def replace_figures(frame: Frame, found: Replacements, figures: list[Figure]) -> list[Quantity]:
    """Doubt what is replaced, add what stands in its place under the same head; the numbers that nothing takes."""
    unread = [frame.quantities[new] for old, new in found.pairs if not _replace(frame, old, new, figures)]
    for index in found.lost:
        _doubt(figures, frame.quantities[index], VOID)
    for index in found.changed:
        _doubt(figures, frame.quantities[index], CHANGED)
    for place, turn in enumerate(found.turns):
        begin, end = frame.clause_of(turn)
        stop = min([end, *found.turns[place + 1 : place + 2]])
        _doubt_restated(figures, (begin, turn, stop))
        _doubt_unpaired(frame, turn, figures)
    return unread


def _replace(frame: Frame, old: int, new: int, figures: list[Figure]) -> bool:
    """Whether a number was read in the place of the one before it."""
    before, after = frame.quantities[old], frame.quantities[new]
    of_old = [index for index, figure in enumerate(figures) if figure.at == before.start]
    is_read = False
    for index in of_old:
        figure = figures[index]
        figures[index] = replace(figure, reason=VOID)
        sign = figure.value / before.value if before.value else Decimal(1)
        if after.is_damaged or abs(sign) != 1 or after.measure not in {before.measure, None}:
            continue
        quantity = replace(after, unit=before.unit, measure=before.measure)
        start = max(before.end, frame.boundary_before(after.start)) if new == old + 1 else after.start
        figures.append(
            replace(figure, value=after.value * sign, qualifier=after.qualifier, quantity=quantity,
                    start=start, end=after.end, at=after.start, rule="replaced")
        )  # fmt: skip
        is_read = True
    return is_read


def _doubt(figures: list[Figure], quantity: Quantity, reason: str) -> None:
    for index, figure in enumerate(figures):
        if figure.at == quantity.start and (reason == VOID or figure.reason is None):
            figures[index] = replace(figure, reason=reason)


def _doubt_restated(figures: list[Figure], span: tuple[int, int, int]) -> None:
    """原报罚款41.1万元,更正为罚款38.2万元: what stands before the word and is said again behind it."""
    begin, turn, stop = span
    again = {_key(figure) for figure in figures if turn <= figure.at < stop}
    for index, figure in enumerate(figures):
        if begin <= figure.at < turn and _key(figure) in again:
            figures[index] = replace(figure, reason=VOID)


def _doubt_unpaired(frame: Frame, turn: int, figures: list[Figure]) -> None:
    """120家次,误将自查5家次计入,实为115家次: which one a number without a head replaces, nobody can tell."""
    bare = next((q for q in frame.quantities if q.start == turn), None)
    if bare is None or any(figure.at == turn for figure in figures):
        return
    begin, _ = frame.clause_of(turn)
    for figure in tuple(figures):
        if begin <= figure.at < turn and figure.quantity and figure.quantity.measure == bare.measure:
            _doubt(figures, figure.quantity, CHANGED)


def _key(figure: Figure) -> tuple[str, str, str | None, str | None]:
    return figure.indicator, figure.unit, figure.severity, figure.scope


def _paired(frame: Frame, index: int, *, is_in_turn: bool) -> list[tuple[int, int]]:
    """The pairs of a word before number ``index``: one, or as many as are listed behind it (分别更正为8家、3万元)."""
    quantities = frame.quantities
    if not is_in_turn and _fits(quantities[index - 1], quantities[index]):
        return [(index - 1, index)]
    stop = index + 1
    while stop < len(quantities) and _AND.fullmatch(frame.text, quantities[stop - 1].end, quantities[stop].start):
        stop += 1
    count = stop - index
    begin, _ = frame.clause_of(quantities[index].start)
    pairs = list(zip(range(index - count, index), range(index, stop), strict=True))
    if index < count or quantities[index - count].start < begin:
        return []
    return pairs if all(_fits(quantities[old], quantities[new]) for old, new in pairs) else []


def _fits(old: Quantity, new: Quantity) -> bool:
    """Whether two numbers may be of one measure; a bare number takes that of a count."""
    if old.unit == new.unit:
        return True
    return new.unit is None and new.measure is None and old.unit in {"count", "person"}


def _is_mistaken(frame: Frame, old: Quantity, new: Quantity) -> bool:
    begin, _ = frame.clause_of(old.start)
    is_reported = _REPORTED_AS.match(frame.text, old.end, new.start) is not None
    return is_reported and _MISTAKEN.search(frame.text, begin, old.start) is not None


def _is_ought(frame: Frame, gap: re.Match[str], old: Quantity) -> bool:
    before = frame.text[frame.boundary_before(old.start) : old.start]
    return (gap["strong"] or "").startswith("应") and _OUGHT.search(before) is not None


def _is_stated(frame: Frame, gap: re.Match[str], old: int) -> bool:
    """Whether what is replaced was a figure; 更正为 says so itself."""
    if gap["strong"] and gap["strong"][0] not in "应实":
        return True
    return role_of(frame, old) in _STATED


def is_aimed(frame: Frame, position: int) -> bool:
    """Whether a corrected number is a plan's all the same, not only behind a 将 that tells its correction."""
    return _AIMED.search(frame.text, frame.clause_of(position)[0], position) is not None


def _is_same_way(frame: Frame, gap: re.Match[str], old: int) -> bool:
    """下降20%更正为下降25%: one direction, else nobody can tell what became of it."""
    start, end = frame.left_of(old)
    return gap["way"] is None or frame.text.find(gap["way"], start, end) >= 0


def _is_correction(frame: Frame, gap: re.Match[str], old: Quantity, new: Quantity, *, corrects: bool) -> bool:
    if gap["weak"] and not corrects:
        return False
    before = frame.text[frame.boundary_before(old.start) : old.start]
    return _NORM_BEFORE.search(before) is None and _NORM_AFTER.match(frame.text, new.end, frame.end) is None


def _turns(frame: Frame, pairs: list[tuple[int, int]], *, corrects: bool, is_mistake: bool) -> Iterator[int]:
    """Where words of correction end that no pair has used."""
    used = [(frame.quantities[old].end, frame.quantities[new].start) for old, new in pairs]
    for match in _VERB.finditer(frame.text, frame.start, frame.end):
        if any(begin <= match.start() < end for begin, end in used) or (match["weak"] and not corrects):
            continue
        if match[0][0] in "应实" and not is_mistake:
            continue
        yield match.end()
