"""GB 32100-2015, with the published test value."""

import pytest

from pipelines.extraction.cases.credit_code import ALPHABET, find_credit_code_fault, name_registrar


def test_published_code_is_valid():
    assert find_credit_code_fault("91350100M000100Y43") is None


def test_wrong_check_character_fails_the_check():
    assert find_credit_code_fault("91350100M000100Y4Z") == "credit_code_bad_character"
    assert find_credit_code_fault("91350100M000100Y44") == "credit_code_check_digit"


def test_two_digits_swapped_fail_the_check():
    assert find_credit_code_fault("91351000M000100Y43") == "credit_code_check_digit"


@pytest.mark.parametrize("letter", list("IOSVZ"))
def test_letters_outside_the_alphabet_are_told_as_such(letter):
    assert letter not in ALPHABET
    assert find_credit_code_fault(f"9135010{letter}M000100Y43") == "credit_code_bad_character"


@pytest.mark.parametrize("code", ["91350100M000100Y4", "91350100M000100Y433", "350100100010010"])
def test_wrong_length_fails_the_check(code):
    assert find_credit_code_fault(code) == "credit_code_check_digit"


@pytest.mark.parametrize("code", ["９１350100M000100Y43", "91350100m000100y43", " 91350100 M000100Y43 "])
def test_width_case_and_blanks_do_not_matter(code):
    assert find_credit_code_fault(code) is None


def test_registrar_is_the_first_character():
    assert name_registrar("91350100M000100Y43") == "市场监管"
    assert name_registrar("11990101MB00000000") == "机构编制"
    assert name_registrar("?") is None
