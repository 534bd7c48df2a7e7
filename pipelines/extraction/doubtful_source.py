"""Files whose text is itself a guess (recognised in pictures, a format read experimentally): nothing of them is a fact.

The reading says so in its metadata; every figure then goes to review and every case to quarantine, with that reason.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.extraction.model import Extraction
from pipelines.reading.model import Reading


def doubt_source(extraction: Extraction, reading: Reading) -> Extraction:
    """The extraction with the doubt of its source on all that it would accept; as it is where there is no doubt."""
    reason = reading.metadata.get("doubt")
    if not reason:
        return extraction
    observations = tuple(
        o if o.status == "review" else replace(o, status="review", reason=reason) for o in extraction.observations
    )
    cases = tuple(
        c if c.status == "superseded" else replace(c, status="quarantined", reasons=(*c.reasons, reason))
        for c in extraction.cases
    )
    return replace(extraction, observations=observations, cases=cases)
