-- The parts of a whole within one document: the counties, own level and sectors beside a total, and
-- the same figure in another scope. A sum of counties is there only where every county is and no
-- row waits for review or stands for a place that nobody knows.
insert into figure
with same_figure as (
    select
        f.*,
        g.submission_id,
        g.span_key,
        g.kind_key,
        g.scopeless_key,
        g.attribute_key,
        g.division_code,
        g.place,
        g.sector_code,
        g.sector_text,
        g.scope,
        g.is_subtotal,
        g.division_kind,
        g.parent_code,
        g.child_count
    from figure as f
    inner join figure_group as g on f.group_id = g.group_id
    where f.variant = 'same' and not coalesce(g.is_subtotal, false)
),

additive_figure as (
    select s.*
    from same_figure as s
    inner join indicator_kind as i on s.indicator_code = i.indicator_code
    where i.add_counties
),

-- towns under their county are rows of a table, not a list that could be complete
part as (
    select
        t.group_id as whole_id,
        t.child_count,
        t.submission_id as whole_submission,
        c.indicator_code,
        c.stated_value,
        c.low_stated,
        c.high_stated,
        c.low,
        c.high,
        c.printed_step,
        c.parts,
        c.is_ambiguous,
        c.division_code as part_name,
        unnest(case
            when c.division_kind in ('own_level', 'department') then ['own']
            else ['listed_sum', 'counties_sum']
        end) as part_variant
    from additive_figure as t
    inner join additive_figure as c
        on
            t.span_key = c.span_key and t.attribute_key = c.attribute_key
            and t.indicator_code = c.indicator_code and t.division_code = c.parent_code
    where t.child_count > 0
    union all
    select
        t.group_id as whole_id,
        t.child_count,
        t.submission_id as whole_submission,
        c.indicator_code,
        c.stated_value,
        c.low_stated,
        c.high_stated,
        c.low,
        c.high,
        c.printed_step,
        c.parts,
        c.is_ambiguous,
        case when c.sector_code = 'other' then c.sector_text else c.sector_code end as part_name,
        unnest(case
            -- 工矿商贸 is as much of other trades as 其他 is, but no row for what is left
            when c.sector_code = 'other' and regexp_matches(c.sector_text, '其[他它余]|另外')
                then ['industry_sum', 'others']
            else ['industry_sum']
        end) as part_variant
    from additive_figure as t
    inner join additive_figure as c
        on
            t.span_key = c.span_key and t.kind_key = c.kind_key and t.place = c.place
            and t.indicator_code = c.indicator_code
            and t.division_code is not distinct from c.division_code
    where t.sector_code is null and t.sector_text = '-' and c.sector_code is not null
),

in_review as (
    select distinct
        submission_id,
        indicator_code,
        sector_code is not null as has_sector
    from observation
    where (status = 'review' or division_code is null) and role = 'observed'
),

summed as (
    select
        whole_id as group_id,
        indicator_code,
        part_variant as variant,
        sum(stated_value) as stated_value,
        sum(low_stated) as low_stated,
        sum(high_stated) as high_stated,
        sum(low) as low,
        sum(high) as high,
        max(printed_step) as printed_step,
        flatten(list(parts order by part_name)) as parts,
        bool_or(is_ambiguous) or count(*) > count(distinct part_name) as is_ambiguous,
        count(distinct part_name) as part_count,
        -- zones and departments that no list holds have a code with a dash
        count(distinct case when strpos(part_name, '-') = 0 then part_name end) as listed_count,
        any_value(child_count) as child_count,
        any_value(whole_submission) as submission_id
    from part
    group by whole_id, indicator_code, part_variant
)

select
    s.group_id,
    s.indicator_code,
    s.variant,
    s.stated_value,
    s.low_stated,
    s.high_stated,
    s.low,
    s.high,
    s.printed_step,
    s.parts,
    s.is_ambiguous
from summed as s
where
    (s.variant in ('own', 'others') or s.part_count >= 2)
    and (s.variant <> 'counties_sum' or s.listed_count >= s.child_count)
    and (
        s.variant not in ('counties_sum', 'industry_sum')
        or (s.submission_id, s.indicator_code, s.variant = 'industry_sum') not in (
            select (r.submission_id, r.indicator_code, r.has_sector) from in_review as r
        )
    )
union all
select
    t.group_id,
    c.indicator_code,
    case when c.scope = 'production' then 'scope_production' else 'scope_all' end as variant,
    c.stated_value,
    c.low_stated,
    c.high_stated,
    c.low,
    c.high,
    c.printed_step,
    c.parts,
    c.is_ambiguous
from (
    select distinct
        group_id,
        span_key,
        scopeless_key,
        place,
        division_code
    from same_figure
    where scope is null or scope = 'all'
) as t
inner join same_figure as c
    on
        t.span_key = c.span_key and t.scopeless_key = c.scopeless_key and t.place = c.place
        and t.division_code is not distinct from c.division_code
where
    (c.scope = 'production' or c.group_id = t.group_id)
    and c.indicator_code in ('accident.count', 'accident.fatal_count')
