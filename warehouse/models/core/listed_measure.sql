-- What the published lists of a division and quarter come to, as figures that are compared with
-- their past and their peers: decisions, fines, the median fine, the share of the largest, the
-- share of those of one amount. Each stands on the largest fine of the latest list. noise is what
-- chance alone does to so few decisions.
with decided as (
    select
        c.division_code,
        c.quarter,
        c.case_id,
        c.submission_id,
        s.quarter as reporting_quarter,
        case when c.fine_yuan > 0 then c.fine_yuan end as fine_yuan
    from core.fact_penalty_case as c
    inner join raw.submission as s
        on c.submission_id = s.submission_id and s.superseded_at is null
    where
        c.superseded_at is null
        and (
            c.quarter in (select q.quarter from judged_quarter as q)
            or c.division_code in (
                select p.division_code from compared_pair as p
                where p.indicator_code = 'penalty.listed_count'
            )
        )
),

equal_fine as (
    select
        division_code,
        quarter,
        max(fine_count) as equal_count
    from (
        select
            division_code,
            quarter,
            fine_yuan,
            count(*) as fine_count
        from decided
        where fine_yuan is not null
        group by division_code, quarter, fine_yuan
    ) as each_amount
    group by division_code, quarter
),

ordered as (
    select
        division_code,
        quarter,
        case_id,
        submission_id,
        row_number() over (
            partition by division_code, quarter
            order by reporting_quarter desc, fine_yuan desc nulls last, case_id asc
        ) as place
    from decided
),

listed as (
    select
        division_code,
        quarter,
        count(*) as decision_count,
        count(fine_yuan) as fine_count,
        sum(fine_yuan) as fine_sum,
        median(fine_yuan) as median_fine,
        max(fine_yuan) as largest_fine
    from decided
    group by division_code, quarter
),

measured as (
    select
        division_code,
        quarter,
        fine_count,
        'penalty.listed_count' as indicator_code,
        cast(decision_count as double) as value,
        0 as least_fines
    from listed
    union all
    select
        division_code,
        quarter,
        fine_count,
        'penalty.listed_fine' as indicator_code,
        cast(fine_sum as double) as value,
        1 as least_fines
    from listed
    union all
    select
        division_code,
        quarter,
        fine_count,
        'penalty.listed_median_fine' as indicator_code,
        cast(median_fine as double) as value,
        3 as least_fines
    from listed
    union all
    select
        division_code,
        quarter,
        fine_count,
        'penalty.listed_largest_share' as indicator_code,
        cast(largest_fine as double) / cast(fine_sum as double) as value,
        8 as least_fines
    from listed
    union all
    select
        l.division_code,
        l.quarter,
        l.fine_count,
        'penalty.listed_equal_share' as indicator_code,
        e.equal_count / l.fine_count as value,
        8 as least_fines
    from listed as l
    inner join equal_fine as e on l.division_code = e.division_code and l.quarter = e.quarter
)

select
    concat_ws('|', 'lists', m.division_code, m.indicator_code, m.quarter) as measure_key,
    f.case_id as observation_id,
    f.submission_id,
    m.division_code,
    m.indicator_code,
    m.quarter,
    p.start_date as period_start,
    p.end_date as period_end,
    cast(m.value as decimal(24, 6)) as value,
    i.unit,
    concat_ws('|', m.division_code, m.indicator_code, 'lists') as series,
    case i.unit
        when 'ratio' then m.value
        when 'yuan' then ln(m.value)
        else ln(1 + m.value)
    end as size,
    i.add_counties as is_scaled,
    case i.unit
        when 'count' then 0.0
        when 'ratio' then 0.5 / sqrt(m.fine_count)
        else 1 / sqrt(m.fine_count)
    end as noise
from measured as m
inner join ordered as f
    on m.division_code = f.division_code and m.quarter = f.quarter and f.place = 1
inner join core.dim_period as p on m.quarter = p.quarter
inner join core.dim_indicator as i on m.indicator_code = i.indicator_code
where m.fine_count >= m.least_fines
