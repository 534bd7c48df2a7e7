-- What is stored of the span that a document tells of the year before, beside what it tells.
insert into figure
select
    g.group_id,
    k.indicator_code,
    'stored_then' as variant,
    k.stated_value,
    k.low_stated,
    k.high_stated,
    k.low,
    k.high,
    k.printed_step,
    k.parts,
    k.is_ambiguous
from figure_group as g
inner join known_figure as k
    on
        g.division_code = k.division_code and g.attribute_key = k.attribute_key
        and g.period_start is not distinct from k.period_start and g.period_end = k.period_end
where
    g.role = 'prior_year'
    and (k.indicator_code, 'stored_then') in (select (w.indicator_code, w.variant) from wanted as w)
