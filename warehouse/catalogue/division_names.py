"""The forms in which reports print a division's name: full, short (白沙县 for 白沙黎族自治县) and bare (翼城).

Pure text rules, no table: what a form means is for DivisionIndex to say.
"""

from __future__ import annotations

import re

_LONG_PEOPLES = (
    "蒙古|维吾尔|布依|朝鲜|土家|哈尼|哈萨克|傈僳|拉祜|东乡|纳西|景颇|柯尔克孜|达斡尔|仫佬|布朗|撒拉|毛南|仡佬|"
    "锡伯|阿昌|普米|塔吉克|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_SHORT_PEOPLES = "回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|京|各"
_PEOPLE = f"(?:(?:{_LONG_PEOPLES})族?|(?:{_SHORT_PEOPLES})族)"
_AUTONOMOUS = re.compile(f"(?P<bare>.*?)(?P<people>{_PEOPLE}+)自治(?P<unit>区|州|县|旗)")
_PLAIN = re.compile(r"(?P<bare>.{2,}?)(?:特别行政区|地区|林区|特区|新区|省|市|县|区|旗|盟)")
_BANNER = re.compile(r".*[左右前中后]旗|.*矿区")
_IRREGULAR = {"内蒙古自治区": "内蒙古"}


def strip_blanks(name: str) -> str:
    """The name without any blanks, full-width ones too: ``都 昌 县`` is 都昌县."""
    return "".join(name.split())


def bare_name(name: str) -> str | None:
    """The name without its kind: 翼城 for 翼城县, 黔东南 for 黔东南苗族侗族自治州; None where nothing is left."""
    if name in _IRREGULAR:
        return _IRREGULAR[name]
    if match := _AUTONOMOUS.fullmatch(name):
        return match["bare"] or re.sub("族$", "", match["people"])
    if _BANNER.fullmatch(name):
        return None
    match = _PLAIN.fullmatch(name)
    return match["bare"] if match else None


def short_name(name: str) -> str | None:
    """The usual short form that keeps the kind: 白沙县 for 白沙黎族自治县, 恩施州; None where the name has none."""
    match = _AUTONOMOUS.fullmatch(name)
    bare = bare_name(name)
    if match is None or bare is None or match["unit"] == "区":
        return None
    return f"{bare}{match['unit']}"


def former_names(name: str, level: str) -> tuple[str, ...]:
    """Names that a division may have had before its kind changed: 密云县 for 密云区, 上饶地区 for 上饶市.

    Counties become districts or cities and keep their name; reports of the years before print the old kind.
    """
    bare = bare_name(name)
    if bare is None or len(bare) < 2 or name.endswith(("新区", "自治区", "特区", "林区", "矿区")):
        return ()
    if level == "prefecture":
        return (f"{bare}地区",) if name.endswith("市") else ()
    if level != "county":
        return ()
    if name.endswith("区"):
        return (f"{bare}县", f"{bare}市")
    return (f"{bare}县",) if name.endswith("市") else ()
