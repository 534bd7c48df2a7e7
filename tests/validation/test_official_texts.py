"""Published texts that break naive rules: none is rejected, each is flagged as its lesson says, both values kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.validation.casebook import Case
from tests.validation.test_every_rule import RULES, is_never, judge

TEXTS: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("official_texts.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", TEXTS)
def test_an_official_text_is_flagged_as_its_lesson_says_and_not_rejected(name: str) -> None:
    text = TEXTS[name]
    case = Case(name, "text", 1, {"figures": text["figures"]})
    verdicts = judge([case], list(RULES.values()))
    broken = [f for f in verdicts.findings if f["outcome"] == "broken"]
    assert sorted(f["rule_id"] for f in broken) == text["flagged"]
    assert {f["rule_id"] for f in verdicts.findings if is_never(f)} >= set(text.get("not_asked", ()))
    kinds = {row["observation_id"]: row["indicator_code"] for row in case.figures()[0]}
    assert [kinds[r["subject_id"]] for r in verdicts.quarantine] == text.get("held", [])
    for finding in broken:
        stated = {i for i in finding["subject_ids"] if i in kinds}
        assert all(kinds[i] in finding["observed"] for i in stated)


def test_most_texts_break_a_rule_and_the_sound_ones_break_none() -> None:
    flagged = [name for name, text in TEXTS.items() if text["flagged"]]
    assert (len(TEXTS), len(flagged)) == (16, 12)
