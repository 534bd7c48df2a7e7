-- One statement at several places of a document: equal ones are one fact, unless the counting
-- convention or a subtotal row makes two of them.
select
    list(observation_id order by observation_id) as subject_ids,
    concat(any_value(indicator_code), ' ', any_value(stated_value), ' at ', count(*), ' places')
        as observed,
    count(distinct concat(counting_basis, is_subtotal)) > 1 as is_broken
from stated_figure
where role = 'observed' and stated_value <> 0
group by
    span_key, place, division_code, indicator_code, sector_code, sector_text, severity, scope,
    stated_value
having count(*) > 1
