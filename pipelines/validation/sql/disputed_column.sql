-- Where the columns of a table state one figure with two values, neither is asked beside the
-- others; each column is then a group of its own, so that what one of the values breaks is told.
create or replace temp table disputed_column as
with disputed as (
    select distinct group_id
    from figure
    where variant = 'same' and is_ambiguous
),

placed as (
    select
        s.*,
        regexp_extract(o.locator, '^(.*![A-Z]+)[0-9]+$', 1) as column_name
    from stated_figure as s
    inner join disputed as d on s.group_id = d.group_id
    inner join observation as o on s.observation_id = o.observation_id
),

parted as (
    select group_id
    from placed
    group by group_id
    having count(distinct column_name) > 1 and bool_and(column_name <> '')
)

select
    p.* replace (
        md5_number(concat_ws('|', cast(p.group_id as varchar), p.column_name)) as group_id
    ),
    p.group_id as whole_group_id
from placed as p
inner join parted as g on p.group_id = g.group_id;

insert into figure_group
select distinct g.* replace (c.group_id as group_id)
from disputed_column as c
inner join figure_group as g on c.whole_group_id = g.group_id;

insert into figure
select
    group_id,
    indicator_code,
    'same' as variant,
    min(stated_value) as stated_value,
    min(low_stated) as low_stated,
    max(high_stated) as high_stated,
    min(low_stated - half_place) as low,
    max(high_stated + half_place) as high,
    max(printed_step) as printed_step,
    [{ 'value': min(stated_value), 'ids': list(observation_id order by observation_id) }] as parts,
    count(distinct stated_value) > 1 as is_ambiguous
from disputed_column
group by group_id, indicator_code
