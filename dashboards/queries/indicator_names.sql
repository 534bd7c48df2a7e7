-- The name of every indicator of the catalogue.
select
    indicator_code,
    name_zh,
    name_en
from core.dim_indicator
order by indicator_code
