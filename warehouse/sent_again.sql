-- The submissions whose notes tell a file's name as one that the same bytes came under again.
select *
from raw.submission
where
    superseded_at is null
    and len(list_filter(
        notes,
        note -> regexp_replace(note, ' for [0-9]{4}Q[1-4]$', '')
        in (concat($note, $name), concat($note, $last_part))
    )) > 0
order by file_name, submission_id
