-- Totals of a quarter beside what they should equal, the widest gap first, with the files of both.
select
    g.place,
    g.compared_with,
    g.division_code,
    g.division_name,
    g.indicator_code,
    g.indicator_name_zh,
    g.indicator_name_en,
    g.sector_code,
    x.name_zh as sector_name_zh,
    x.name_en as sector_name_en,
    g.period_start,
    g.period_end,
    g.unit,
    g.stated_value,
    g.stated_observation_id,
    g.stated_file,
    g.stated_locator,
    g.compared_value,
    g.compared_ids,
    g.compared_files,
    g.part_count,
    g.expected_count,
    g.difference,
    g.relative_difference,
    g.slip_observation_id,
    g.slip_factor,
    g.other_is_correction,
    g.other_is_newer,
    g.held_count,
    g.held_yuan,
    g.explained_by_held,
    o.raw as slip_raw,
    o.value as slip_value
from marts.mart_reconciliation as g
left join core.dim_sector as x on g.sector_code = x.sector_code
left join core.observation as o
    on g.slip_observation_id = o.observation_id and o.superseded_at is null
where
    g.quarter = $quarter
    and (
        cast($prefecture as varchar) is null
        or g.parent_code = $prefecture
        or g.division_code = $prefecture
    )
    and (
        cast($county as varchar) is null
        or g.division_code = $county
        or exists (
            select 1
            from core.observation as p
            where
                p.superseded_at is null
                and p.division_code = $county
                and list_contains(g.compared_ids, p.observation_id)
        )
    )
order by g.place
