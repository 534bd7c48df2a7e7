-- How often each rule could be asked: groups that name any of its operands, and those that name
-- each of them once.
with rule_group as (
    select
        rule_operand.rule_id,
        figure.group_id,
        bool_or(figure.is_ambiguous) as is_ambiguous,
        count(*) = max(rule_operand.operand_count) as is_complete
    from rule_operand
    inner join figure on rule_operand.indicator_code = figure.indicator_code
    group by rule_operand.rule_id, figure.group_id
),

every_rule as (
    select distinct rule_id from rule_operand
)

select
    every_rule.rule_id,
    count(rule_group.group_id) as group_count,
    count(rule_group.group_id) filter (where rule_group.is_ambiguous) as ambiguous_count,
    count(rule_group.group_id) filter (where not rule_group.is_complete) as incomplete_count
from every_rule
left join rule_group on every_rule.rule_id = rule_group.rule_id
group by every_rule.rule_id
order by every_rule.rule_id
