-- The files whose bytes came again under another name or for another quarter.
select
    quarter,
    file_name,
    notes
from raw.submission
where
    superseded_at is null
    and len(list_filter(notes, note -> starts_with(note, 'also sent as '))) > 0
order by quarter, file_name, submission_id
