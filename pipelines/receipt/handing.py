"""Hands out a receipt: the publication's verdicts on a submission, laid over what is kept of the file."""

from __future__ import annotations

from pathlib import Path

from pipelines.extraction.model import Refusal
from pipelines.understanding import understand
from warehouse.archive import Archive
from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.model import Catalogue
from warehouse.errors import RedlineError, UsageError, WarehouseError
from warehouse.evidence import read_evidence
from warehouse.export.files import written_whole
from warehouse.home import Home
from warehouse.publication import current, open_publication
from warehouse.receipt.blanks import note_blanks
from warehouse.receipt.judging import Judged, judge_submission
from warehouse.receipt.wording import Language
from warehouse.receipt.workbook import write_receipt
from warehouse.submissions import find_submission


def hand_receipt(home: Home, submission: str, out: Path, language: Language) -> Judged:
    """Write the receipt of a submission.

    Args:
        home: where.
        submission: its id, the start of it, or the file's name.
        out: the xlsx file.
        language: of the receipt.

    Raises:
        UsageError: where no such submission is published, or the place cannot be written.
        WarehouseError: where nothing is published, or the submission's reading is gone.
    """
    if out.is_dir() or not out.parent.is_dir():
        raise UsageError("no file can be written there", where=str(out), next_step="name a file in a folder that is")
    catalogue = load_catalogue()
    connection = open_publication(home)
    try:
        row = find_submission(connection, submission)
        refusals = _refusals(home, row["submission_id"], row["file_name"], catalogue)
        judged = judge_submission(connection, row, refusals, catalogue, language)
    finally:
        connection.close()
    parts = read_evidence(home, row["submission_id"])
    if parts is None:
        raise WarehouseError(
            "what the file reads as is not kept any more",
            where=row["file_name"],
            next_step=f"run redline load --quarter {row['quarter']}",
        )
    judged = note_blanks(judged, parts, language)
    published = current(home)
    with written_whole(out) as temporary:
        write_receipt(temporary, judged, parts, catalogue, language, published.version if published else "")
    return judged


def _refusals(home: Home, sha256: str, name: str, catalogue: Catalogue) -> tuple[Refusal, ...]:
    """The places that the reader refused; none where the file itself cannot be had any more."""
    try:
        path = Archive(home).get(sha256).path
        understood = understand(home, path, sha256=sha256, name=name, catalogue=catalogue)
    except RedlineError:
        return ()
    return understood.extraction.refusals if understood.extraction else ()
