"""Bytes to text: which encoding the bytes are in, proven by decoding them, never assumed.

Order: byte order mark, UTF-16 by its zero bytes, strict UTF-8, then GB18030 against Big5 by what the result reads like,
with chardet as the second opinion. What reads like nothing is refused: mojibake must not reach extraction.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from pipelines.reading.outcomes import UnreadableFileError

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# Characters that any text of the trade is full of, in both scripts; a wrong decoding meets them only by chance.
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相"
    "全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果"
    "料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则"
    "任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带"
    "安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装"
    "县市区镇乡街村企业检查隐患整改罚款处罚拘留停产关闭执法监督危险煤矿烟花爆竹事故死亡伤督办应急消防填报单位合计备注季度累计违法案督促"
    "這為個國時來們產種麼進體應開還無與關線數條結問邊級圖統計較將組見別論運農幾區強則隊給門規熱領東導壓爭濟階極聯認權證單車務萬達積"
    "議報類離華確張馬節話況傳廣記許場縣鎮鄉檢隱處罰執監險煤礦煙爆違總發現項號標備後長責令責業企員會對過從實動電氣學經間樣"
)
GOOD_SHARE = 0.75
SURE_SHARE = 1.2
FOREIGN_SHARE = 0.2
DAMAGED_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was in and remarks on how sure that is."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One decoding and how much it reads like Chinese: 0 to about 2."""

    text: str
    encoding: str
    damaged: int
    score: float


def decode_text(data: bytes, *, declared: str | None = None) -> Decoded:
    """Decode a text file's bytes, line ends and all.

    Args:
        data: the whole file.
        declared: the encoding that the file itself claims (html meta, xml head): tried, never believed.

    Raises:
        UnreadableFileError: ``unreadable_bytes`` where no encoding gives readable text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    unpadded = data.rstrip(b"\0")
    if len(data) - len(unpadded) > 1 and b"\0" not in unpadded:
        decoded = decode_text(unpadded, declared=declared)
        return Decoded(decoded.text, decoded.encoding, (*decoded.notes, "zero bytes after the text are left out"))
    if b"\0" in data:
        return _decode_wide(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data, declared)
    _refuse_controls(text)
    if not text.isascii() and _readable_share(text) < FOREIGN_SHARE:
        return _decode_foreign(data, text, declared)
    return Decoded(text, "utf-8")


def _decode_foreign(data: bytes, text: str, declared: str | None) -> Decoded:
    """UTF-8 by accident: a few double bytes that also form Latin or Arabic letters are Chinese if they read as that."""
    try:
        legacy = _decode_legacy(data, declared)
    except UnreadableFileError:
        return Decoded(text, "utf-8")
    return legacy if _readable_share(legacy.text) > 1 else Decoded(text, "utf-8")


def _decode_marked(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace").lstrip("\ufeff")
    damaged = text.count("�")
    if encoding.startswith("utf-16") and _is_narrow(data):
        raise UnreadableFileError("unreadable_bytes", f"the file is marked as {encoding} but its bytes are UTF-8")
    _refuse_controls(text)
    if damaged > max(1, len(text) * DAMAGED_SHARE):
        raise UnreadableFileError("unreadable_bytes", f"the file claims to be {encoding} but is not")
    return Decoded(text, encoding, _damage_note(damaged, encoding))


def _is_narrow(data: bytes) -> bool:
    """Whether bytes marked as UTF-16 are UTF-8: no zero byte in 16 bytes or more, and every sequence well formed."""
    if len(data) < 16 or b"\0" in data:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode_wide(data: bytes) -> Decoded:
    """UTF-16 or UTF-32 without a mark: zero bytes stand on one side of each pair, and the result is readable."""
    found: list[Candidate] = []
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        share = _readable_share(text)
        if "\0" not in text and (share > SURE_SHARE or (b"\0" in data and share > GOOD_SHARE)):
            found.append(Candidate(text, encoding, 0, share))
    if not found:
        raise UnreadableFileError(
            "unreadable_bytes", "the bytes read like no known Chinese encoding and are no known container"
        )
    best = max(found, key=lambda candidate: candidate.score)
    _refuse_controls(best.text)
    return Decoded(best.text, best.encoding, (f"encoding guessed: {best.encoding} without a byte order mark",))


def _decode_legacy(data: bytes, declared: str | None) -> Decoded:
    candidates = [_try_decoding(data, encoding) for encoding in ("gb18030", "big5hkscs", "utf-8")]
    likely = [c for c in candidates if c.damaged <= max(1, len(c.text) * DAMAGED_SHARE) and c.score >= GOOD_SHARE]
    if not likely and len(data) % 2 == 0:
        return _decode_wide(data)
    if not likely:
        raise UnreadableFileError("unreadable_bytes", "the bytes read like no known Chinese encoding")
    likely.sort(key=lambda candidate: candidate.score, reverse=True)
    best, notes = likely[0], [f"encoding guessed: {likely[0].encoding}"]
    if len(likely) > 1 and likely[1].score > best.score - 0.15:
        best, remark = _settle(data, likely, declared)
        notes = [f"encoding guessed: {best.encoding}", remark]
    _refuse_controls(best.text)
    return Decoded(best.text, best.encoding, (*notes, *_damage_note(best.damaged, best.encoding)))


def _settle(data: bytes, likely: list[Candidate], declared: str | None) -> tuple[Candidate, str]:
    """Two decodings read nearly alike (a very short text): chardet and what the file declares decide."""
    import chardet

    opinion = chardet.detect(data, include_encodings=["gb18030", "big5", "utf-8"])["encoding"] or ""
    families = {"gb18030": ("gb18030", "gb2312", "gbk"), "big5hkscs": ("big5",), "utf-8": ("utf-8",)}
    claim = (declared or "").lower()
    votes = [opinion.lower(), claim, claim]
    counted = [
        (sum(vote.startswith(families[candidate.encoding]) for vote in votes), candidate.score, candidate)
        for candidate in likely
    ]
    best = max(counted, key=lambda row: (row[0], row[1]))[2]
    return best, "the text is too short to be sure of its encoding"


def _try_decoding(data: bytes, encoding: str) -> Candidate:
    text = data.decode(encoding, errors="replace")
    return Candidate(text, encoding, text.count("�"), _readable_share(text))


def _readable_share(text: str) -> float:
    """How much of what is not ASCII is Chinese as it is written: common characters count twice, rare ones half.

    Punctuation of a Chinese text counts as a character; letters of other scripts, private and rare ones do not.
    """
    if text.isascii():
        return 1.0
    sample = text if len(text) <= 200_000 else text[:100_000] + text[-100_000:]
    total = points = 0.0
    for character in sample:
        if character.isascii():
            continue
        total += 1
        if character in COMMON:
            points += 2
        elif "一" <= character <= "鿿":
            points += 0.5
        elif "　" <= character <= "】" or "！" <= character <= "｠" or character in "“”‘’—…·×％℃①②③④⑤⑥⑦⑧⑨⑩":
            points += 1
    return points / total if total else 1.0


def _refuse_controls(text: str) -> None:
    """Refuse text with control characters that no editor writes: bytes that decode by accident.

    Raises:
        UnreadableFileError: ``unreadable_bytes``.
    """
    controls = sum(text.count(chr(code)) for code in range(32) if code not in (9, 10, 11, 12, 13, 26, 28, 29, 30, 31))
    if "\0" in text or controls > len(text) // 200:
        raise UnreadableFileError("unreadable_bytes", "the bytes are no text: they are full of control characters")


def _damage_note(damaged: int, encoding: str) -> tuple[str, ...]:
    if not damaged:
        return ()
    return (f"{damaged} places are not {encoding} and are shown as �",)
