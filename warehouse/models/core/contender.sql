-- Of each subject's candidates, those that no other outranks; nothing here depends on when a file
-- arrived. A person's release, see below; what no broken sum accuses; an office's own correction in
-- prose of what a form says, see below; then forms before prose, then corrections; the newest
-- publication only where all tell their day; then what is printed before what is derived, exact
-- before rounded, an office on itself before an office on others.
with stepped as (
    select
        *,
        min(printed_step) over (partition by subject_id, submission_id) as finest_step,
        count(distinct value) over (partition by subject_id, submission_id) as value_count
    from candidate
),

-- the finest that a file says of a subject
fined as (
    select
        * exclude (finest_step),
        case
            when
                min(case when printed_step = finest_step then value end) over same_file
                = max(case when printed_step = finest_step then value end) over same_file
                then max(case when printed_step = finest_step then value end) over same_file
        end as finest_value
    from stepped
    window same_file as (partition by subject_id, submission_id)
),

-- one that says two things of a subject corrects neither; what it rounds beside is no other thing
spoken as (
    select
        * exclude (value_count, finest_value),
        value_count = 1
        or (
            coalesce(value = finest_value, false)
            and bool_and(
                coalesce(value = finest_value or abs(value - finest_value) < printed_step, false)
            ) over (partition by subject_id, submission_id)
        ) as is_one_thing
    from fined
),

-- A release holds against other sources, not against its own office: where that says in a file of a
-- later day that it corrects the figure, the figure is weighed as if it had not been released.
revoked as (
    select distinct x.observation_id
    from spoken as x
    inner join spoken as c on x.subject_id = c.subject_id and x.office_code = c.office_code
    where
        x.is_released
        and c.is_correction
        and c.is_one_thing
        and c.qualifier = 'exact'
        and c.published_on > x.published_on
        and c.value <> x.value
        and not coalesce(abs(c.value - x.value) < c.printed_step, false)
),

voiced as (
    select
        s.* exclude (is_one_thing, is_released, is_own_correction),
        s.is_released and r.observation_id is null as is_released,
        s.is_own_correction and s.is_one_thing as is_own_correction
    from spoken as s
    left join revoked as r on s.observation_id = r.observation_id
),

-- An office's corrections in prose among themselves: the newest speaks for them, where all tell
-- their day; else they speak together.
ordered_correction as (
    select
        observation_id,
        rank() over (
            partition by subject_id order by is_released desc, is_accused asc, known_day desc
        ) as place
    from (
        select
            *,
            case
                when
                    bool_and(published_on is not null)
                        over (partition by subject_id, is_released, is_accused)
                    then published_on
            end as known_day
        from voiced
        where is_own_correction and method_rank = 3
    ) as dated
),

-- A correction in prose beside each form: a form that it only repeats or rounds stands before it,
-- as does one of a later day; where a day is unknown the correction stands before its own office's
-- form, which it speaks of, and no other's. Where a broken sum accuses one of the two alone, it is
-- the other that stands before it: an accused correction corrects no form that nothing accuses.
-- What stands before each of those that speak together stands before them.
faced as (
    select
        x.subject_id,
        x.observation_id as faced_id,
        x.is_own_office,
        bool_and(case
            when c.is_accused <> x.is_accused then c.is_accused
            when
                c.value = x.value
                or coalesce(abs(c.value - x.value) < c.printed_step, false)
                or (c.qualifier in ('over', 'at_least') and x.value >= c.value)
                or (c.qualifier = 'at_most' and x.value <= c.value)
                or (
                    c.qualifier = 'approx'
                    and x.qualifier = 'exact'
                    and abs(c.value - x.value) <= abs(c.value) / 10
                )
                then true
            when x.is_own_correction then coalesce(c.published_on <= x.published_on, true)
            when x.is_own_office then coalesce(c.published_on < x.published_on, false)
            else coalesce(c.published_on < x.published_on, true)
        end) as is_before,
        not x.is_own_office
        and (x.published_on is null or bool_or(c.published_on is null)) as is_undated,
        x.published_on as faced_on
    from voiced as c
    inner join ordered_correction as o on c.observation_id = o.observation_id and o.place = 1
    inner join voiced as x on c.subject_id = x.subject_id and c.method_rank > x.method_rank
    group by x.subject_id, x.observation_id, x.is_own_office, x.published_on
),

-- A form that its own office corrects is out, whatever becomes of the correction, and so is a
-- correction that a newer one takes the place of.
revised as (
    select faced_id as observation_id
    from faced
    where is_own_office and not is_before
    union all
    select observation_id
    from ordered_correction
    where place > 1
),

replacing as (
    select
        subject_id,
        max(faced_on) as latest_on,
        bool_or(faced_on is null) as is_undated
    from faced
    where is_own_office and not is_before
    group by subject_id
),

-- A correction takes the place of its office's form: what that form is not known to be older than,
-- an undated correction of it stands before too.
heard as (
    select f.subject_id
    from faced as f
    left join replacing as r on f.subject_id = r.subject_id
    group by f.subject_id
    having
        not bool_or(
            f.is_before
            and not (
                f.is_undated
                and r.subject_id is not null
                and (f.faced_on is null or r.is_undated or r.latest_on >= f.faced_on)
            )
        )
),

foremost_correction as (
    select o.observation_id
    from ordered_correction as o
    inner join voiced as v on o.observation_id = v.observation_id
    inner join heard as h on v.subject_id = h.subject_id
    where o.place = 1
),

by_method as (
    select
        v.*,
        r.observation_id is not null as is_revised,
        rank() over (
            partition by v.subject_id
            order by
                v.is_released desc,
                v.is_accused asc,
                case
                    when f.observation_id is not null then 0
                    when r.observation_id is not null then 9
                    else v.method_rank
                end asc,
                v.is_correction desc
        ) as source_rank
    from voiced as v
    left join foremost_correction as f on v.observation_id = f.observation_id
    left join revised as r on v.observation_id = r.observation_id
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
-- source says: which of them slipped is not for a machine to say, unless one corrects the other as
-- the same kind of source.
slipped as (
    select distinct f.subject_id
    from foremost as f
    inner join by_method as c on f.subject_id = c.subject_id
    where
        f.unit = 'yuan'
        -- what the office's own newer correction took the place of says nothing any more
        and not (c.is_revised and c.method_rank = 3)
        and f.value <> 0
        and (
            c.value in (f.value * 10000, f.value * 1000)
            or f.value in (c.value * 10000, c.value * 1000)
        )
        and not f.is_released
        and not (
            f.method_rank <= c.method_rank
            and (f.is_correction or coalesce(f.published_on > c.published_on, false))
        )
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
