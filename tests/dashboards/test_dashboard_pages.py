from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.messages import Language, load_messages, read_catalog
from tests.dashboards.publication_rows import APP, EVIL, observation_id, publish_correction
from warehouse.home import Home

Visit = Callable[..., AppTest]
PAGES = (
    "overview", "enforcement", "rate", "zero_accident", "accident", "coverage", "reconciliation", "receipt", "evidence",
    "publication",
)  # fmt: skip


def html(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def html_text(shown: str) -> str:
    """The words between the tags."""
    return re.sub(r"<style.*?</style>|<[^>]*>", " ", shown, flags=re.DOTALL)


def everything(app: AppTest) -> str:
    texts = [element.value for kind in (app.title, app.subheader, app.caption) for element in kind]
    labels = [widget.label for widget in [*app.selectbox, *app.text_input]]
    return "\n".join([html(app), *texts, *labels])


def line_of(shown: str, county: str) -> str:
    """The ranking's line of a county."""
    pieces = re.split(r'(?=class="rl-row|class="rl-legend)', shown)
    return next(piece for piece in pieces if piece.startswith('class="rl-row') and county in piece)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_in_either_language(visit: Visit, page: str, language: Language) -> None:
    app = visit(page, lang=language, quarter="2024Q1")
    assert list(app.exception) == []
    text = load_messages(language)
    shown = everything(app)
    assert text("app.name") in shown
    assert text("header.reported", reported=3, due=8) in shown
    assert app.title[0].value
    families = {str(message.id).split(".")[0] for message in read_catalog("zh") if message.id}
    assert [key for key in re.findall(r"\b([a-z_]+)\.[a-z_]+\b", html_text(shown)) if key in families] == []
    if language == "en":
        names = "澄川市|示例省|示例应急管理局|中文|[\u4e00-\u9fff]{2,4}[县区市]|市本级"
        assert re.findall("[\u4e00-\u9fff]+", re.sub(names, "", re.sub(r"<style.*?</style>", "", shown))) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_county_that_reported_shows_with_nobody_missing(visit: Visit, page: str) -> None:
    app = visit(page, quarter="2024Q1", county="990101")
    assert list(app.exception) == []
    assert app.title[0].value


def test_the_header_says_which_publication_this_is_and_as_of_when(visit: Visit) -> None:
    shown = html(visit(quarter="2024Q1"))
    assert re.search(r"20240502T043000Z-[0-9a-f]{8}", shown)
    assert "2024-05-02 12:30（北京时间）" in shown
    assert "3/8 县已报" in shown


def test_unreported_is_drawn_as_unreported_and_never_as_zero(visit: Visit) -> None:
    shown = html(visit("enforcement", quarter="2024Q1"))
    missing = line_of(shown, "谷岭县")
    assert "未报" in missing
    assert "rl-track-missing" in missing
    assert "rl-fill" not in missing
    assert ">0<" not in missing
    assert "报表中无此项" in line_of(shown, "石闸县")


def test_a_reported_zero_is_a_zero(visit: Visit) -> None:
    zero = line_of(html(visit("enforcement", quarter="2024Q1", indicator="penalty.suspension")), "石闸县")
    assert 'rl-rank-value">0' in zero
    assert "未报" not in zero


def test_a_figure_for_another_period_is_not_taken_for_the_quarter(visit: Visit) -> None:
    shown = html(visit("enforcement", quarter="2024Q2"))
    assert "只报其他期间" in line_of(shown, "鹿溪县")
    to_date = html(visit("enforcement", quarter="2024Q2", span="to_date"))
    assert 'rl-rank-value">30' in line_of(to_date, "鹿溪县")


def test_bounds_lateness_and_broken_rules_go_with_the_figure(visit: Visit) -> None:
    line = line_of(html(visit("enforcement", quarter="2024Q1")), "渡川县")
    assert "670 余" in line
    assert "迟报" in line
    assert "规则提示1" in line


def test_a_sum_names_its_counties_and_is_no_more_exact_than_its_parts(visit: Visit) -> None:
    shown = html(visit("overview", quarter="2024Q1"))
    assert "≥ 711.1万" in shown
    assert "2/8 县报此项" in shown
    assert "同比 +37.0%（两年都报的 1 处）" in shown


def test_where_nobody_reports_there_is_a_word_and_no_number(visit: Visit) -> None:
    shown = html(visit("overview", quarter="2024Q2"))
    assert shown.count('class="rl-card rl-absent"') == 4
    assert "无县报此项" in shown


def test_every_figure_links_to_its_evidence_with_the_filters(visit: Visit) -> None:
    shown = html(visit("enforcement", quarter="2024Q1", prefecture="990100"))
    address = f"evidence?lang=zh&amp;quarter=2024Q1&amp;prefecture=990100&amp;observation={observation_id('fine-101')}"
    assert f'href="{address}"' in shown


def test_choices_go_to_the_url_and_stay_there_on_other_pages(visit: Visit) -> None:
    app = visit("overview")
    app.selectbox(key="choose_quarter").set_value("2024Q1").run()
    app.selectbox(key="choose_prefecture").set_value("990100").run()
    app.selectbox(key="choose_county").set_value("990102").run()
    assert {k: app.query_params[k] for k in ("quarter", "prefecture", "county")} == {
        "quarter": "2024Q1", "prefecture": "990100", "county": "990102",
    }  # fmt: skip
    assert app.title[0].value == "渡川县 · 2024年第一季度"
    app.switch_page("views/enforcement.py").run()
    assert app.query_params["county"] == "990102"
    assert "渡川县" in app.title[0].value


def test_a_choice_that_is_not_offered_leaves_the_url(visit: Visit) -> None:
    app = visit("overview", quarter="1999Q9", county="110101")
    assert app.query_params["quarter"] == "2024Q2"
    assert "county" not in app.query_params


def test_the_language_switch_changes_every_text_and_the_url(visit: Visit) -> None:
    app = visit("overview", quarter="2024Q1")
    assert app.title[0].value == "示例省 · 2024年第一季度"
    app.segmented_control(key="choose_lang").set_value("en").run()
    assert app.query_params["lang"] == "en"
    assert app.title[0].value == "示例省 · Q1 2024"
    assert "3 of 8 counties reported" in html(app)


def test_the_share_stands_as_filed_beside_its_target(visit: Visit) -> None:
    shown = html(visit("zero_accident", quarter="2024Q1"))
    line = line_of(shown, "澄阳县")
    assert "91.3%" in line
    assert "rl-dot-below" in line
    assert "rl-mark" in line
    assert "-3.7 个百分点" in shown
    assert "年内暂计" in shown
    assert "未报" in line_of(shown, "谷岭县")


def test_units_that_only_a_share_implies_are_marked_as_implied(visit: Visit) -> None:
    shown = html(visit("zero_accident", quarter="2024Q1"))
    assert "≈ 183 / 200" in shown
    assert "推算" in shown


@pytest.mark.parametrize(
    ("name", "marked"),
    [("fine-101", "41.1万元"), ("fine-102", "670"), ("fine-103", "300000")],
)
def test_the_evidence_page_marks_the_figure_where_it_stands(visit: Visit, name: str, marked: str) -> None:
    app = visit("evidence", observation=observation_id(name))
    shown = html(app)
    assert list(app.exception) == []
    assert re.findall(r'<mark class="rl-hit">(.*?)</mark>', shown) == [marked]
    assert EVIL not in shown
    assert "&lt;script&gt;" in shown


def test_the_evidence_page_names_file_place_office_and_rules(visit: Visit) -> None:
    shown = html(visit("evidence", observation=observation_id("fine-102"), lang="zh"))
    for expected in ("duchuan.xlsx", "Sheet1!B2", "示例应急管理局", "2024年第一季度 (所在文件夹)", "P08", "670 余"):
        assert expected in shown


def test_a_target_is_called_a_target(visit: Visit) -> None:
    shown = html(visit("evidence", observation=observation_id("village-target-101")))
    assert "目标" in shown
    assert "未进入现行数据" in shown


def test_an_unknown_id_says_what_to_do(visit: Visit) -> None:
    app = visit("evidence", observation=EVIL)
    assert list(app.exception) == []
    assert "请核对标识" in html(app)
    assert EVIL not in html(app)


def test_an_id_that_is_typed_goes_to_the_url(visit: Visit) -> None:
    app = visit("evidence", quarter="2024Q1", county="990101")
    app.text_input(key="asked_observation").set_value(observation_id("fine-101")[:8]).run()
    assert app.query_params["observation"] == observation_id("fine-101")[:8]
    assert "41.1万元</mark>" in html(app)


def test_a_new_publication_is_shown_without_a_restart_and_the_old_value_is_kept(
    visit: Visit, home: Home, tmp_path: Path
) -> None:
    copy = Home(tmp_path / "home")
    shutil.copytree(home.root, copy.root)
    app = visit("overview", at=copy, quarter="2024Q1", county="990101")
    assert "41.1万" in html(app)
    made = publish_correction(copy)
    app.run()
    assert made.version in html(app)
    assert "51.1万" in html(app)
    assert "41.1万" not in html(app)
    traced = html(visit("evidence", at=copy, observation=observation_id("fine-101")))
    versions = traced[traced.index("自何时起") :]
    assert versions.index("41.1 万元") < versions.index("51.1 万元")


def test_no_folder_beside_the_entry_is_called_pages() -> None:
    """Streamlit would run its files without the frame, whatever `st.navigation` says, at a server's first request."""
    assert not (APP.parent / "pages").exists()


def test_before_the_first_publication_the_page_says_what_to_do(visit: Visit, tmp_path: Path) -> None:
    app = visit("overview", at=Home(tmp_path))
    assert list(app.exception) == []
    assert "redline load" in html(app)
    assert "尚未发布任何数据" in html(app)


def test_a_damaged_pointer_is_a_stated_problem(visit: Visit, tmp_path: Path) -> None:
    (tmp_path / "publications").mkdir()
    (tmp_path / "publications" / "current.json").write_text("{", encoding="utf-8")
    app = visit("overview", at=Home(tmp_path))
    assert list(app.exception) == []
    assert "redline load" in html(app)
