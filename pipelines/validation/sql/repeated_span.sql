-- Spans of a file for which it states throughout what its county stated for the span before, or a
-- year before: the old report under a new title. Asked where the different numbers have twelve
-- digits between them, whatever zeros stand beside; what is repeated joins the figures, so that
-- the mark of what is known has it.
create or replace temp table beside_earlier as
with told as (
    select
        f.group_id,
        f.indicator_code,
        f.parts[1]['ids'] as ids,
        f.stated_value,
        f.stated_value / f.printed_step as printed_count,
        g.submission_id,
        g.division_code,
        g.attribute_key,
        g.period_start,
        g.period_end,
        case
            when day(g.period_start) = 1 and day(g.period_end + interval 1 day) = 1
                then date_diff('month', g.period_start, g.period_end + interval 1 day)
        end as month_count
    from figure as f
    inner join figure_group as g on f.group_id = g.group_id
    inner join indicator_kind as i on f.indicator_code = i.indicator_code
    where
        f.variant = 'same' and not f.is_ambiguous
        and g.role = 'observed' and i.is_flow
)

select
    t.*,
    k.stated_value as earlier_value,
    k.parts as earlier_parts,
    k.printed_step,
    concat_ws(' - ', k.period_start, k.period_end) as earlier_span
from told as t
inner join known_figure as k
    on
        t.division_code = k.division_code and t.attribute_key = k.attribute_key
        and t.indicator_code = k.indicator_code and t.month_count = k.month_count
        and not k.is_ambiguous
where
    k.period_end = t.period_start - interval 1 day
    or (
        k.period_start = t.period_start - interval 1 year
        and last_day(k.period_end) = last_day(t.period_end - interval 1 year)
    );

create or replace temp table repeated_span as
select
    submission_id,
    division_code,
    period_start,
    period_end,
    earlier_span,
    list_sort(flatten(list(ids))) as subject_ids,
    count(*) as figure_count,
    count(*) filter (where stated_value = earlier_value) as equal_count
from beside_earlier
group by submission_id, division_code, period_start, period_end, earlier_span
having
    list_sum(list_transform(list(distinct printed_count), lambda n: log10(greatest(n, 1)))) >= 12;

insert into figure
select
    b.group_id,
    b.indicator_code,
    'repeated' as variant,
    b.earlier_value as stated_value,
    b.earlier_value as low_stated,
    b.earlier_value as high_stated,
    b.earlier_value as low,
    b.earlier_value as high,
    b.printed_step,
    b.earlier_parts as parts,
    false as is_ambiguous
from beside_earlier as b
inner join repeated_span as r
    on
        b.submission_id = r.submission_id and b.division_code = r.division_code
        and b.period_start = r.period_start and b.period_end = r.period_end
        and b.earlier_span = r.earlier_span
where r.figure_count = r.equal_count
