-- Sectors in which an indicator is reported.
select distinct
    s.sector_code,
    s.name_zh,
    s.name_en
from marts.mart_enforcement_quarter as m
inner join core.dim_sector as s on m.sector_code = s.sector_code
where m.indicator_code = $indicator
order by s.sector_code
