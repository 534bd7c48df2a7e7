-- What an office's published lists of a period add up to, beside the fines that it states. Lists
-- leave decisions out, so only a larger list contradicts the statement.
with decision as (
    select distinct
        division_code,
        levelled(authority) as authority_key,
        coalesce(levelled(document_no), case_id) as document_key,
        levelled(party) as party_key,
        decision_date,
        fine_yuan
    from penalty_case
    where status = 'accepted' and fine_yuan is not null and decision_date is not null
),

stated as (
    select
        observation_id,
        division_code,
        period_start,
        period_end,
        value,
        qualifier
    from observation
    where
        status = 'accepted' and role = 'observed' and indicator_code = 'penalty.fine_amount'
        and sector_code is null and severity is null and scope is null
        and not coalesce(is_subtotal, false)
        and period_start is not null and period_end is not null
)

select
    s.observation_id,
    concat('penalty.fine_amount ', s.value, '; ', count(*), ' decisions ', sum(d.fine_yuan))
        as observed,
    sum(d.fine_yuan) > s.value and s.qualifier not in ('over', 'at_least', 'approx') as is_broken
from stated as s
inner join decision as d
    on
        s.division_code = d.division_code
        and d.decision_date between s.period_start and s.period_end
group by s.observation_id, s.value, s.qualifier
order by s.observation_id
