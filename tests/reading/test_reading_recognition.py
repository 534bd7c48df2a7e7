"""Pictures of text: refused with advice where nothing recognises them, else text and tables that wait for review."""

import io
import time
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipelines.extraction.extract import extract_reading
from pipelines.reading import recognition
from pipelines.reading.limits import Limits
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.read import read_bytes
from tests.reading import reading_samples as samples
from warehouse.catalogue.loader import load_catalogue

SENTENCE = "一季度，示例省澄川市检查企业128家次，罚款45.6万元。"
ROWS = [("区县", "检查企业", "整改率"), ("砚岭市", "32", "97.9%"), ("泊江市", "41", "95.0%")]
FONTS = ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc")


def picture(form="PNG", size=(1_000, 500), frames=1, draw=None):
    pages = [Image.new("RGB", size, "white") for _ in range(frames)]
    if draw is not None:
        draw(ImageDraw.Draw(pages[0]))
    stream = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if frames > 1 else {}
    pages[0].save(stream, form, **more)
    return stream.getvalue()


def box(left, top, words):
    right, bottom = left + 30 * len(words), top + 30
    return [[left, top], [right, top], [right, bottom], [left, bottom]], words, 0.99


def found(*boxes):
    corners, words, scores = zip(*boxes, strict=True) if boxes else (None, None, None)
    return SimpleNamespace(boxes=corners, txts=words, scores=scores)


PAGE = found(box(50, 20, SENTENCE), *(box(50 + 300 * c, 120 + 50 * r, word) for r, row in enumerate(ROWS) for c, word in enumerate(row)))  # fmt: skip


@pytest.fixture
def engine():
    """An engine that recognises what it is told; it stands where the extra would be."""
    engine = mock.Mock(return_value=PAGE)
    adapter = recognition.EngineAdapter(engine)
    with (
        mock.patch.object(recognition, "load_recogniser", return_value=adapter),
        mock.patch.object(recognition, "can_recognise", return_value=True),
        mock.patch("pipelines.reading.document_pdf.can_recognise", return_value=True),
        mock.patch.object(recognition, "_make_room"),
    ):
        yield engine


def outcome_of(data, name="a.png", limits=None):
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(data, name, limits=limits or Limits())
    return caught.value


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF"])
def test_without_the_extra_a_picture_is_refused_with_the_way_to_install_it(form):
    with mock.patch.object(recognition, "can_recognise", return_value=False):
        error = outcome_of(picture(form))

    assert error.code == "no_text"
    assert "uv sync --extra ocr" in error.next_step


def test_without_the_extra_a_scanned_pdf_says_the_same():
    scan = picture_pdf()
    with mock.patch("pipelines.reading.document_pdf.can_recognise", return_value=False):
        error = outcome_of(scan, "a.pdf")

    assert error.code == "no_text"
    assert "uv sync --extra ocr" in error.next_step


@pytest.mark.parametrize(("form", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("TIFF", "a.tif")])
def test_recognised_pieces_become_text_and_tables(engine, form, name):
    reading = read_bytes(picture(form), name)

    assert (reading.format, reading.metadata["doubt"]) == (form.lower(), "recognised_text")
    assert [(b.locator, b.raw) for b in reading.texts] == [("page 1 line 1", SENTENCE)]
    assert [[cell.text for cell in row] for row in reading.tables[0].rows] == [list(row) for row in ROWS]
    assert not any("the name says" in note for note in reading.notes)


def test_every_recognised_figure_waits_for_review(engine):
    extraction = extract_reading(read_bytes(picture(), "a.png"), load_catalogue())

    assert {o.value for o in extraction.observations} >= {Decimal(128), Decimal(456_000)}
    assert all(o.status == "review" for o in extraction.observations)
    assert {o.reason for o in extraction.observations if o.value in (128, 456_000)} == {"recognised_text"}


def test_each_page_of_a_tiff_is_recognised(engine):
    reading = read_bytes(picture("TIFF", frames=3), "a.tiff")

    assert [b.locator for b in reading.texts] == ["page 1 line 1", "page 2 line 1", "page 3 line 1"]


def test_a_scanned_pdf_is_drawn_and_recognised(engine):
    reading = read_bytes(picture_pdf(), "a.pdf")

    assert reading.metadata["doubt"] == "recognised_text"
    assert reading.texts[0].raw == SENTENCE
    height, width, _ = engine.call_args.args[0].shape
    assert abs(height - 1_111) <= 2
    assert abs(width - 1_111) <= 2


def test_a_pdf_with_text_is_read_as_text_and_stays_without_doubt(engine):
    reading = read_bytes(samples.pdf(b"BT /F1 12 Tf 50 300 Td (inspected 12 firms) Tj ET"), "a.pdf")

    assert reading.texts[0].raw == "inspected 12 firms"
    assert not engine.called
    assert "doubt" not in reading.metadata


def test_what_the_engine_holds_for_a_guess_is_left_out(engine):
    engine.return_value = found(box(50, 20, "检查企业12家"), (*box(50, 90, "罚款99万元")[:2], 0.3))

    assert [b.raw for b in read_bytes(picture(), "a.png").texts] == ["检查企业12家"]


def test_a_blank_picture_has_no_text(engine):
    engine.return_value = found()

    assert outcome_of(picture()).code == "no_text"


def test_large_pictures_are_made_smaller_and_larger_ones_refused(engine):
    read_bytes(picture(size=(6_000, 100)), "a.png")

    assert engine.call_args.args[0].shape == (40, 2_400, 3)
    with mock.patch.object(recognition, "MAX_PIXELS", 1_000):
        assert outcome_of(picture()).code == "too_large"


def test_broken_pictures_are_malformed(engine):
    whole = picture()

    assert outcome_of(whole[: len(whole) // 2]).code == "malformed"
    assert outcome_of(b"\x89PNG\r\n\x1a\n" + bytes(50)).code == "malformed"


def test_more_pages_than_there_is_time_for_are_too_large(engine):
    engine.side_effect = lambda pixels: burn(0.05)

    error = outcome_of(picture("TIFF", frames=5), "a.tif", Limits(max_seconds=0))

    assert error.code == "too_large"
    assert engine.call_count == 1


def burn(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return PAGE


def picture_pdf():
    """A pdf whose one page is a picture."""
    return picture("PDF", size=(400, 400))


@pytest.mark.skipif(not recognition.can_recognise(), reason="the extra ocr is not installed")
def test_a_drawn_page_is_recognised_for_real():
    font_file = next((f for f in FONTS if Path(f).exists()), None)
    if font_file is None:
        pytest.skip("no font with Chinese characters")
    font = ImageFont.truetype(font_file, 30)

    def draw(pen):
        pen.text((50, 20), SENTENCE, font=font, fill="black")
        for r, row in enumerate(ROWS):
            for c, word in enumerate(row):
                pen.text((60 + 300 * c, 150 + 60 * r), word, font=font, fill="black")

    reading = read_bytes(picture(size=(1_100, 400), draw=draw), "a.png")

    assert reading.texts[0].raw == SENTENCE
    assert [[cell.text for cell in row] for row in reading.tables[0].rows] == [list(row) for row in ROWS]
