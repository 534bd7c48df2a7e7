"""The sample province's submissions, written into a folder as its counties would send them.

A hidden truth is drawn once a county and quarter; every report prints a part of it, some with a mistake. The same seed
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.sample.caselists import write_case_list
from pipelines.sample.chance import make_random
from pipelines.sample.documents import write_docx
from pipelines.sample.figures import Figures, add_figures, build_figures
from pipelines.sample.flatfiles import write_csv, write_json
from pipelines.sample.forms import FORMS, write_summary
from pipelines.sample.model import MistakeKind, SampleDocument, SampleMistake, SampleReport
from pipelines.sample.offices import County, Style, list_counties
from pipelines.sample.printing import ZERO_ACCIDENT, Printer
from pipelines.sample.prose import WRITERS, Filing
from pipelines.sample.script import write_traditional
from pipelines.sample.slips import Plan, plan_case_slips, plan_mistakes, print_slips
from pipelines.sample.truth import CountyQuarter, build_county_quarters
from pipelines.sample.wording import choose_filing_day
from warehouse.errors import UsageError
from warehouse.quarters import Quarter

FIRST_QUARTER = Quarter(2023, 1)
MOST_COUNTIES, MOST_QUARTERS = 24, 40
_NAMES: dict[Style, tuple[str, str]] = {
    "brief": ("安全生产行政执法工作情况", "txt"),
    "sectors": ("分行业执法检查情况报告", "txt"),
    "cumulative": ("安全生产监管执法工作总结", "txt"),
    "traditional": ("安全生产工作动态", "txt"),
    "row_form": ("行政执法情况统计表", "xlsx"),
    "transposed": ("行政处罚情况统计表", "xlsx"),
    "townships": ("乡镇检查情况汇总", "xlsx"),
    "zero_table": ("零事故创建情况统计表", "xlsx"),
    "csv": ("执法统计", "csv"),
    "json": ("执法季报", "json"),
    "docx": ("安全生产监管执法情况通报", "docx"),
}


@dataclass(frozen=True, slots=True)
class _Province:
    seed: int
    counties: tuple[County, ...]
    quarters: tuple[Quarter, ...]
    truth: dict[str, tuple[CountyQuarter, ...]]
    plan: Plan
    case_plan: dict[tuple[str, Quarter], tuple[MistakeKind, ...]]


def write_sample(
    directory: Path, *, counties: int = 24, quarters: int = 8, seed: int = 20240101, manifest: Path | None = None
) -> SampleReport:
    """Write the sample province's submissions, a folder a quarter, from 2023Q1 on.

    Args:
        directory: where the quarters' folders go; made where it is missing.
        counties: how many counties report, 1 to 24.
        quarters: how many quarters, 1 to 40.
        seed: what everything is drawn from; the same seed gives the same bytes.
        manifest: where to write the planted mistakes (tab separated), outside of ``directory``; None for nowhere.

    Raises:
        UsageError: where a number is out of range or the manifest would stand among the submissions.
    """
    _check_arguments(directory, counties, quarters, manifest)
    documents = list(build_documents(counties=counties, quarters=quarters, seed=seed))
    unreported = list_unreported(counties=counties, quarters=quarters, seed=seed)
    for document in documents:
        path = directory / document.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document.content)
    mistakes = (*unreported, *(mistake for document in documents for mistake in document.mistakes))
    if manifest is not None:
        lines = [f"{mistake.kind}\t{mistake.path}\t{mistake.detail}\n" for mistake in mistakes]
        manifest.write_text("".join(lines), encoding="utf-8")
    return SampleReport(
        directory=directory,
        files=tuple(document.path for document in documents),
        mistakes=mistakes,
        facts={document.path: document.facts for document in documents},
        case_fines={doc.path: doc.fine_yuan for doc in documents if doc.fine_yuan is not None},
    )


def _check_arguments(directory: Path, counties: int, quarters: int, manifest: Path | None) -> None:
    if not 1 <= counties <= MOST_COUNTIES:
        raise UsageError(f"{counties} counties cannot be made", next_step=f"ask for 1 to {MOST_COUNTIES}")
    if not 1 <= quarters <= MOST_QUARTERS:
        raise UsageError(f"{quarters} quarters cannot be made", next_step=f"ask for 1 to {MOST_QUARTERS}")
    if manifest is not None and manifest.resolve().is_relative_to(directory.resolve()):
        raise UsageError(
            "the list of mistakes would stand among the submissions",
            where=str(manifest),
            next_step="write it outside of the sample's folder",
        )


def _build_province(counties: int, quarters: int, seed: int) -> _Province:
    listed = [FIRST_QUARTER]
    while len(listed) < quarters:
        listed.append(listed[-1].next())
    chosen = list_counties(seed, counties)
    return _Province(
        seed=seed,
        counties=chosen,
        quarters=tuple(listed),
        truth={county.code: build_county_quarters(seed, county, tuple(listed)) for county in chosen},
        plan=plan_mistakes(seed, chosen, listed),
        case_plan=plan_case_slips(seed, chosen, listed),
    )


def list_unreported(*, counties: int, quarters: int, seed: int) -> tuple[SampleMistake, ...]:
    """List the county-quarters that nobody reports."""
    province = _build_province(counties, quarters, seed)
    return tuple(
        SampleMistake("unreported", _name_path(county, quarter), f"{county.name}{quarter}未报送")
        for county in province.counties
        for quarter in province.quarters
        if province.plan.get((county.code, quarter)) == "unreported"
    )


def build_documents(*, counties: int, quarters: int, seed: int) -> Iterator[SampleDocument]:
    """Build every submission, quarter by quarter, in memory."""
    province = _build_province(counties, quarters, seed)
    for place, quarter in enumerate(province.quarters):
        for county in province.counties:
            yield from _build_county(province, county, place)
        yield from _build_summaries(province, quarter, place)


def _build_county(province: _Province, county: County, place: int) -> Iterator[SampleDocument]:
    quarter = province.quarters[place]
    kind = province.plan.get((county.code, quarter))
    if kind == "unreported":
        return
    filing = Filing(province.seed, county, quarter, choose_filing_day(province.seed, county.code, quarter))
    figures = _choose_figures(province, county, place)
    slips, detail = print_slips(kind, figures)
    path = _name_path(county, quarter)
    printer = Printer(figures, slips)
    content = _write_report(filing, printer)
    mistakes = (SampleMistake(kind, path, detail),) if kind and kind != "duplicate_file" else ()
    yield SampleDocument(path, content, tuple(printer.facts), mistakes)
    if kind == "duplicate_file":
        copy = path.replace(f"{quarter}/", f"{quarter}/报送件_")
        yield SampleDocument(copy, content, tuple(printer.facts), (SampleMistake(kind, copy, f"与{path}相同"),))
    if kind == "late_revision":
        yield _build_revision(province, county, place, figures)
    if county.publishes_cases:
        slip = province.case_plan.get((county.code, quarter), ())
        yield write_case_list(filing, province.truth[county.code][place].decisions, slip)


def _build_revision(province: _Province, county: County, place: int, figures: Figures) -> SampleDocument:
    """Build the corrected report of a quarter, which arrives in the quarter after it."""
    quarter = province.quarters[place]
    later = choose_filing_day(province.seed, county.code, quarter.next())
    filing = Filing(province.seed, county, quarter, later, is_correction=True)
    printer = Printer(figures)
    content = _write_report(filing, printer)
    _, name = _name_path(county, quarter).split("/")
    stem, suffix = name.rsplit(".", 1)
    return SampleDocument(f"{quarter.next()}/{stem}（更正）.{suffix}", content, tuple(printer.facts))


def _choose_figures(province: _Province, county: County, place: int) -> Figures:
    """Choose the quarter's own figures, or the year's so far for the writer who runs on since January."""
    truth = province.truth[county.code]
    year = province.quarters[place].year
    first = place
    while county.style == "cumulative" and first and province.quarters[first - 1].year == year:
        first -= 1
    return build_figures(truth[first : place + 1], county.name)


def _name_path(county: County, quarter: Quarter) -> str:
    subject, suffix = _NAMES[county.style]
    return f"{quarter}/{county.name}{subject}_{quarter}.{suffix}"


def _write_report(filing: Filing, printer: Printer) -> bytes:
    style = filing.county.style
    if style in WRITERS:
        text = WRITERS[style](filing, printer)
        if style == "traditional":
            text = write_traditional(text, make_random(filing.seed, "script", filing.county.code, filing.quarter))
        return text.encode("gb18030" if style == "cumulative" else "utf-8")
    if style in FORMS:
        return FORMS[style](filing, printer)
    return {"csv": write_csv, "json": write_json, "docx": write_docx}[style](filing, printer)


def _build_summaries(province: _Province, quarter: Quarter, place: int) -> Iterator[SampleDocument]:
    prefectures = {county.prefecture_code: county.prefecture for county in province.counties}
    for code, name in sorted(prefectures.items()):
        members = [county for county in province.counties if county.prefecture_code == code]
        printers = [_print_member(province, county, place) for county in members]
        reported = [printer for printer in printers if isinstance(printer, Printer)]
        if not reported:
            continue
        own = _print_own_level(province, members[0], quarter)
        total = Printer(add_figures([printer.figures for printer in (*reported, own)], name))
        office = replace(members[0], code=code, name=name, bureau=f"{name}应急管理局")
        filing = Filing(province.seed, office, quarter, choose_filing_day(province.seed, code, quarter))
        content = write_summary(filing, [*printers, own], total)
        facts = [fact for printer in (*reported, own, total) for fact in printer.facts]
        yield SampleDocument(f"{quarter}/{name}行政执法情况汇总表_{quarter}.xlsx", content, tuple(facts))


def _print_member(province: _Province, county: County, place: int) -> Printer | str:
    if province.plan.get((county.code, province.quarters[place])) == "unreported":
        return county.name
    return Printer(build_figures(province.truth[county.code][place : place + 1], county.name))


def _print_own_level(province: _Province, like: County, quarter: Quarter) -> Printer:
    """Print the prefecture bureau's own enforcement (市本级), which has no villages of its own."""
    office = replace(like, code=f"{like.prefecture_code}-own", name="市本级", size=0.4)
    figures = build_figures(build_county_quarters(province.seed, office, (quarter,)), "市本级")
    values = {key: value for key, value in figures.values.items() if not key[0].startswith(ZERO_ACCIDENT)}
    return Printer(Figures("市本级", figures.start, figures.end, values))
