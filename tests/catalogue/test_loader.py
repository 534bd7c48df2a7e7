"""The catalogue loads as one, and tells every contradiction with its file and line."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from warehouse.catalogue.answers import all_answers
from warehouse.catalogue.loader import DATA, load_catalogue
from warehouse.errors import CatalogueError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "data"
    shutil.copytree(DATA, target)
    return target


def replace_in(path: Path, old: str, new: str) -> int:
    """Replace the one occurrence of a text; the number of its line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def append_to(path: Path, line: str) -> int:
    """Append a line; its number."""
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{line}\n", encoding="utf-8")
    return text.count("\n") + 1


def test_all_indicators_and_rules_are_there() -> None:
    catalogue = load_catalogue()
    assert len(catalogue.indicators) == 229
    assert len(catalogue.rules) == 170
    assert len(catalogue.sectors) == 17


def test_indicator_carries_its_meaning() -> None:
    indicator = load_catalogue().indicators["penalty.fine_collected_accident"]
    assert (indicator.unit, indicator.fact_table) == ("yuan", "fact_enforcement")
    assert (indicator.action, indicator.stage, indicator.attribution) == ("fine", "collected", "accident")
    assert indicator.add_counties
    assert indicator.synonyms == ("事故罚款收缴",)


@pytest.mark.parametrize(
    ("code", "table"),
    [
        ("penalty.suspension", "fact_enforcement"),
        ("detention.administrative", "fact_enforcement"),
        ("prosecution.criminal", "fact_enforcement"),
        ("violation.total", "fact_enforcement"),
        ("zero_accident.village_rate", "fact_zero_accident"),
        ("accident.deaths", "fact_accident"),
        ("base.gdp", "fact_accident"),
        ("hazard.found", "fact_hazard"),
        ("inspection.units", "fact_inspection"),
        ("document.record", "fact_inspection"),
        ("complaint.count", "fact_inspection"),
        ("reward.amount", "fact_inspection"),
        ("training.people", "fact_capacity"),
        ("grid.personnel", "fact_capacity"),
    ],
)
def test_each_family_goes_to_its_fact_table(code: str, table: str) -> None:
    assert load_catalogue().indicators[code].fact_table == table


def test_every_sector_word_names_one_sector() -> None:
    words = [word for sector in load_catalogue().sectors.values() for word in sector.words]
    assert len(words) == len(set(words))


def test_sector_stands_in_three_hierarchies() -> None:
    catalogue = load_catalogue()
    coal = catalogue.sectors["coal_mine"]
    assert (coal.enforcement, coal.accident_old, coal.accident_gb) == ("coal", "industry_trade", "mining")
    assert catalogue.sector_groups["accident_gb", "mining"].name_zh == "采矿业"


def test_every_case_kind_is_an_action() -> None:
    kinds = {"warning", "criticism", "fine", "confiscation", "licence_suspended", "licence_revoked", "grade_lowered"}
    kinds |= {"business_restricted", "career_ban", "suspension", "closure", "administrative_detention"}
    penalties = {code for code, action in load_catalogue().actions.items() if action.is_penalty}
    assert kinds <= penalties


def test_catalogue_is_loaded_once() -> None:
    assert load_catalogue() is load_catalogue()


def test_loading_imports_no_heavy_library() -> None:
    code = (
        "import sys; from warehouse.catalogue.loader import load_catalogue; load_catalogue();"
        "sys.exit(', '.join({'polars', 'pandas', 'duckdb', 'pyarrow', 'yaml'} & set(sys.modules)) or 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=DATA.parents[2], check=False)
    assert run.returncode == 0, run.stderr


def break_numerator(folder: Path) -> tuple[str, int, str]:
    old = "hazard.units_checked,hazard.units_due,覆盖率"
    line = replace_in(folder / "indicators.csv", old, old.replace("hazard.units_due", "hazard.units_owed"))
    return "indicators.csv", line, "hazard.units_owed is no indicator"


def break_ratio(folder: Path) -> tuple[str, int, str]:
    old = "penalty.fine_collected,penalty.fine_amount,收缴率"
    line = replace_in(folder / "indicators.csv", old, ",,收缴率")
    return "indicators.csv", line, "penalty.collection_rate: ratio without numerator or denominator"


def break_synonym(folder: Path) -> tuple[str, int, str]:
    line = replace_in(folder / "indicators.csv", "演练人员|参演人员|参演", "演练人员|参演人员|网格员")
    return "indicators.csv", line, "网格员 names grid.personnel and drill.people"


def break_undeclared_shared_synonym(folder: Path) -> tuple[str, int, str]:
    path = folder / "shared_synonyms.csv"
    line = append_to(path, "网格员,not shared at all")
    return "shared_synonyms.csv", line, "网格员 is declared as shared but is not"


def break_action(folder: Path) -> tuple[str, int, str]:
    line = replace_in(
        folder / "indicators.csv", "fact_enforcement,warning,decided", "fact_enforcement,scolding,decided"
    )
    return "indicators.csv", line, "action scolding is unknown"


def break_enforcement_columns(folder: Path) -> tuple[str, int, str]:
    line = replace_in(folder / "indicators.csv", "fact_enforcement,criticism,decided,all", "fact_enforcement,,,")
    return "indicators.csv", line, "needs action, stage and attribution"


def break_flag(folder: Path) -> tuple[str, int, str]:
    old = "emergency,person,flow,observed,1,1,,,演练人员"
    line = replace_in(folder / "indicators.csv", old, old.replace("1,1", "yes,1"))
    return "indicators.csv", line, "add_counties is 'yes', not 0 or 1"


def break_double_code(folder: Path) -> tuple[str, int, str]:
    line = append_to(folder / "actions.csv", "fine,罚款,fine,1,罚钱")
    return "actions.csv", line, "fine stands twice"


def break_cells(folder: Path) -> tuple[str, int, str]:
    line = append_to(folder / "actions.csv", "flogging,鞭刑")
    return "actions.csv", line, "has not 5 cells"


def break_severity(folder: Path) -> tuple[str, int, str]:
    line = replace_in(folder / "rules.csv", "B05,domain,0 <= coverage.rate <= 1,error", "B05,domain,x,fatal")
    return "rules.csv", line, "severity is 'fatal', not one of error, warn"


def break_sector_group(folder: Path) -> tuple[str, int, str]:
    line = replace_in(folder / "sectors.csv", "coal,industry_trade,mining,06", "coal,industry_trade,digging,06")
    return "sectors.csv", line, "accident_gb digging is unknown"


def break_sector_word(folder: Path) -> tuple[str, int, str]:
    line = replace_in(folder / "sectors.csv", "旅游|旅游业", "旅游|旅游业|电梯")
    return "sectors.csv", line, "电梯 names special_equipment and tourism"


def break_parent(folder: Path) -> tuple[str, int, str]:
    line = append_to(folder / "divisions_overlay.csv", "990199,无主县,county,999900,county,,,")
    return "divisions_overlay.csv", line, "parent 999900 is unknown"


def break_validity(folder: Path) -> tuple[str, int, str]:
    line = append_to(folder / "divisions_overlay.csv", "990199,倒流县,county,990100,county,2020-01-01,2019-01-01,")
    return "divisions_overlay.csv", line, "ends before it begins"


def break_date(folder: Path) -> tuple[str, int, str]:
    line = append_to(folder / "divisions_overlay.csv", "990199,无日县,county,990100,county,2020-13-01,,")
    return "divisions_overlay.csv", line, "valid_from is '2020-13-01', not a date"


def break_common_word(folder: Path) -> tuple[str, int, str]:
    line = append_to(folder / "division_common_words.csv", "闹着玩,no division")
    return "division_common_words.csv", line, "闹着玩 is no division's name"


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("indicators.csv", "assessment score,responsibility,ratio,ratio", "x,responsibility,ratio,flow", "disagree"),
        (
            "indicators.csv",
            "ratio,ratio,observed,0,0,,,考核得分",
            "ratio,ratio,observed,1,0,,,考核得分",
            "cannot be added",
        ),
        ("indicators.csv", "fact_enforcement,warning,decided", "fact_enforcement,warning,guessed", "stage guessed"),
        ("indicators.csv", "criticism,decided,all", "criticism,decided,nobody", "attribution nobody is unknown"),
        (
            "indicators.csv",
            "Person-times taking part.,fact_capacity,,",
            "x,fact_capacity,fine,",
            "fact_enforcement only",
        ),
        ("indicators.csv", "Person-times taking part.,fact_capacity,,,,", "x,fact_capacity,,,,village", "only"),
        ("indicators.csv", "by construction.,fact_zero_accident,,,,village", "x,fact_zero_accident,,,,hut", "hut"),
        ("sectors.csv", "渔业|渔船", "渔业|渔业", "words names something twice"),
        ("reasons.csv", "read,submission,已读取", "read,submission,", "name_zh is blank"),
        ("divisions_overlay.csv", "经济技术开发区,township,360121", "经济技术开发区,township,", "no parent"),
    ],
)
def test_slip_in_one_cell_is_told(folder: Path, file: str, old: str, new: str, problem: str) -> None:
    line = replace_in(folder / file, old, new)
    with pytest.raises(CatalogueError) as told:
        load_catalogue(folder)
    assert f"{file} line {line}" in str(told.value)
    assert problem in told.value.problem


@pytest.mark.parametrize(
    "damage",
    [
        break_numerator,
        break_ratio,
        break_synonym,
        break_undeclared_shared_synonym,
        break_action,
        break_enforcement_columns,
        break_flag,
        break_double_code,
        break_cells,
        break_severity,
        break_sector_group,
        break_sector_word,
        break_parent,
        break_validity,
        break_date,
        break_common_word,
    ],
)
def test_contradiction_is_told_with_file_and_line(folder: Path, damage: Callable[[Path], tuple[str, int, str]]) -> None:
    file, line, problem = damage(folder)
    with pytest.raises(CatalogueError) as told:
        load_catalogue(folder)
    assert told.value.where == f"{file} line {line}"
    assert problem in told.value.problem


def test_all_contradictions_are_told_at_once(folder: Path) -> None:
    problems = [damage(folder) for damage in (break_numerator, break_parent, break_severity)]
    with pytest.raises(CatalogueError) as told:
        load_catalogue(folder)
    for file, line, problem in problems:
        assert f"{file} line {line}" in str(told.value)
        assert problem in str(told.value)


def test_shared_synonym_is_allowed_when_declared(folder: Path) -> None:
    replace_in(folder / "indicators.csv", "演练人员|参演人员|参演", "演练人员|参演人员|网格员")
    append_to(folder / "shared_synonyms.csv", "网格员,only for this test")
    assert load_catalogue(folder).shared_synonyms["网格员"] == "only for this test"


def test_missing_file_is_told(folder: Path) -> None:
    (folder / "rules.csv").unlink()
    with pytest.raises(CatalogueError, match=r"rules\.csv: the file cannot be opened"):
        load_catalogue(folder)


def test_missing_column_is_told(folder: Path) -> None:
    replace_in(folder / "actions.csv", "code,name_zh,name_en,is_penalty,words", "code,name_zh,name_en,words,x")
    with pytest.raises(CatalogueError, match=r"actions\.csv line 1: no column is_penalty"):
        load_catalogue(folder)


def test_sample_code_must_not_be_a_real_code(folder: Path) -> None:
    line = append_to(folder / "sample_divisions.csv", "141022,示例县,county,990100,county,")
    with pytest.raises(CatalogueError) as told:
        load_catalogue(folder)
    assert told.value.where == f"sample_divisions.csv line {line}"
    assert "141022 is a real division's" in told.value.problem


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("rates.csv", "hazard.major_rate,quotient,1,share,", "hazard.major_found,quotient,1,share,", "is no ratio"),
        ("rates.csv", "standard.rate,quotient,1,share,", "standard.rate,change,1,share,", "formula change"),
        ("rates.csv", "standard.rate,quotient,1,share,", "standard.rate,quotient,-1,share,", "factor is '-1'"),
        ("rates.csv", "standard.rate,quotient,1,share,", "standard.rate,quotient,much,share,", "factor is 'much'"),
        ("rates.csv", "number,coal_mine,", "number,coal,", "sector coal is unknown"),
        ("answers.csv", "drill.people,drill.count,zero", "drill.crowd,drill.count,zero", "drill.crowd is no indicator"),
        ("answers.csv", "drill.people,drill.count,zero", "drill.count,drill.count,zero", "cannot answer itself"),
        ("answers.csv", "drill.people,drill.count,zero", "drill.people,drill.count,one", "when is 'one'"),
        ("answers.csv", "drill.people,drill.count,zero", "drill.people,,zero", "answered_by is blank"),
        (
            "answers.csv",
            "penalty.licence_suspended|penalty.licence_revoked,any",
            "penalty.licence_suspended|penalty.licence_revoked,zero",
            "a zero is that of one indicator",
        ),
    ],
)
def test_a_slip_in_rates_or_answers_is_told(folder: Path, file: str, old: str, new: str, problem: str) -> None:
    line = replace_in(folder / file, old, new)
    with pytest.raises(CatalogueError) as told:
        load_catalogue(folder)
    assert f"{file} line {line}" in str(told.value)
    assert problem in told.value.problem


def test_every_derived_ratio_says_how_it_is_made(folder: Path) -> None:
    path = folder / "rates.csv"
    path.write_text(path.read_text("utf-8").replace("complaint.checked_rate,", "complaint.count_rate,"), "utf-8")
    with pytest.raises(CatalogueError, match=r"complaint\.checked_rate: rates\.csv does not say"):
        load_catalogue(folder)


def test_answers_of_rates_follow_from_their_parts() -> None:
    told = {answer.id for answer in all_answers(load_catalogue())}
    assert "standard.rate < standard.enterprises + standard.due any" in told
    assert "standard.due < standard.rate + standard.enterprises any" in told
    assert "standard.rate < standard.due zero" in told
    assert "accident.deaths < accident.count zero" in told
    assert not [a for a in told if "_yoy" in a or "per_100k" in a]
