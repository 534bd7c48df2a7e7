-- The zero-accident shares that prefectures and provinces state themselves, for one quarter.
select
    z.division_code,
    z.division_name,
    z.division_level,
    z.rate,
    z.rate_basis,
    z.rate_qualifier,
    z.zero_units,
    z.total_units,
    z.target,
    z.gap,
    z.is_attained,
    z.is_rise,
    z.fits_units,
    z.period_end,
    z.observation_id,
    s.file_name
from marts.mart_zero_accident as z
left join raw.submission as s on z.submission_id = s.submission_id and s.superseded_at is null
where
    z.unit_kind = $unit_kind
    and z.quarter = $quarter
    and z.division_level <> 'county'
    and (cast($prefecture as varchar) is null or z.division_code = $prefecture)
order by z.division_code
