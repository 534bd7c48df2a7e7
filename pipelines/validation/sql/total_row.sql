-- A printed total row against the rows above it, in one column of one table: towns under their
-- county, or counties where not all of them are listed. Whole lists of counties and sectors have
-- rules of their own.
with cell as (
    select
        s.*,
        o.method,
        o.locator,
        o.status,
        regexp_extract(o.locator, '^(.*)!([A-Z]+)([0-9]+)$', 1) as sheet,
        regexp_extract(o.locator, '^(.*)!([A-Z]+)([0-9]+)$', 2) as letters,
        trim(split_part(o.context, ' | ', 2)) as row_path
    from stated_figure as s
    inner join observation as o on s.observation_id = o.observation_id
    inner join indicator_kind as i on s.indicator_code = i.indicator_code
    where
        o.method = 'table' and i.add_counties and not coalesce(s.is_subtotal, false)
        and s.low_stated = s.high_stated
),

total as (
    select * from cell
    where regexp_matches(replace(row_path, ' ', ''), '^(合计|总计|共计|全[县市区旗州]合?计?)$')
),

in_review as (
    select distinct
        submission_id,
        indicator_code
    from observation
    where status = 'review' and role = 'observed'
),

listed as (
    select
        t.observation_id as total_id,
        any_value(t.indicator_code) as indicator_code,
        any_value(t.stated_value) as total_value,
        any_value(t.half_place) as total_half,
        sum(c.stated_value) as sum_value,
        sum(c.half_place) as sum_half,
        list(c.observation_id order by c.observation_id) as part_ids,
        count(*) as row_count,
        count(distinct c.place) as place_count
    from total as t
    inner join cell as c
        on
            t.span_key = c.span_key and t.attribute_key = c.attribute_key
            and t.indicator_code = c.indicator_code and t.sheet = c.sheet
            and t.letters = c.letters and t.place <> c.place
    where
        not exists (
            select 1 from figure as f
            where
                f.group_id = t.group_id and f.variant = 'counties_sum'
                and f.indicator_code = t.indicator_code
        )
        and (t.submission_id, t.indicator_code) not in (
            select (r.submission_id, r.indicator_code) from in_review as r
        )
    group by t.observation_id
)

select
    list_prepend(total_id, part_ids) as subject_ids,
    concat(indicator_code, ' ', total_value, '; sum of ', row_count, ' rows ', sum_value)
        as observed,
    abs(total_value - sum_value) > total_half + sum_half + 1e-9 as is_broken
from listed
where row_count >= 2 and place_count = row_count
