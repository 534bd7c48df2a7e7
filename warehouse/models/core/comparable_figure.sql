-- The facts that stand and may be set beside one another, with what makes two of them the same
-- statistic: of one indicator, one span of days, one way of counting and one grade, whatever the
-- place and sector. The first quarter and 1-3月 are one span, a campaign of those months is not. The
-- words for a sector tell figures apart only where the catalogue has no code for it.
select
    *,
    md5(concat_ws(
        '|',
        indicator_code,
        coalesce(cast(period_start as varchar), '-'),
        cast(period_end as varchar),
        case when period_kind = 'campaign' then 'campaign' else 'span' end,
        basis,
        coalesce(severity, '-')
    )) as statistic_key,
    concat_ws(
        '|',
        coalesce(sector_code, '-'),
        case
            when sector_code is null or sector_code = 'other' then coalesce(sector_text, '-')
            else '-'
        end
    ) as sector_key,
    sector_code is null and sector_text is null as is_of_all_sectors
from core.chosen_fact
where
    not is_subtotal
    and scope is null
    and (period_start is not null or period_basis = 'printed')
