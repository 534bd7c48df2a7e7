from datetime import date

import pytest

from pipelines.extraction.grammar.publication import find_publication_date


@pytest.mark.parametrize(
    "text",
    [
        "通报\n发布时间:2016-02-23\n正文",
        "通报\n发布日期：2016年2月23日\n正文",
        "2016-02-23 10:48:44浏览:12次\n正文",
        "2016-02-23 09:05:53 来源:示例网",
        "2016年02月23日 21:14",
        "(2016年2月23日)\n正文",
        "示例日报 2016年02月23日\n正文",
        "通报\n23.2.2016\n正文",
        "通报\n检查了12家企业,发现隐患3处。\n澄阳县应急管理局\n2016年2月23日",
        "通报\n检查了12家企业。\n二〇一六年二月二十三日",
    ],
)
def test_the_day_of_publication_is_found(text: str) -> None:
    assert find_publication_date(text) == date(2016, 2, 23)


@pytest.mark.parametrize(
    "text",
    [
        "2016年2月23日,澄阳县召开会议。",
        "2016年1-9月统计",
        "2016年度通报",
        "截至2016年2月23日",
        "2016-02-30 10:00",
        "关于2016年2月23日事故的通报",
        "澄阳县安全生产通报",
        "1月21日",
    ],
)
def test_a_date_of_something_else_is_no_publication(text: str) -> None:
    assert find_publication_date(text) is None


def test_a_label_goes_before_a_date_line() -> None:
    assert find_publication_date("2016年2月1日\n发布时间:2016-02-23") == date(2016, 2, 23)
