-- Of each subject's candidates, those that no other outranks; nothing here depends on when a file
-- arrived. A person's release, then forms before prose, then corrections; the newest publication
-- only where all tell their day; then what is printed before what is derived, exact before rounded,
-- an office on itself before an office on others.
with by_method as (
    select
        *,
        rank() over (
            partition by subject_id order by is_released desc, method_rank asc, is_correction desc
        ) as source_rank
    from candidate
),

by_publication as (
    select
        *,
        case
            when bool_and(published_on is not null) over (partition by subject_id) then published_on
        end as comparable_day
    from by_method
    where source_rank = 1
),

placed as (
    select
        *,
        rank() over (
            partition by subject_id
            order by comparable_day desc, basis_rank asc, exactness_rank asc, office_rank asc
        ) as subject_rank
    from by_publication
),

foremost as (
    select * from placed where subject_rank = 1
),

finest as (
    select
        subject_id,
        min(printed_step) as finest_step,
        count(distinct value) as value_count
    from foremost
    group by subject_id
),

finest_value as (
    select
        f.subject_id,
        min(f.value) as fine_value,
        count(distinct f.value) as fine_count
    from foremost as f
    inner join finest as t on f.subject_id = t.subject_id and f.printed_step = t.finest_step
    group by f.subject_id
),

judged as (
    select
        f.subject_id,
        bool_and(
            f.value = v.fine_value or coalesce(abs(f.value - v.fine_value) < f.printed_step, false)
        ) as all_round_to_finest
    from foremost as f
    inner join finest_value as v on f.subject_id = v.subject_id
    where v.fine_count = 1
    group by f.subject_id
),

-- A form in yuan under a head of 万元, or the other way round, is ten thousand times what another
-- source says: which of them slipped is not for a machine to say, unless one corrects the other.
slipped as (
    select distinct f.subject_id
    from foremost as f
    inner join candidate as c on f.subject_id = c.subject_id
    where
        f.unit = 'yuan'
        and f.value <> 0
        and (c.value = f.value * 10000 or f.value = c.value * 10000)
        and not f.is_released
        and not f.is_correction
        and not coalesce(f.published_on > c.published_on, false)
)

select
    f.*,
    case
        when u.subject_id is not null then null
        when t.value_count = 1 then f.value
        when j.all_round_to_finest then v.fine_value
    end as agreed_value,
    t.value_count
from foremost as f
inner join finest as t on f.subject_id = t.subject_id
left join finest_value as v on f.subject_id = v.subject_id
left join judged as j on f.subject_id = j.subject_id
left join slipped as u on f.subject_id = u.subject_id
