-- Indicators of enforcement that anyone reports, those most reported first.
select
    m.indicator_code,
    i.name_zh,
    i.name_en,
    i.unit,
    i.add_counties,
    count(*) as figure_count
from marts.mart_enforcement_quarter as m
inner join core.dim_indicator as i on m.indicator_code = i.indicator_code
group by m.indicator_code, i.name_zh, i.name_en, i.unit, i.add_counties
order by figure_count desc, m.indicator_code asc
