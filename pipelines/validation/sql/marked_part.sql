-- What a table marks as part (其中) of the column before it or of the row above it, as pairs of
-- part and whole. The second and further parts are numbered where the first bears the mark.
create or replace temp table marked_part as
with cell as (
    select
        s.*,
        o.unit,
        regexp_extract(o.locator, '^(.*)!([A-Z]+)([0-9]+)$', 1) as sheet,
        regexp_extract(o.locator, '^(.*)!([A-Z]+)([0-9]+)$', 2) as letters,
        cast(nullif(regexp_extract(o.locator, '^(.*)!([A-Z]+)([0-9]+)$', 3), '') as integer)
            as row_number,
        string_split(split_part(o.context, ' | ', 1), ' > ') as column_path,
        string_split(split_part(o.context, ' | ', 2), ' > ') as row_path
    from stated_figure as s
    inner join observation as o on s.observation_id = o.observation_id
    where o.method = 'table'
),

marked as (
    select
        *,
        length(letters) * 100000
        + case length(letters)
            when 1 then ascii(letters)
            else ascii(letters) * 100 + ascii(letters[2])
        end as column_rank,
        len(list_filter(column_path, lambda p: regexp_matches(p, '^[ 　]*(其中|#)'))) > 0
            as is_column_part,
        len(list_filter(row_path, lambda p: regexp_matches(p, '^[ 　]*(其中|#)'))) > 0
            as is_row_part,
        len(list_filter(row_path, lambda p: regexp_matches(p, '^[ 　]*[2-9][)）]'))) > 0
            as is_numbered
    from cell
),

paired as (
    select
        p.observation_id as part_id,
        w.observation_id as whole_id,
        p.column_rank - w.column_rank as distance
    from marked as p
    inner join marked as w
        on
            p.submission_id = w.submission_id and p.sheet = w.sheet
            and p.row_number = w.row_number and p.span_key = w.span_key and p.unit = w.unit
            and p.attribute_key = w.attribute_key and p.place is not distinct from w.place
    where
        p.is_column_part and not w.is_column_part and w.column_rank < p.column_rank
        and p.column_path[:-2] = w.column_path[:-2]
    union all
    select
        p.observation_id as part_id,
        w.observation_id as whole_id,
        p.row_number - w.row_number as distance
    from marked as p
    inner join marked as w
        on
            p.submission_id = w.submission_id and p.sheet = w.sheet
            and p.letters = w.letters and p.span_key = w.span_key and p.unit = w.unit
            and p.attribute_key = w.attribute_key and p.place is not distinct from w.place
    where
        w.row_number < p.row_number and not w.is_row_part and not w.is_numbered
        and (
            p.is_row_part
            or (p.is_numbered and exists (
                select 1 from marked as m
                where
                    m.submission_id = p.submission_id and m.sheet = p.sheet
                    and m.letters = p.letters and m.is_row_part
                    and m.row_number > w.row_number and m.row_number < p.row_number
            ))
        )
),

nearest as (
    select * from paired
    qualify row_number() over (partition by part_id order by distance, whole_id) = 1
)

select
    n.part_id,
    n.whole_id,
    p.indicator_code as part_code,
    w.indicator_code as whole_code,
    p.stated_value as part_value,
    w.stated_value as whole_value,
    p.low_stated - p.half_place as part_low,
    w.high_stated + w.half_place as whole_high
from nearest as n
inner join marked as p on n.part_id = p.observation_id
inner join marked as w on n.whole_id = w.observation_id
where p.indicator_code <> w.indicator_code
