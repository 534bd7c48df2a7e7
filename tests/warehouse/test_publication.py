"""Publications are whole, immutable and safe to ask; any earlier state can be asked too."""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.staged_rows import NOON, Staged, observation, submission
from warehouse.asof import parse_time
from warehouse.errors import UsageError, WarehouseError
from warehouse.home import Home
from warehouse.lock import hold_writer_lock
from warehouse.publication import current, get_publication, open_publication, publications, publish
from warehouse.query import run_query

DAY = timedelta(days=1)
VALUES = "select value from core.fact_enforcement where superseded_at is null order by all"


@pytest.fixture
def staged(home: Home) -> Staged:
    """A first version published at noon with the value 12."""
    staged = Staged([submission("a")], [observation("a", value=12)])
    staged.load(home)
    publish(home, at=NOON)
    return staged


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Published at noon with 12, and a day later with 13; for tests that only read."""
    home = Home(tmp_path_factory.mktemp("revised"))
    staged = Staged([submission("a")], [observation("a", value=12)])
    staged.load(home)
    publish(home, at=NOON)
    revise(staged, home)
    publish(home, at=NOON + DAY)
    return home


def revise(staged: Staged, home: Home, day: int = 1) -> None:
    staged.submissions.append(submission("b", is_correction=True))
    staged.observations.append(observation("b", value=13))
    staged.load(home, at=NOON + day * DAY)


def values(connection: duckdb.DuckDBPyConnection, sql: str = VALUES) -> list[Decimal]:
    return [row[0] for row in run_query(connection, sql).rows]


def test_the_manifest_tells_what_is_published(home: Home, staged: Staged) -> None:
    published = current(home)
    assert published is not None
    manifest = json.loads((published.path.parent / "manifest.json").read_text("utf-8"))
    assert manifest["version"] == published.version == published.path.parent.name
    assert manifest["quarters"] == ["2024Q1"]
    assert manifest["row_counts"]["core.fact_enforcement"] == 1
    assert manifest["submissions"] == 1
    assert manifest["extractor_versions"] == ["1"]
    assert manifest["sha256"] == hashlib.sha256(published.path.read_bytes()).hexdigest()
    assert len(manifest["source_hash"]) == 64
    assert published.created_at == NOON
    assert published.path.stat().st_mode & 0o222 == 0


def test_nothing_new_is_nothing_published(home: Home, staged: Staged) -> None:
    assert publish(home, at=NOON + DAY) is None
    staged.load(home, at=NOON + DAY)
    assert publish(home, at=NOON + DAY) is None
    assert len(publications(home)) == 1


def test_a_reader_keeps_its_version_while_the_next_is_loaded_and_published(home: Home, staged: Staged) -> None:
    with open_publication(home) as reader:
        revise(staged, home)
        assert publish(home, at=NOON + DAY) is not None
        assert values(reader) == [Decimal(12)]
    with open_publication(home) as reader:
        assert values(reader) == [Decimal(13)]


def test_many_readers_of_one_process_ask_at_the_same_time(revised: Home) -> None:
    def ask_twice(number: int) -> list[Decimal]:
        with open_publication(revised) as now, open_publication(revised, as_of=NOON) as then:
            return values(now) + values(then)

    with open_publication(revised) as kept, ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask_twice, range(8))) == [[Decimal(13), Decimal(12)]] * 8
        assert values(kept) == [Decimal(13)]


def test_every_version_can_be_opened_again(home: Home, staged: Staged) -> None:
    first = current(home)
    revise(staged, home)
    publish(home, at=NOON + DAY)
    assert first is not None
    assert [p.created_at for p in publications(home)] == [NOON + DAY, NOON]
    assert values(open_publication(home, first.version)) == [Decimal(12)]
    with pytest.raises(UsageError, match="no publication"):
        get_publication(home, "yesterday")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2024-05-01T11:59:59Z", []),
        ("2024-05-01T12:00:00Z", [Decimal(12)]),
        ("2024-05-02", [Decimal(12)]),
        ("2024-05-02T19:59:59+08:00", [Decimal(12)]),
        ("2024-05-02T12:00:00", [Decimal(13)]),
        ("2030-01-01", [Decimal(13)]),
    ],
)
def test_as_of_shows_what_was_known_then(revised: Home, moment: str, expected: list[Decimal]) -> None:
    connection = open_publication(revised, as_of=moment)
    assert values(connection) == expected
    assert values(connection, "select value from core.current_fact") == expected
    assert values(connection, "select value from marts.mart_enforcement_quarter") == expected


@pytest.mark.usefixtures("staged")
def test_a_publication_of_an_earlier_release_answers_as_of_without_the_tables_and_columns_that_came_later(
    home: Home,
) -> None:
    published = current(home)
    assert published is not None
    published.path.chmod(0o644)
    with duckdb.connect(published.path) as connection:
        connection.execute("drop table core.dim_reporting_plan")
        connection.execute("alter table core.coverage drop column due_on")
    with open_publication(home, as_of=published.created_at) as connection:
        assert values(connection, "select due_on from core.coverage limit 1") == [None]
        assert values(connection, "select count(*) from core.dim_reporting_plan") == [0]
        assert values(connection, "select count(*) > 0 from marts.mart_coverage") == [True]


def test_as_of_hides_later_rows_and_later_withdrawals_of_every_table(revised: Home) -> None:
    connection = open_publication(revised, as_of=NOON)
    tables = run_query(connection, "select table_schema || '.' || table_name from information_schema.columns"
                       " where column_name = 'superseded_at' and table_catalog = 'memory'")  # fmt: skip
    names = [row[0] for row in tables.rows]
    assert len(names) > 12
    for name in names:
        late = (
            f"select count(*) from {name} where superseded_at is not null or recorded_at > timestamp '2024-05-01 12:00'"
        )
        assert values(connection, late) == [0], name
    assert values(connection, "select count(*) from raw.load_log where quarter = '2024Q1'") == [1]
    assert values(connection, "select count(*) from marts.mart_coverage") == [8]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-01", datetime(2024, 5, 1, tzinfo=UTC)),
        ("2024-05-01T08:30:00Z", datetime(2024, 5, 1, 8, 30, tzinfo=UTC)),
        (" 2024-05-01 08:30 ", datetime(2024, 5, 1, 8, 30, tzinfo=UTC)),
        ("2024-05-01T08:30:00+08:00", datetime(2024, 5, 1, 0, 30, tzinfo=UTC)),
        ("2024-05-01T08:30:00.123456Z", datetime(2024, 5, 1, 8, 30, 0, 123456, tzinfo=UTC)),
    ],
)
def test_times_are_read_as_utc(text: str, expected: datetime) -> None:
    assert parse_time(text) == expected
    assert parse_time(text).tzinfo in (UTC, timezone(timedelta(0)))


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2024Q1", "2024-13-01", "2024-02-30", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no time"):
        parse_time(text)


@pytest.mark.parametrize("as_of", [None, "2024-05-02"])
@pytest.mark.parametrize(
    ("sql", "error", "message"),
    [
        ("selec 1", WarehouseError, "syntax error"),
        ("select '\udcd5'", UsageError, "no UTF-8"),
        ("select * from core.nothing", WarehouseError, "does not exist"),
        ("select * from read_text('/etc/hostname')", WarehouseError, "disabled"),
        ("select cast('x' as integer)", WarehouseError, "Conversion"),
        ("set threads = 8", UsageError, "set statements"),
        ("delete from core.observation", UsageError, "delete statements"),
        ("copy (select 1) to 'x.csv'", UsageError, "copy statements"),
        ("attach 'x.duckdb'", UsageError, "attach statements"),
        ("create temp table x as select 1", UsageError, "create statements"),
        ("select 1; select 2", UsageError, "2 statements"),
        ("  ", UsageError, "0 statements"),
    ],
)
def test_a_query_can_only_read_and_its_faults_are_told_in_one_line(
    revised: Home, as_of: str | None, sql: str, error: type[Exception], message: str
) -> None:
    connection = open_publication(revised, as_of=as_of)
    with pytest.raises(error, match=message) as told:
        list(run_query(connection, sql).rows)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "sql",
    ["with x as (select 1 as a) select a from x", "describe core.observation", "from core.dim_action", "values (1)"],
)
def test_all_forms_of_reading_are_allowed(revised: Home, sql: str) -> None:
    assert list(run_query(open_publication(revised), sql).rows)


def test_doubled_column_names_lose_no_column(revised: Home) -> None:
    result = run_query(open_publication(revised), "select 1 as a, 2 as a, 3 as b")
    assert list(result.dicts()) == [{"a": 1, "a_2": 2, "b": 3}]


def test_nothing_published_yet_is_told(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="nothing is published yet"):
        open_publication(Home(tmp_path))
    with pytest.raises(WarehouseError, match="no warehouse to publish"):
        publish(Home(tmp_path), at=NOON)
    assert current(Home(tmp_path)) is None


def test_a_damaged_pointer_is_told(home: Home, staged: Staged) -> None:
    (home.publications / "current.json").write_text("{")
    with pytest.raises(WarehouseError, match="damaged or gone"):
        current(home)


@pytest.mark.parametrize("damage", ["pointer", "manifest", "file"])
def test_publishing_again_mends_a_damaged_publication(home: Home, staged: Staged, damage: str) -> None:
    first = current(home)
    assert first is not None
    if damage == "pointer":
        (home.publications / "current.json").write_text("{")
    elif damage == "manifest":
        (first.path.parent / "manifest.json").unlink()
    else:
        first.path.unlink()
    assert publish(home, at=NOON + DAY) is not None
    with open_publication(home) as connection:
        assert connection.execute(VALUES).fetchall() == [(Decimal(12),)]


def test_a_draft_that_a_crash_left_goes_with_the_next_publication(home: Home, staged: Staged) -> None:
    abandoned = home.publications / ".draft-20240101T000000Z-00000000"
    abandoned.mkdir()
    staged.observations.append(observation("a", 2, value=3, division_code="990102"))
    staged.load(home, at=NOON + DAY)
    assert publish(home, at=NOON + DAY) is not None
    assert not abandoned.exists()


def test_a_draft_that_a_crash_left_is_no_publication(home: Home, staged: Staged) -> None:
    draft = home.publications / ".draft-x"
    draft.mkdir()
    (draft / "manifest.json").write_text("{")
    assert len(publications(home)) == 1


def test_publishing_waits_its_turn(home: Home, staged: Staged) -> None:
    with hold_writer_lock(home), pytest.raises(WarehouseError, match="another run is writing"):
        publish(home, at=NOON + DAY)
