-- Where the accidents of the printed grades are all accidents, those of the other grades are none,
-- and the dead of the printed grades are all the dead. With all four printed an identity says it.
with graded_figure as (
    select
        *,
        regexp_extract(indicator_code, '^accident\.([a-z]+)_(count|deaths)$', 1) as grade,
        regexp_extract(indicator_code, '^accident\.([a-z]+)_(count|deaths)$', 2) as counted
    from figure
    where variant = 'same'
),

graded as (
    select
        group_id,
        grade,
        counted,
        low,
        high,
        parts,
        is_ambiguous
    from graded_figure
    where grade in ('general', 'larger', 'major', 'extra')
),

paired as (
    select
        group_id,
        grade,
        max(case when counted = 'count' then low end) as count_low,
        max(case when counted = 'count' then high end) as count_high,
        max(case when counted = 'deaths' then high end) as deaths_high,
        max(case when counted = 'deaths' then parts end) as deaths_parts,
        bool_or(is_ambiguous) as is_ambiguous
    from graded
    group by group_id, grade
),

summed as (
    select
        group_id,
        sum(count_low) as count_low,
        sum(count_high) as count_high,
        sum(coalesce(deaths_high, 0)) as deaths_high,
        flatten(list(deaths_parts order by grade) filter (where deaths_parts is not null))
            as deaths_parts,
        list(
            concat('accident.', grade, '_deaths ', cast(deaths_parts[1]['value'] as bigint))
            order by grade
        ) filter (where deaths_parts is not null) as deaths_named
    from paired
    group by group_id
    having
        bool_and(count_low is not null)
        -- a grade without an accident needs no dead of its own
        and bool_and(deaths_high is not null or count_high = 0)
        and not bool_or(is_ambiguous)
        and count(deaths_high) < 4
)

select
    flatten(list_transform(list_concat(d.parts, s.deaths_parts), lambda part: part['ids']))
        as subject_ids,
    concat(
        'accident.count ', cast(n.stated_value as bigint), '; accident.deaths ',
        cast(d.stated_value as bigint), '; ', array_to_string(s.deaths_named, '; ')
    ) as observed,
    d.low > s.deaths_high as is_broken
from summed as s
inner join figure as n
    on
        s.group_id = n.group_id and n.variant = 'same' and n.indicator_code = 'accident.count'
        and not n.is_ambiguous
inner join figure as d
    on
        s.group_id = d.group_id and d.variant = 'same' and d.indicator_code = 'accident.deaths'
        and not d.is_ambiguous
where n.low = n.high and n.low = s.count_low and n.high = s.count_high
