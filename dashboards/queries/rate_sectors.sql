-- Sectors in which a rate is stated or can be made.
select distinct
    s.sector_code,
    s.name_zh,
    s.name_en
from marts.mart_rate as m
inner join core.dim_sector as s on m.sector_code = s.sector_code
where m.indicator_code = $indicator and m.rate_state <> 'not_derivable'
order by s.sector_code
