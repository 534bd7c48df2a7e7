-- One source beside another for one subject, and what an office states of its penalties beside its
-- list of decisions: each pair once, under the figure that stands, equal ones never; figures that
-- say the same against it are one side. The other side may be the office's own correction, of a
-- later day or of none, or another office may repeat the form that it corrects; and decisions in
-- quarantine may be what a list lacks. What was withdrawn is no side, nor is a target or the year
-- before.
with slip_size as (
    select unnest([10000.0, 1000.0, 0.001, 0.0001]) as factor
),

side as (
    select
        *,
        -- a newer correction takes the place of an earlier one
        is_own_correction
        and (
            published_on is null
            or published_on
            = max(published_on) over (partition by subject_id, is_own_correction, status)
        ) as is_last_correction
    from core.chosen_subject
    where superseded_at is null and role = 'observed'
),

withdrawn as (
    select distinct subject_id as observation_id
    from quality.quarantine
    where superseded_at is null and subject_kind = 'observation' and rule_id = 'ledger.withdraw'
),

differing as (
    select
        *,
        min(case when kind = 'conflict' then other_observation_id end)
            over (partition by subject_id) as first_id
    from quality.reconciliation
    where superseded_at is null and kind in ('difference', 'conflict')
),

-- of figures that conflict none stands, so the first is the one that the others are set beside
contested as (
    select
        subject_id,
        other_value as first_value
    from differing
    where kind = 'conflict' and other_observation_id = first_id
),

pair as (
    select
        f.quarter,
        f.division_code,
        f.indicator_code,
        f.observation_id as stated_id,
        f.value as stated_value,
        h.observation_id as other_id,
        h.value as other_value
    from quality.quarantine as q
    inner join side as h on q.subject_id = h.observation_id
    inner join side as s on h.subject_id = s.subject_id
    inner join core.chosen_fact as f on s.observation_id = f.observation_id
    where
        q.superseded_at is null
        and q.state = 'held'
        and q.subject_kind = 'observation'
        and q.rule_id not like 'warehouse.%'
        and q.subject_id not in (select w.observation_id from withdrawn as w)
    union
    select
        r.quarter,
        r.division_code,
        r.indicator_code,
        case when r.kind = 'conflict' then r.first_id else r.kept_observation_id end as stated_id,
        case when r.kind = 'conflict' then c.first_value else r.kept_value end as stated_value,
        r.other_observation_id as other_id,
        r.other_value
    from differing as r
    left join contested as c on r.subject_id = c.subject_id
),

-- what stands says what a form says that the other side corrects
copied as (
    select distinct
        p.stated_id,
        p.other_id
    from pair as p
    inner join side as s on p.stated_id = s.observation_id
    inner join side as o on p.other_id = o.observation_id
    inner join side as x
        on
            o.subject_id = x.subject_id
            and o.office_code = x.office_code
            and o.submission_id <> x.submission_id
    where
        o.is_own_correction
        and not x.is_own_correction
        and coalesce(x.published_on <= o.published_on, true)
        and (x.value = s.value or coalesce(abs(x.value - s.value) < s.printed_step, false))
),

told as (
    select
        p.quarter,
        p.division_code,
        p.indicator_code,
        p.stated_id,
        p.stated_value,
        p.other_value,
        array_sort(array_agg(distinct p.other_id)) as other_ids,
        min(p.other_id) as first_other_id,
        count(distinct p.other_id) as other_count,
        coalesce(bool_or(o.is_own_correction), false) as other_is_correction,
        bool_or(o.published_on > s.published_on) as other_is_newer,
        coalesce(
            bool_or(
                o.is_last_correction
                and (
                    coalesce(o.published_on > s.published_on, true)
                    or coalesce(not s.is_own_office and c.other_id is not null, false)
                )
            ),
            false
        ) as is_open_correction
    from pair as p
    left join side as s on p.stated_id = s.observation_id
    left join side as o on p.other_id = o.observation_id
    left join copied as c on p.stated_id = c.stated_id and p.other_id = c.other_id
    where p.stated_id <> p.other_id and p.stated_value is distinct from p.other_value
    group by
        p.quarter, p.division_code, p.indicator_code, p.stated_id, p.stated_value, p.other_value
),

placed as (
    select
        t.*,
        t.first_other_id like 'cases %' as is_of_cases,
        s.sector_code,
        s.period_start,
        s.period_end,
        s.unit,
        s.printed_step
    from told as t
    left join side as s on t.stated_id = s.observation_id
),

lacking as (
    select
        p.stated_id,
        w.decision_key,
        w.case_id,
        w.fine_yuan
    from placed as p
    inner join core.waiting_decision as w
        on
            p.division_code = w.division_code
            and p.period_start <= w.first_day
            and p.period_end >= w.last_day
    where p.is_of_cases
),

-- rows of one decision that contradict one another leave its fine open
lacking_decision as (
    select
        stated_id,
        decision_key,
        case
            when count(distinct coalesce(fine_yuan, -1)) = 1 then min(fine_yuan)
        end as fine_yuan
    from lacking
    group by stated_id, decision_key
),

lacking_sum as (
    select
        stated_id,
        count(*) as held_count,
        cast(sum(fine_yuan) as decimal(24, 6)) as held_yuan,
        bool_and(fine_yuan is not null) as is_every_fine_known
    from lacking_decision
    group by stated_id
),

lacking_row as (
    select
        stated_id,
        array_sort(array_agg(case_id)) as held_ids
    from lacking
    group by stated_id
),

explained as (
    select
        p.*,
        w.held_count,
        w.held_yuan,
        r.held_ids,
        case p.indicator_code
            when 'penalty.count' then p.other_value + w.held_count
            when 'penalty.fine_amount'
                then case when w.is_every_fine_known then p.other_value + w.held_yuan end
        end as value_with_held
    from placed as p
    left join lacking_sum as w on p.is_of_cases and p.stated_id = w.stated_id
    left join lacking_row as r on p.is_of_cases and p.stated_id = r.stated_id
)

select
    case when e.is_of_cases then 'cases' else 'sources' end as compared_with,
    e.quarter,
    e.division_code,
    e.indicator_code,
    e.sector_code,
    e.period_start,
    e.period_end,
    e.unit,
    e.stated_value,
    e.stated_id as stated_observation_id,
    e.other_value as compared_value,
    e.other_ids as compared_ids,
    e.other_count as part_count,
    case when x.factor is not null then e.first_other_id end as slip_observation_id,
    cast(x.factor as double) as slip_factor,
    e.other_is_correction,
    e.other_is_newer,
    e.is_open_correction,
    e.held_count,
    e.held_yuan,
    e.held_ids,
    case
        when e.held_count is not null
            then coalesce(
                e.value_with_held = e.stated_value
                or abs(e.value_with_held - e.stated_value) < e.printed_step,
                false
            )
    end as explained_by_held
from explained as e
left join slip_size as x
    on
        not e.is_of_cases
        and e.other_value <> 0
        and abs(
            cast(e.other_value as double) * cast(x.factor as double)
            - cast(e.stated_value as double)
        )
        <= 0.000001 * abs(cast(e.stated_value as double))
