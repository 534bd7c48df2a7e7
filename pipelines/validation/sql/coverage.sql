-- How often each rule could be asked: groups that name any of its operands, those that lack one,
-- those that name one twice with two values; and which operand is lacking how often.
with candidate as (
    select distinct
        o.rule_id,
        f.group_id,
        case when o.indicator_code = '*' then f.indicator_code else '' end as any_code
    from rule_operand as o
    inner join figure as f
        on
            o.variant = f.variant
            and (o.indicator_code = f.indicator_code or o.indicator_code = '*')
    inner join figure_group as g on f.group_id = g.group_id
    where
        (o.indicator_code <> '*' or o.variant <> 'same')
        and (o.within is null or g.counting_basis = 'heaviest_class')
),

-- figures of an earlier period that lie before a break of scope, which no rule reaches across
earlier as (
    select
        group_id,
        period_end,
        unnest(['previous_year', 'stored_year', 'prev', 'quarter_prev']) as variant,
        unnest([
            period_end - interval 1 year,
            period_end - interval 1 year,
            period_start - interval 1 day,
            period_start - interval 1 day
        ]) as earlier_end
    from figure_group
    where role = 'observed'
),

break_day as (
    select
        indicator_code,
        unnest(breaks) as first_day
    from indicator_kind
),

beyond_break as (
    select distinct
        e.group_id,
        i.indicator_code,
        e.variant,
        true as is_cut
    from earlier as e
    inner join break_day as i on e.earlier_end < i.first_day and e.period_end >= i.first_day
),

asked as (
    select
        c.rule_id,
        c.group_id,
        c.any_code,
        o.operand_name,
        f.group_id is null and not coalesce(b.is_cut, false) as is_lacking,
        f.group_id is null and coalesce(b.is_cut, false) as is_cut,
        coalesce(f.is_ambiguous, false) as is_ambiguous
    from candidate as c
    inner join rule_operand as o on c.rule_id = o.rule_id
    left join figure as f
        on
            c.group_id = f.group_id and o.variant = f.variant
            and f.indicator_code
            = case when o.indicator_code = '*' then c.any_code else o.indicator_code end
    left join beyond_break as b
        on
            c.group_id = b.group_id and o.variant = b.variant
            and b.indicator_code
            = case when o.indicator_code = '*' then c.any_code else o.indicator_code end
),

judged as (
    select
        rule_id,
        group_id,
        any_code,
        bool_or(is_lacking) as is_incomplete,
        bool_or(is_cut) and not bool_or(is_lacking) as is_cut,
        bool_or(is_ambiguous) as is_ambiguous
    from asked
    group by rule_id, group_id, any_code
),

counted as (
    select
        rule_id,
        count(*) as group_count,
        count(*) filter (where is_ambiguous) as ambiguous_count,
        count(*) filter (where is_incomplete) as incomplete_count,
        count(*) filter (where is_cut) as cut_count
    from judged
    group by rule_id
),

lacking as (
    select
        rule_id,
        list({ 'operand': operand_name, 'n': n } order by n desc, operand_name asc) as operands
    from (
        select
            rule_id,
            operand_name,
            count(*) as n
        from asked
        where is_lacking
        group by rule_id, operand_name
    ) as each_operand
    group by rule_id
),

every_rule as (
    select distinct rule_id from rule_operand
)

select
    e.rule_id,
    coalesce(c.group_count, 0) as group_count,
    coalesce(c.ambiguous_count, 0) as ambiguous_count,
    coalesce(c.incomplete_count, 0) as incomplete_count,
    coalesce(c.cut_count, 0) as cut_count,
    l.operands
from every_rule as e
left join counted as c on e.rule_id = c.rule_id
left join lacking as l on e.rule_id = l.rule_id
order by e.rule_id
