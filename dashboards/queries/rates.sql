-- Rates that anyone states or of which a part is reported, those most told first; at the end those
-- that nobody states and nobody's figures can make.
select
    m.indicator_code,
    m.indicator_name_zh as name_zh,
    m.indicator_name_en as name_en,
    m.rate_unit,
    r.base,
    n.name_zh as numerator_name_zh,
    n.name_en as numerator_name_en,
    d.name_zh as denominator_name_zh,
    d.name_en as denominator_name_en,
    sum(case when m.rate_state = 'not_derivable' then 0 else 1 end) as told_count
from marts.mart_rate as m
inner join core.dim_rate as r on m.indicator_code = r.indicator_code
inner join core.dim_indicator as n on r.numerator_code = n.indicator_code
inner join core.dim_indicator as d on r.denominator_code = d.indicator_code
group by all
order by told_count desc, m.indicator_code asc
