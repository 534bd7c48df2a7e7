-- The names of what an observation speaks of.
select
    (select name from core.dim_division where division_code = $division) as division_name,
    (select name_zh from core.dim_indicator where indicator_code = $indicator) as indicator_name_zh,
    (select name_en from core.dim_indicator where indicator_code = $indicator) as indicator_name_en,
    (select name_zh from core.dim_sector where sector_code = $sector) as sector_name_zh,
    (select name_en from core.dim_sector where sector_code = $sector) as sector_name_en,
    (select name from core.dim_division where division_code = $office) as office_name
