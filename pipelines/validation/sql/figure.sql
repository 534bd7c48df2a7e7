-- What rules compare: the accepted figures as intervals, the groups they stand in, and one row an
-- indicator within a group of one submission, place, period, sector, scope and role.
-- An interval says what a figure may be: its last printed place, or what its qualifier leaves; of
-- a fall of more than 20 % that is less than -20 %.
-- Fatal accidents and those of a grade bear the severity that their name says already; beside all
-- accidents it is none.
create or replace temp table stated_figure as
with named_observation as (
    select
        * replace (
            case
                when
                    not regexp_matches(
                        indicator_code, '^accident\.(fatal|general|larger|major|extra)_'
                    )
                    then severity
            end as severity
        )
    from observation
),

accepted_observation as (
    select
        *,
        md5_number(concat_ws(
            '|', submission_id, role, coalesce(place, '-'), coalesce(division_code, '-'),
            coalesce(cast(period_start as varchar), '-'),
            coalesce(cast(period_end as varchar), '-'), coalesce(period_kind, '-'),
            coalesce(sector_code, '-'), coalesce(sector_text, '-'), coalesce(severity, '-'),
            coalesce(scope, '-'), counting_basis, coalesce(cast(is_subtotal as varchar), '-')
        )) as group_id,
        cast(value as double) as stated_value,
        case
            when value = 0 or (unit in ('count', 'person') and printed_step <= 1) then 0
            else printed_step / 2
        end as half_place,
        case
            when sector_code is null or sector_code = 'other' then coalesce(sector_text, '-')
            else '-'
        end as sector_word
    from named_observation
    where status = 'accepted' and role in ('observed', 'prior_year')
)

select
    group_id,
    observation_id,
    submission_id,
    indicator_code,
    role,
    place,
    division_code,
    period_start,
    period_end,
    period_kind,
    sector_code,
    sector_text,
    severity,
    scope,
    counting_basis,
    is_subtotal,
    is_correction,
    stated_value,
    printed_step,
    half_place,
    case
        when qualifier = 'at_most' and stated_value >= 0 then cast('-inf' as double)
        when qualifier in ('over', 'at_least') and stated_value < 0 then cast('-inf' as double)
        when qualifier = 'approx' then stated_value - abs(stated_value) * 0.1
        else stated_value
    end as low_stated,
    case
        when qualifier = 'at_most' and stated_value < 0 then cast('inf' as double)
        when qualifier in ('over', 'at_least') and stated_value >= 0 then cast('inf' as double)
        when qualifier = 'approx' then stated_value + abs(stated_value) * 0.1
        else stated_value
    end as high_stated,
    concat_ws(
        '|', coalesce(sector_code, '-'), sector_word, coalesce(severity, '-'),
        coalesce(scope, '-'), counting_basis, cast(is_subtotal as varchar)
    ) as attribute_key,
    concat_ws(
        '|', submission_id, role, coalesce(cast(period_start as varchar), '-'),
        coalesce(cast(period_end as varchar), '-'), coalesce(period_kind, '-')
    ) as span_key
from accepted_observation;

create or replace temp table figure_group as
select
    s.group_id,
    any_value(s.submission_id) as submission_id,
    any_value(s.role) as role,
    any_value(s.division_code) as division_code,
    coalesce(any_value(s.place), '-') as place,
    any_value(s.period_start) as period_start,
    any_value(s.period_end) as period_end,
    any_value(s.period_kind) as period_kind,
    any_value(s.sector_code) as sector_code,
    coalesce(any_value(s.sector_text), '-') as sector_text,
    any_value(s.scope) as scope,
    any_value(s.counting_basis) as counting_basis,
    any_value(s.is_subtotal) as is_subtotal,
    any_value(s.attribute_key) as attribute_key,
    any_value(s.span_key) as span_key,
    concat_ws('|', any_value(s.severity), '/', any_value(s.scope), '/', any_value(s.counting_basis))
        as kind_key,
    concat_ws(
        '|', any_value(s.sector_code), '/', any_value(s.sector_text), '/', any_value(s.severity),
        '/', any_value(s.counting_basis), '/', cast(any_value(s.is_subtotal) as varchar)
    ) as scopeless_key,
    any_value(d.level) as level,
    any_value(d.kind) as division_kind,
    any_value(d.parent_code) as parent_code,
    any_value(d.child_count) as child_count
from stated_figure as s
left join division as d on s.division_code = d.division_code
group by s.group_id;

create or replace temp table figure as
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
from stated_figure
group by group_id, indicator_code
