"""The command line in Chinese and English: both complete, Chinese where nothing is chosen, programs read the same."""

from __future__ import annotations

import ast
import itertools
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import duckdb
import pytest
import yaml

from pipelines.cli.app import COMMANDS, cli
from pipelines.cli.language import LANGUAGES, choose_language, language, named, read_locale, read_texts, say
from pipelines.cli.localizing import fold, help_of, help_of_parameter
from pipelines.cli.telling import in_chinese, told
from tests.cli.conftest import Shell
from tests.cli.error_templates import ROOT, collect
from warehouse.errors import UsageError

HAN = re.compile("[\u4e00-\u9fff]")
GAPS = re.compile(r"\{(\w*)(?::[^{}]*)?\}")
OF_CHINESE_ONLY = {"help", "help_words", "word"}
RETOLD = {
    "' '.join((line.strip() for line in str(error).splitlines() if line.strip(' ^')))",
    "' '.join(str(error).split())",
    "error.format_message()",
    "error.next_step",
    "error.problem",
    "self.next_step",
    "self.problem",
    "str(error)",
}
"""Texts of another error, told again; its own template is asked where it is made."""


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDLINE_LANG", "zh")


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with its path."""
    for name in COMMANDS:
        command = click.Group.get_command(cli, click.Context(cli), name) or cli.get_command(click.Context(cli), name)
        assert command is not None
        yield (name,), command
        if isinstance(command, click.Group):
            yield from (((name, below), one) for below, one in command.commands.items())


def chinese_help(path: tuple[str, ...]) -> Mapping[str, Any]:
    texts = help_of(path[0])
    return texts if len(path) == 1 else texts.get("commands", {}).get(path[1], {})


ALL = list(commands())


# which language


def test_chinese_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDLINE_LANG", raising=False)
    choose_language([])
    assert language() == "zh"


@pytest.mark.parametrize(
    ("variable", "arguments", "expected"),
    [
        ("en", ["status"], "en"),
        ("zh", ["status"], "zh"),
        ("", ["status"], "zh"),
        ("en", ["--lang", "zh", "status"], "zh"),
        ("zh", ["--lang=en", "status"], "en"),
        ("zh", ["receipt", "x", "--lang", "en"], "zh"),
        ("zh", ["--lang"], "zh"),
    ],
)
def test_the_option_before_the_command_wins_over_the_variable(
    variable: str, arguments: list[str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDLINE_LANG", variable)
    choose_language(arguments)
    assert language() == expected


@pytest.mark.parametrize("arguments", [("--lang", "fr", "status"), ("status",)])
def test_a_language_that_there_is_not_is_wrong_usage(
    arguments: tuple[str, ...], shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDLINE_LANG", "fr")
    code, out, err = shell(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("redline: '--lang'（环境变量 'REDLINE_LANG'）的值无效：'fr' 不是其中之一")


# both complete


def test_both_languages_have_every_text_with_the_same_values() -> None:
    zh, en = read_texts("zh"), read_texts("en")
    for section in (set(zh) | set(en)) - OF_CHINESE_ONLY - {"heading"}:
        assert set(zh[section]) == set(en[section]), section
        for key, text in zh[section].items():
            assert set(GAPS.findall(text)) == set(GAPS.findall(en[section][key])), f"{section}.{key}"


@pytest.mark.parametrize("name", ["zh.yaml", "en.yaml", "errors.zh.yaml"])
def test_no_key_stands_twice(name: str) -> None:
    root = yaml.compose((ROOT / "pipelines" / "cli" / "locale" / name).read_text("utf-8"), yaml.BaseLoader)
    nodes = [root]
    for node in nodes:
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert [key for key, count in Counter(keys).items() if count > 1] == []
            nodes.extend(value for _, value in node.value)


def test_english_texts_are_english_and_chinese_ones_chinese() -> None:
    zh, en = read_texts("zh"), read_texts("en")
    assert [f"{s}.{k}" for s, texts in en.items() for k, t in texts.items() if HAN.search(t)] == []
    plain = {
        k
        for s in set(zh) - {"help"}
        for k, t in zh[s].items()
        if re.search("[a-z]{3}", GAPS.sub("", t)) and not HAN.search(t)
    }
    assert plain == set()


def said() -> Iterator[tuple[str, str]]:
    """(place, key) of every ``say`` of the command line; a key that is made in part ends with a *."""
    for path in sorted((ROOT / "pipelines" / "cli").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args:
                for key in keys_of(node.args[0]):
                    yield f"{path.name}:{node.lineno}", key


def keys_of(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        assert isinstance(node.values[0], ast.Constant)
        yield f"{node.values[0].value}*"
    elif isinstance(node, ast.IfExp):
        yield from (*keys_of(node.body), *keys_of(node.orelse))


def test_every_text_that_is_said_stands_in_both_languages() -> None:
    missing = []
    for place, key in said():
        section, _, name = key.partition(".")
        for one in ("zh",) if section in OF_CHINESE_ONLY else LANGUAGES:
            texts = read_texts(one).get(section, {})
            if not (any(n.startswith(name[:-1]) for n in texts) if name.endswith("*") else name in texts):
                missing.append(f"{place} {one} {key}")
    assert missing == []


@pytest.mark.parametrize(("path", "command"), ALL, ids=[" ".join(path) for path, _ in ALL])
def test_every_command_and_parameter_has_help_in_both_languages(path: tuple[str, ...], command: click.Command) -> None:
    texts = chinese_help(path)
    assert HAN.search(texts.get("summary", "")), "summary"
    assert command.help, "English help"
    for parameter in command.params:
        english = getattr(parameter, "help", None)
        assert english, f"English help of {parameter.name}"
        assert HAN.search(help_of_parameter(texts, parameter.name or "") or ""), f"Chinese help of {parameter.name}"


def test_no_help_is_left_of_a_command_or_parameter_that_is_gone() -> None:
    known = {path: {p.name for p in command.params} for path, command in ALL}
    known[("redline",)] = {p.name for p in cli.params}
    for name, texts in read_texts("zh")["help"].items():
        paths = {(name,): texts, **{(name, below): of for below, of in (texts.get("commands") or {}).items()}}
        for path, one in paths.items() if name != "shared" else ():
            assert path in known
            assert set(one.get("params") or {}) <= known[path], path


def test_every_stated_problem_has_its_chinese() -> None:
    known, found = read_locale("errors.zh.yaml"), collect()
    assert {text: site for text, site in found.templates.items() if text not in known} == {}
    assert set(found.dynamic) <= RETOLD


def test_a_problem_is_stated_in_english_but_for_what_is_printed() -> None:
    """Units are words that a template file holds; everything else that is Chinese is in ``errors.zh.yaml``."""
    units = re.compile("[、,， ]|万元|元|家|起")
    mixed = {text: site for text, site in collect().templates.items() if HAN.search(units.sub("", text))}
    assert mixed == {}


def test_the_chinese_of_a_problem_takes_the_values_of_the_english() -> None:
    for english, chinese in read_locale("errors.zh.yaml").items():
        gaps = english.count("{}")
        told = chinese.replace("{{", "").replace("}}", "")
        given = GAPS.findall(told)
        assert len(given) <= gaps, english
        assert all(number == "" or int(number) < gaps for number in given), english


# help


@pytest.mark.parametrize("path", [path for path, _ in ALL], ids=" ".join)
def test_help_is_chinese_by_default_with_an_example(path: tuple[str, ...], shell: Shell, chinese: None) -> None:
    code, out, err = shell(*path, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"用法：redline {' '.join(path)}")
    assert "示例：" in out
    assert f"redline {path[0]}" in " ".join(out.partition("示例：")[2].split())
    assert not re.search("Usage|Options|Example|default:|Show this|required", out)
    assert all(
        sum(2 if HAN.match(c) or c in "，。；：、（）“”？" else 1 for c in line) <= 80 for line in out.splitlines()
    )


def test_the_list_of_commands_is_chinese_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; from pipelines.cli.app import run; run(['--help'])\n"
        "heavy = {'polars', 'duckdb', 'dagster', 'pandas', 'streamlit', 'rich', 'babel', 'warehouse.catalogue.loader'}\n"
        "sys.exit(str(sorted(heavy & set(sys.modules))) if heavy & set(sys.modules) else 0)"
    )
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line for line in done.stdout.splitlines() if line.strip().split(" ")[0] in COMMANDS]
    assert len(lines) == len(COMMANDS) - 1
    assert all(HAN.search(line) for line in lines)


def test_lines_are_folded_by_the_room_that_characters_take() -> None:
    assert list(fold("县区统计数据，共三项。", 8)) == ["县区统计", "数据，共", "三项。"]
    assert list(fold("用 redline load 装载", 10)) == ["用 redline", "load 装载"]
    assert list(fold("", 8)) == []


# problems


def test_a_problem_is_told_in_chinese_with_its_place_and_what_to_do(chinese: None) -> None:
    choose_language([])
    error = UsageError("'2024' is no quarter", where="a.yaml:3", next_step="write it as 2024Q1")
    assert told(error) == "a.yaml:3: '2024' 不是季度 -> 请写作 2024Q1"
    assert told(str(error)) == told(error)
    assert told("2024Q1: b: c.csv: the file is empty -> any advice") == "2024Q1: b: c.csv: 文件是空的 -> any advice"


def test_a_problem_within_a_problem_is_told_in_chinese_too() -> None:
    assert in_chinese("the file cannot be written: No space left on device") == "文件无法写入：磁盘空间不足"
    assert in_chinese("Invalid value for '--quarter': 'x' is no quarter") == "'--quarter' 的值无效：'x' 不是季度"


def test_the_template_that_says_most_is_taken() -> None:
    assert in_chinese("no publication '7'") == "没有发布版 '7'"
    assert in_chinese("no such file") == "没有这个文件"
    assert in_chinese("nothing that anybody knows") == "nothing that anybody knows"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nope",), "没有命令 'nope'"),
        (("load", "--nope"), "没有选项 '--nope'"),
        (("load", "--quater", "2024Q1"), "是否指 '--quarter'"),
        (("load", "--quarter"), "选项 '--quarter' 须带一个值"),
        (("load", "--quarter", "2024"), "'2024' 不是季度 -> 请写作 2024Q1"),
        (("load", "--json=1"), "不带值"),
        (("load", "more"), "多余的参数：more"),
        (("trace",), "缺少参数 'OBSERVATION_ID'"),
        (("release", "x"), "缺少选项 '--why'"),
        (("export", "x", "--out", "y"), "缺少选项 '--format'"),
        (("export", "x", "--out", "y", "--format", "pdf"), "不是其中之一"),
        (("export", "x", "--out", "/", "--format", "csv"), "文件 '/' 是文件夹"),
        (("sample", "x", "--counties", "99"), "不在范围"),
        (("sample", "x", "--counties", "many"), "不是有效的"),
        (("sample", ""), "路径是空的"),
        (("submit", "/no/such/file"), "没有这个文件"),
        (("status", "--lang", "zh"), "没有选项 '--lang'"),
    ],
)
def test_wrong_usage_is_told_in_chinese_in_one_line(
    arguments: tuple[str, ...], words: str, shell: Shell, chinese: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDLINE_HOME", str(tmp_path / "home"))
    code, out, err = shell(*arguments)
    assert (code in (1, 2), out) == (True, "")
    assert words in err
    assert err.startswith("redline: ")
    assert err.count("\n") == 1
    assert not re.search("Invalid|Missing|No such|Did you|Got unex|is not", err)


# codes


def test_a_code_carries_its_name_in_chinese_and_stands_alone_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    choose_language(["--lang", "zh"])
    assert named("damaged_number", "reason") == "数字残缺 damaged_number"
    assert named("B01", "rule") == "B01 计数不得为负"
    assert named("accepted", "word") == "已采信"
    assert named("late_report", "why") == "迟报补报 late_report"
    assert (named("no_such_code", "rule"), named(None, "rule")) == ("no_such_code", "")
    choose_language(["--lang", "en"])
    assert named("damaged_number", "reason") == "damaged_number"
    assert say("status.none") == "none"


# every command, looked at


def test_json_is_the_same_in_both_languages(shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ("status", "quarantine", "rules", "gate", "reconcile", "correct"):
        english = shell(command, "--json")
        monkeypatch.setenv("REDLINE_LANG", "zh")
        assert shell(command, "--json") == english
        monkeypatch.setenv("REDLINE_LANG", "en")


def test_status_names_what_lacks_in_chinese(shell: Shell, home: Path, chinese: None) -> None:
    code, out, _ = shell("status")
    assert code == 0
    assert "发布版：20" in out
    assert "2/8" in out
    assert "2024Q1 未报：" in out
    assert "已报县区" in out


def heads(out: str) -> list[str]:
    """The words of a table's head: the line above the rule."""
    lines = out.splitlines()
    above = [one for one, below in itertools.pairwise(lines) if below.strip().startswith("──")]
    return [word for line in above for word in line.split()]


@pytest.mark.parametrize("command", ["status", "quarantine", "rules", "gate", "reconcile", "template list", "correct"])
def test_every_table_has_a_chinese_head(command: str, shell: Shell, home: Path, chinese: None) -> None:
    code, out, _ = shell(*command.split())
    assert code == 0
    assert heads(out)
    assert [word for word in heads(out) if not HAN.search(word)] == []


def test_a_query_s_columns_keep_their_names(shell: Shell, home: Path, chinese: None) -> None:
    code, out, _ = shell("sql", "select quarter, state from core.coverage limit 1")
    assert (code, heads(out)) == (0, ["quarter", "state"])


@contextmanager
def writing(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A home's publication, which a test changes as no command could."""
    (path,) = (home / "publications").glob("*/warehouse.duckdb")
    path.chmod(0o644)
    with duckdb.connect(path) as connection:
        yield connection


def test_status_names_files_with_refused_figures_and_withdrawn_ones(
    shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(home) as connection:
        connection.execute("update raw.submission set refusals_count = 3 where file_name = 'a.txt'")
        told = (
            "update raw.submission set outcome = 'withdrawn', outcome_detail = '王某：作废' where file_name = 'b.txt'"
        )
        connection.execute(told)
        connection.execute("update core.coverage set state = 'withdrawn' where division_code = '990102'")
    (quarter,) = shell.lines("status", "--json")[0]["quarters"]
    assert quarter["refused"] == 3
    assert [(row["file"], row["refused"], row["is_name_shared"]) for row in quarter["refused_files"]] == [
        ("a.txt", 3, False)
    ]
    assert (quarter["withdrawn"], quarter["withdrawn_files"]) == (["渡川县"], ["b.txt (王某：作废)"])
    assert "渡川县" not in quarter["reported"]
    english = shell("status")[1]
    assert "2024Q1 with figures that could not be read: a.txt (3) -> redline receipt" in english
    assert "2024Q1 files withdrawn: b.txt" in english
    monkeypatch.setenv("REDLINE_LANG", "zh")
    chinese = shell("status")[1]
    assert "2024Q1 有数字未能读取的文件：a.txt (3) -> redline receipt" in chinese
    assert "2024Q1 所报文件已全部撤回，视同未报：渡川县" in chinese
    assert "1/8" in chinese


def test_status_tells_files_of_one_name_apart(shell: Shell, home: Path) -> None:
    with writing(home) as connection:
        connection.execute("update raw.submission set file_name = 'report.docx', outcome = 'read'")
        connection.execute("update raw.submission set refusals_count = 2")
        connection.execute(
            "update raw.submission set refusals_count = 7 where submission_id ="
            " (select max(submission_id) from raw.submission)"
        )
    (quarter,) = shell.lines("status", "--json")[0]["quarters"]
    first, second = quarter["refused_files"]
    assert quarter["refused"] == 9
    assert [(row["file"], row["refused"], row["is_name_shared"]) for row in (first, second)] == [
        ("report.docx", 7, True),
        ("report.docx", 2, True),
    ]
    ids = [row["submission_id"][:12] for row in (first, second)]
    assert f"could not be read: report.docx [{ids[0]}] (7), report.docx [{ids[1]}] (2) ->" in shell("status")[1]
    for name in ids:
        assert shell("receipt", name, "--out", home / "r.xlsx")[0] == 0, "the id that is shown names one file"
