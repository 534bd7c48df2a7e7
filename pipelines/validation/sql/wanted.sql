-- The figures of other periods that rules ask for, rules over every indicator written out.
create or replace temp table wanted as
select
    i.indicator_code,
    w.variant
from wanted_operand as w
inner join indicator_kind as i
    on w.indicator_code = i.indicator_code or (w.indicator_code = '*' and i.is_flow)
