"""The dashboard's questions: SQL in files, one question a file, asked by name with parameters.

Nothing here opens a publication or knows Streamlit.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def read_query(name: str) -> str:
    """The text of a question.

    Raises:
        FileNotFoundError: where there is no such question: a fault of the dashboard itself.
    """
    return (_FOLDER / f"{name}.sql").read_text("utf-8")


def query_names() -> tuple[str, ...]:
    """All questions, in alphabetical order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.sql")))
