-- What of a reporting quarter is not among the facts: figures in review, rows held in quarantine.
select
    (
        select count(*) from core.observation
        where superseded_at is null and status = 'review' and quarter = $quarter
    ) as review_count,
    (
        select count(distinct subject_id) from quality.quarantine
        where superseded_at is null and state = 'held' and quarter = $quarter
    ) as held_count
