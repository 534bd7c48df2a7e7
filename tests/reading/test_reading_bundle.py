"""Zip bundles: each member a file of its own, whatever its name, and none lost without a word."""

import zipfile

import pytest

from pipelines.reading.bundle import each_file, is_bundle, open_files, read_bundle, unpack_bundle
from pipelines.reading.limits import Limits
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.read import read_file
from tests.reading import reading_samples as samples
from tests.reading.museum.workbooks import with_flag

BOOK = samples.xlsx('<row r="1"><c r="A1"><v>12</v></c></row>')
TEXT = "检查12家".encode()


def write(path, data):
    path.write_bytes(data)
    return path


def outcomes(path):
    return [(m.name, m.error.code if m.error else m.reading.format) for m in read_bundle(path)]


def damaged(data, mark):
    data = bytearray(data)
    data[data.index(mark)] ^= 1
    return bytes(data)


def test_each_file_of_a_bundle_has_its_own_outcome(tmp_path):
    inner = samples.package({"x.txt": "一"})
    path = write(
        tmp_path / "a.zip",
        samples.package(
            {"甲/报表.xlsx": BOOK, "空.txt": b"", "内.zip": inner, "__MACOSX/a": b"x", "~$b.docx": b"x", "文.txt": TEXT}
        ),
    )

    assert is_bundle(path)
    assert outcomes(path) == [
        ("a.zip/甲/报表.xlsx", "xlsx"), ("a.zip/空.txt", "empty_file"), ("a.zip/内.zip", "unknown_format"), ("a.zip/文.txt", "txt")
    ]  # fmt: skip


@pytest.mark.parametrize("data", [BOOK, TEXT, b"", b"PK\x03\x04", samples.package({})])
def test_documents_and_broken_archives_are_no_bundles(tmp_path, data):
    path = write(tmp_path / "a.zip", data)

    assert not is_bundle(path)
    with open_files(path) as files:
        assert [(file.name, file.path) for file in files] == [("a.zip", path)]


def test_names_in_a_bundle_are_gb18030_unless_marked(tmp_path):
    old = samples.package({"AAAA.txt": TEXT}).replace(b"AAAA", "报表".encode("gbk"))

    assert outcomes(write(tmp_path / "a.zip", old)) == [("a.zip/报表.txt", "txt")]
    assert outcomes(write(tmp_path / "b.zip", samples.package({"乙𠮷.txt": TEXT}))) == [("b.zip/乙𠮷.txt", "txt")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("../../etc/甲.txt", "etc/甲.txt"), ("/甲.txt", "甲.txt"), ("C:\\用户\\甲.txt", "用户/甲.txt"), ("..\\甲.txt", "甲.txt"),
     ("甲\n\x07.txt", "甲.txt"), ("..", "unnamed")],
)  # fmt: skip
def test_names_never_lead_outside(tmp_path, name, shown):
    path = write(tmp_path / "a.zip", samples.package({name: TEXT}))

    with unpack_bundle(path) as unpacked:
        (file,) = unpacked.files
        assert file.name == f"a.zip/{shown}"
        assert file.path.read_bytes() == TEXT
        assert file.path.name == "0"
    assert not file.path.exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip"]


def test_links_are_no_files(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as container:
        link = zipfile.ZipInfo("链.txt")
        link.external_attr = 0o120777 << 16
        container.writestr(link, "/etc/hostname")
        container.writestr("文.txt", TEXT)

    assert outcomes(path) == [("a.zip/文.txt", "txt")]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_both_kept(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("文.txt", TEXT)
        container.writestr("文.txt", TEXT * 2)

    assert [len(m.reading.texts[0].raw) for m in read_bundle(path)] == [5, 10]


@pytest.mark.parametrize(
    ("change", "code"),
    [(lambda data: damaged(data, b"AAAA"), "truncated"), (lambda data: with_flag(data), "encrypted")],
)
def test_a_bundle_that_is_not_whole_stands_for_itself_too(tmp_path, change, code):
    path = write(
        tmp_path / "a.zip", change(samples.package({"文.txt": TEXT, "坏.txt": b"AAAABBBB" * 9}, compression=0))
    )

    with open_files(path) as files:
        names = [file.name for file in files]

    assert names[-1] == "a.zip"
    assert names[:-1] == (["a.zip/文.txt"] if code == "truncated" else [])
    assert ("a.zip/坏.txt", code) in outcomes(path)
    with pytest.raises(UnreadableFileError) as caught:
        read_file(path)
    assert caught.value.code == code


def test_a_bundle_of_too_many_files_stands_for_itself(tmp_path):
    path = write(tmp_path / "a.zip", samples.package({f"{n}.txt": TEXT for n in range(9)}))

    with open_files(path, limits=Limits(max_bundle_files=5)) as files:
        assert [file.name for file in files] == ["a.zip"]


def test_files_and_bundles_in_turn(tmp_path):
    paths = [
        write(tmp_path / "a.txt", TEXT),
        write(tmp_path / "b.zip", samples.package({"丙.txt": TEXT, "丁.txt": TEXT})),
    ]

    assert [(file.name, file.path.read_bytes()) for file in each_file(paths)] == [
        ("a.txt", TEXT), ("b.zip/丙.txt", TEXT), ("b.zip/丁.txt", TEXT)
    ]  # fmt: skip


def test_an_empty_bundle_is_empty(tmp_path):
    with pytest.raises(UnreadableFileError) as caught:
        list(read_bundle(write(tmp_path / "a.zip", samples.package({"__MACOSX/a": b"x"}))))

    assert caught.value.code == "empty_file"
