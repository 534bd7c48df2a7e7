"""What is doubtful is shown as doubtful, what changed says why, and what goes back is the office's own file."""

from __future__ import annotations

import html as markup
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from dashboards.contracts import list_documents, show_document
from dashboards.messages import load_messages
from dashboards.moments import read_moment, write_moment
from dashboards.receipts import ReceiptFile
from dashboards.revisions import explain_versions
from dashboards.source import find_source, keep_marts
from tests.dashboards.publication_rows import digest, observation_id
from tests.dashboards.trust_rows import CORRECTED, FIRST_LOAD
from warehouse.catalogue.loader import load_catalogue
from warehouse.evidence import read_evidence
from warehouse.home import Home
from warehouse.models import MARTS
from warehouse.publication import open_publication
from warehouse.receipt.judging import judge_submission
from warehouse.receipt.refusals import read_refusals
from warehouse.submissions import find_submission

Visit = Callable[..., AppTest]


@pytest.fixture
def look(visit: Visit, doubted: Home) -> Visit:
    """Open a page over the second publication."""

    def go(page: str, **choices: Any) -> AppTest:
        return visit(page, at=doubted, **choices)

    return go


def shown(app: AppTest) -> str:
    assert list(app.exception) == []
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def rows_of(app: AppTest) -> list[str]:
    """The words of each table row."""
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", shown(app), flags=re.DOTALL)
    return [" ".join(markup.unescape(re.sub(r"<[^>]*>", " ", row)).split()) for row in found]


def row_with(app: AppTest, *words: str) -> str:
    return next(row for row in rows_of(app) if all(word in row for word in words))


# --- reconciliation


def test_a_gap_shows_both_values_its_size_and_that_counties_lack(look: Visit) -> None:
    row = row_with(look("reconciliation", quarter="2024Q1"), "停产停业整顿", "县级合计")
    assert row.startswith("2 澄川市")
    assert "20" in row
    assert "18" in row
    assert "-2 -10.0%" in row
    assert "只有 2/8 个县报，本不应相等" in row


def test_a_suspected_slip_names_the_figure_and_what_would_then_hold(look: Visit) -> None:
    row = row_with(look("reconciliation", quarter="2024Q1"), "罚款金额", "县级合计")
    assert "疑似单位错误 渡川县所报“0.004”若乘以 10,000（即 40万元），两边即相符" in row


@pytest.mark.parametrize("name", ["stop-0", "stop-1", "stop-2"])
def test_total_and_parts_of_a_gap_lead_to_their_evidence(look: Visit, name: str) -> None:
    assert f"observation={observation_id(name)}" in shown(look("reconciliation", quarter="2024Q1"))


def test_a_sum_of_a_list_leads_to_its_decisions_and_they_to_their_rows(look: Visit) -> None:
    listed = shown(look("reconciliation", quarter="2024Q2"))
    address = "decisions=990102&amp;first_day=2024-04-01&amp;last_day=2024-06-30"
    assert address in listed
    page = look("reconciliation", quarter="2024Q2", decisions="990102", first_day="2024-04-01", last_day="2024-06-30")
    assert "渡川县处罚清单" in page.title[0].value
    assert len([row for row in rows_of(page) if "示例矿业有限公司" in row]) == 2
    assert f"submission={digest('list.csv')[:16]}&amp;locator=csv%21A2" in shown(page)


def test_days_that_are_none_are_told(look: Visit) -> None:
    app = look("reconciliation", quarter="2024Q2", decisions="990102", first_day="never", last_day="2024-06-30")
    assert "网址中的日期无效" in shown(app)


def test_filters_narrow_the_gaps_and_keep_their_rank(look: Visit) -> None:
    app = look("reconciliation", quarter="2024Q1", compared="slip")
    ranks = [row for row in rows_of(app) if "澄川市" in row]
    assert [row[0] for row in ranks] == ["1"]
    of_one = look("reconciliation", quarter="2024Q1", indicator="penalty.suspension")
    assert [row[0] for row in rows_of(of_one) if "澄川市" in row] == ["2"]


def test_a_county_sees_the_gaps_that_it_is_part_of(look: Visit) -> None:
    assert row_with(look("reconciliation", quarter="2024Q1", county="990102"), "澄川市", "罚款金额")
    assert [row for row in rows_of(look("reconciliation", quarter="2024Q1", county="990105")) if "澄川市" in row] == []


def test_where_nothing_differs_it_is_told_what_was_compared(visit: Visit) -> None:
    app = visit("reconciliation", quarter="2024Q1")
    assert "没有不符的数" in shown(app)
    assert row_with(app, "累计相减").endswith("无可比的数")


def test_a_figure_far_off_is_told_with_its_band_and_evidence(look: Visit) -> None:
    row = row_with(look("reconciliation", quarter="2024Q1"), "偏高")
    assert row.startswith(
        "澄阳县 停产停业整顿 2024-03-31 10 1.5 – 6.2 偏高 与以往 5 期相比，偏离为离散度的 7.5 倍 a.txt"
    )
    assert "没有明显偏离的数" in shown(look("reconciliation", quarter="2024Q2"))


# --- completeness


def test_lateness_is_told_in_days_beside_the_due_date(look: Visit) -> None:
    app = look("coverage", quarter="2024Q1")
    assert "迟 8 天" in row_with(app, "渡川县", "迟报")
    assert "应报日期：2024-04-30" in shown(app)


def test_what_is_missing_of_a_report_is_named_and_measured(look: Visit) -> None:
    app = look("coverage", quarter="2024Q2")
    row = row_with(app, "渡川县", "缺 2 项")
    assert "0% 0/2" in row
    assert "罚款金额" in row
    assert "停产停业整顿" in row
    assert "100% " in row_with(app, "澄阳县", "2024-07-03")


def test_a_partial_report_says_so_in_the_matrix_and_unreported_stays_its_own_state(look: Visit) -> None:
    matrix = shown(look("coverage", quarter="2024Q2"))
    assert re.search(r'rl-cell-reported"><a [^>]*>0%</a>', matrix)
    assert re.search(r'rl-cell-missing"><span [^>]*>未报</span>', matrix)


def test_where_nothing_says_what_to_expect_no_completeness_is_made_up(look: Visit) -> None:
    assert "无从判断" in row_with(look("coverage", quarter="2024Q1"), "澄阳县", "2024-04-08")


# --- as of


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-05-01", datetime(2024, 5, 1, 15, 59, 59, 999999, tzinfo=UTC)),
        ("2024/5/1", datetime(2024, 5, 1, 15, 59, 59, 999999, tzinfo=UTC)),
        ("2024-05-01 09:30", datetime(2024, 5, 1, 1, 30, tzinfo=UTC)),
        ("2024-05-01T09:30:00Z", datetime(2024, 5, 1, 9, 30, tzinfo=UTC)),
        ("2024-02-30", None),
        ("昨天", None),
        ("", None),
    ],
)
def test_a_typed_time_is_the_offices_own_and_a_day_is_meant_to_its_end(text: str, moment: datetime | None) -> None:
    assert read_moment(text) == moment


def test_pages_show_what_was_known_then_and_say_so(look: Visit) -> None:
    before = look("enforcement", quarter="2024Q1", indicator="penalty.suspension", as_of="2024-07-07T00:00:00Z")
    assert "以下为截至 2024-07-07 08:00（北京时间） 已知的数据" in shown(before)
    assert row_with(before, "澄阳县", "a.txt").split()[1] == "9"
    now = look("enforcement", quarter="2024Q1", indicator="penalty.suspension")
    assert row_with(now, "澄阳县", "a.txt").split()[1] == "10"
    assert "rl-as-of" not in re.sub(r"<style.*?</style>", "", shown(now), flags=re.DOTALL)


def test_the_time_goes_along_and_the_banner_leads_back_to_now(look: Visit) -> None:
    app = look("enforcement", quarter="2024Q1", as_of=write_moment(CORRECTED))
    assert f"as_of=2024-07-08T01%3A00%3A00Z&amp;observation={observation_id('fine-1')}" in shown(app)
    back = re.search(r'href="(enforcement\?[^"]*)"[^>]*>回到现在', shown(app))
    assert back is not None
    assert "as_of" not in back[1]
    assert "quarter=2024Q1" in back[1]


def test_the_header_speaks_of_that_time_and_not_of_a_later_gate(look: Visit) -> None:
    strip = re.search(r'rl-strip">.*', shown(look("overview", quarter="2024Q1", as_of=write_moment(FIRST_LOAD))))
    assert strip is not None
    assert "2024-05-10 09:00" in strip[0]
    assert 'rl-strip-name">关口' not in strip[0]


def test_a_quarter_that_came_later_is_not_offered_and_the_evidence_is_of_then(look: Visit) -> None:
    app = look("evidence", quarter="2024Q2", as_of=write_moment(FIRST_LOAD), observation=observation_id("stop-1"))
    assert app.query_params["quarter"] == "2024Q1"
    assert [row for row in rows_of(app) if "2024-05-10 09:00" in row and "现行" in row]


def test_before_the_first_load_nothing_was_known(look: Visit) -> None:
    app = look("overview", as_of="2020-01-01T00:00:00Z")
    assert "当时尚无任何数据" in shown(app)
    assert "尚未发布任何数据" not in shown(app)


def test_a_time_that_is_none_leaves_the_url_and_is_told(look: Visit) -> None:
    app = look("overview", as_of="<b>gestern</b>")
    assert "as_of" not in app.query_params
    assert "&lt;b&gt;gestern&lt;/b&gt;”不是时间" in shown(app)
    assert "rl-as-of" not in re.sub(r"<style.*?</style>", "", shown(app), flags=re.DOTALL)


def test_a_chosen_moment_goes_to_the_url(look: Visit) -> None:
    app = look("overview", quarter="2024Q1")
    app.selectbox(key="choose_as_of").set_value("2024-05-10T01:00:00Z").run()
    assert app.query_params["as_of"] == "2024-05-10T01:00:00Z"
    assert "截至 2024-05-10 09:00" in shown(app)


def test_marts_kept_for_a_time_hold_what_the_views_say(doubted: Home) -> None:
    with open_publication(doubted, as_of=CORRECTED) as views, open_publication(doubted, as_of=CORRECTED) as kept:
        keep_marts(kept)
        for mart in MARTS:
            sql = f"select * from marts.{mart} order by all"
            assert kept.execute(sql).fetchall() == views.execute(sql).fetchall()
        tables = kept.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
    assert {name for (name,) in tables} == set(MARTS)


# --- evidence


def test_the_evidence_tells_each_version_since_when_and_why(look: Visit) -> None:
    app = look("evidence", observation=observation_id("stop-1"))
    first = row_with(app, "2024-05-10 09:00")
    assert first.startswith("9 2024-05-10 09:00（北京时间） 该季度首次报送 a.txt 2024-07-08 09:00")
    assert row_with(app, "2024-07-08 09:00（北京时间）", "现行").startswith("10 2024-07-08 09:00")


def test_versions_are_explained_once_for_each_moment(doubted: Home) -> None:
    source = find_source(doubted)
    assert source is not None
    found = explain_versions(source, source.trace(observation_id("stop-1")).facts)
    assert found is not None
    assert sorted({(at.month, at.day) for at, _, _ in found}) == [(5, 10), (7, 8)]


def test_a_large_publication_is_not_compared_while_somebody_waits(doubted: Home) -> None:
    source = find_source(doubted)
    assert source is not None
    large = {**source.publication.manifest, "row_counts": {"core.observation": 1_000_001}}
    stand_in = SimpleNamespace(publication=SimpleNamespace(manifest=large))
    assert explain_versions(cast("Any", stand_in), source.trace(observation_id("stop-1")).facts) is None


def test_an_accident_figure_is_provisional_until_its_day(look: Visit) -> None:
    text = shown(look("evidence", observation=observation_id("deaths-1")))
    assert 'title="事故数在规定期限内还会变动，2024-07-30 后不再变动">暂定数</span>' in text
    assert "暂定数" in row_with(look("evidence", quarter="2024Q2", county="990101"), "死亡人数")
    assert "暂定数" not in shown(look("evidence", observation=observation_id("stop-1")))


def test_accidents_of_a_county_are_marked_while_they_may_move(look: Visit) -> None:
    app = look("accident", quarter="2024Q2")
    row = row_with(app, "澄阳县", "2024-04-01")
    assert row == "澄阳县 报表中无此项 1 暂定数 报表中无此项 2024-04-01 – 2024-06-30"
    assert "其中 1 县为暂定数，最迟至 2024-07-30" in shown(app)
    assert f"observation={observation_id('deaths-1')}" in shown(app)
    assert "6 县：" in shown(app)


def test_a_figure_of_the_quarter_is_none_of_the_year_to_date(look: Visit) -> None:
    text = shown(look("accident", quarter="2024Q2", span="to_date"))
    assert "本期没有事故数据" in text
    assert "暂定数" not in re.sub(r'rl-caption">[^<]*', "", text)


# --- receipts


def test_a_receipt_repeats_the_text_with_every_figure_coloured(look: Visit) -> None:
    app = look("receipt", submission=digest("a.txt")[:16])
    text = shown(app)
    assert '责令停产停业整顿<span class="rl-v-accepted">9家</span>' in text
    assert '<span class="rl-v-refused">约若干家</span>' in text
    assert "采用 4" in text
    assert "未采用 1" in text
    assert f"observation={observation_id('stop-1')}" in text


def test_a_receipt_asks_for_what_was_not_understood(look: Visit) -> None:
    row = row_with(look("receipt", submission="a.txt"), "请更正重报")
    assert "约若干家" in row
    assert "数字残缺" in row


def test_a_receipt_repeats_the_table_and_escapes_it(look: Visit) -> None:
    text = shown(look("receipt", submission="b.xlsx", locator="Sheet1!C3"))
    assert re.search(r'<td class="rl-v-accepted"[^>]*><a [^>]*>0.004</a></td>', text)
    assert '<mark class="rl-hit">x</mark>' in text
    assert "<b>合计</b>" not in text
    assert "&lt;b&gt;合计&lt;/b&gt;" in text


def test_the_receipt_as_a_file_repeats_the_same_table(doubted: Home) -> None:
    with open_publication(doubted) as connection:
        row = find_submission(connection, "b.xlsx")
        refusals = read_refusals(doubted, row["submission_id"])
        judged = judge_submission(connection, row, refusals or (), load_catalogue(), "zh")
    parts = tuple(read_evidence(doubted, row["submission_id"]) or ())
    book = CalamineWorkbook.from_filelike(ReceiptFile(judged, parts, "zh", "v1")())
    assert book.sheet_names == ["报送回执", "需补报事项", "Sheet1"]
    assert book.get_sheet_by_name("Sheet1").to_python()[1][:3] == ["渡川县", "0.004", "8"]


def test_the_page_offers_the_receipt_as_a_file(look: Visit) -> None:
    labels = [button.proto.label for button in look("receipt", submission="a.txt").get("download_button")]
    assert labels == ["下载回执（xlsx）"]


def test_files_to_choose_from_begin_with_what_was_not_understood(look: Visit) -> None:
    rows = [row for row in rows_of(look("receipt", quarter="2024Q1")) if "看回执" in row]
    assert ["a.txt" in row for row in rows] == [True, False, False]


def test_an_unknown_submission_says_what_to_do(look: Visit) -> None:
    text = shown(look("receipt", submission="<i>no.xlsx</i>"))
    assert "没有文件 &lt;i&gt;no.xlsx&lt;/i&gt;" in text


def test_where_refusals_were_not_kept_that_is_told(look: Visit) -> None:
    assert "未读懂的位置未留存" in shown(look("receipt", submission="c.txt"))


# --- zero accident


def test_a_share_that_rises_within_its_year_is_told_in_words(look: Visit) -> None:
    app = look("zero_accident", quarter="2024Q2")
    assert "年内回升：2024-03-31 为 90%，现为 91.3%。" in row_with(app, "澄阳县", "年内回升：")
    assert "年内回升" in row_with(app, "澄阳县", "d.txt")


def test_a_share_that_no_whole_number_gives_is_told_with_the_nearest(look: Visit) -> None:
    told = row_with(look("zero_accident", quarter="2024Q2"), "整数得不出：")
    assert "200 个单位中，任何整数都得不出 91.3%；最近的 183 个为 91.5%" in told


def test_sound_shares_are_said_to_be_sound(look: Visit) -> None:
    assert "没有年内回升的比例" in shown(look("zero_accident", quarter="2024Q1"))


def test_attained_targets_are_counted_of_those_that_have_one(visit: Visit, look: Visit) -> None:
    assert "无县可判断" in shown(look("zero_accident", quarter="2024Q1"))
    text = shown(visit("zero_accident", quarter="2024Q1"))
    card = re.search(r'rl-card-name">达到目标.*?(?=rl-card-name|$)', text, flags=re.DOTALL)
    assert card is not None
    assert 'rl-card-number">0' in card[0]
    assert "共 1 县有目标且已报" in card[0]


# --- enforcement


def test_a_quarter_of_running_counts_is_shown_as_derived_with_both_ends(look: Visit) -> None:
    app = look("enforcement", quarter="2024Q2")
    row = row_with(app, "澄阳县", "d.txt")
    assert row.startswith("澄阳县 15 累计相减")
    text = shown(app)
    assert f'observation={observation_id("fine-1-half")}"' in text
    assert f'observation={observation_id("fine-1")}"' in text


def test_a_sum_tells_how_many_of_its_parts_are_derived(look: Visit) -> None:
    assert "1/8 县报此项，其中 1 县为累计相减" in shown(look("enforcement", quarter="2024Q2"))
    assert "为累计相减" not in shown(look("enforcement", quarter="2024Q1"))


def test_a_derived_quarter_is_no_figure_of_the_year_to_date(look: Visit) -> None:
    row = row_with(look("enforcement", quarter="2024Q2", span="to_date"), "澄阳县", "d.txt")
    assert row.startswith("澄阳县 25 ")
    assert "累计相减" not in row


def test_a_running_count_that_falls_gives_no_quarter_and_is_marked(look: Visit) -> None:
    to_date = look("enforcement", quarter="2024Q2", indicator="penalty.suspension", span="to_date")
    assert row_with(to_date, "澄阳县", "d.txt").startswith("澄阳县 5 累计回落")
    quarter = look("enforcement", quarter="2024Q2", indicator="penalty.suspension")
    assert "只报其他期间" in row_with(quarter, "澄阳县")


# --- publication


def test_the_gate_is_in_the_header_and_an_override_names_who_and_why(look: Visit) -> None:
    assert 'rl-tag-error" title="发布前的关口结论">人工放行' in shown(look("overview", quarter="2024Q2"))
    row = row_with(look("publication", quarter="2024Q2"), "2024年第二季度", "人工放行")
    for expected in ("异常数值个数", "7", "暂缓限 5", "示例处长", "已逐个电话核实"):
        assert expected in row
    assert "全部条件成立" in row_with(look("publication"), "2024年第一季度", "通过")


def test_a_publication_that_does_not_tell_of_the_gate_is_not_called_passed(visit: Visit) -> None:
    app = visit("publication", quarter="2024Q1")
    assert "发布清单未记载关口结论" in row_with(app, "2024年第一季度")
    assert "通过" not in row_with(app, "2024年第一季度", "无记录")


def test_contracts_are_listed_for_the_quarter_and_open_within_the_page(
    visit: Visit, doubted: Home, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(doubted.root, home.root)
    _write_contract(home.data_docs)
    listed = visit("publication", at=home, quarter="2024Q1")
    assert row_with(listed, "coverage").endswith("1 / 2 不成立 3 详情")
    opened = shown(visit("publication", at=home, quarter="2024Q1", doc="validations/coverage/2024Q1/run/x.html"))
    assert "<td>✗ state" in opened
    assert f'observation={observation_id("stop-1")}"' in opened
    assert "alert(" not in opened


def _write_contract(folder: Path) -> None:
    page = folder / "validations" / "coverage" / "2024Q1" / "run" / "x.html"
    page.parent.mkdir(parents=True)
    (folder / "index.html").write_text(
        "<table><tbody><tr><td>coverage</td><td>2024Q1</td><td>1 / 2</td><td>3</td>"
        "<td><a href='validations/coverage/2024Q1/run/x.html'>d</a></td></tr></tbody></table>",
        "utf-8",
    )
    page.write_text(
        "<body><div class='ge-section'><h5>state</h5><script>alert(1)</script><table onclick='alert(2)'><tr>"
        f"<td><i class='fas text-danger'></i> state <img src=x onerror='alert(3)'> {observation_id('stop-1')}</td></tr></table></div></body>",
        "utf-8",
    )


def test_a_path_that_leads_out_of_the_pages_is_none_of_them(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    _write_contract(folder)
    (tmp_path / "secret.html").write_text("<div class='ge-section'><h5>secret</h5></div>", "utf-8")
    assert show_document(folder, "../secret.html", str) is None
    assert show_document(folder, "validations/gone.html", str) is None
    assert show_document(folder, "validations/coverage/2024Q1/run/x.html", str) is not None
    assert list_documents(tmp_path / "nowhere") == ()


def test_a_publication_of_an_older_release_is_a_stated_problem(
    visit: Visit, doubted: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path / "home")
    shutil.copytree(doubted.root, home.root)
    monkeypatch.setattr("dashboards.source.read_query", lambda name: f"select * from marts.none_{name}")
    assert "redline load" in shown(visit("overview", at=home))


def test_words_of_the_gate_are_in_both_languages() -> None:
    for outcome in ("pass", "not_applicable", "warn", "overridden", "unknown"):
        assert load_messages("zh")(f"gate.{outcome}") != load_messages("en")(f"gate.{outcome}")
