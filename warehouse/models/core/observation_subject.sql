-- What each observed figure speaks of: its period as the facts hold it, its subject, how finely it
-- was printed, and whether its office speaks of itself. A figure without a printed period stands as
-- at its submission's reporting quarter; one that only has a start ends with the publication, else
-- with the quarter. One row for each version of an observation.
with dated as (
    select
        o.*,
        s.division_code as office_code,
        s.published_on,
        coalesce(s.is_correction, false) as is_correction,
        coalesce(s.division_code = o.division_code, false) as is_own_office,
        last_day(make_date(
            cast(substr(o.quarter, 1, 4) as integer),
            3 * cast(substr(o.quarter, 6, 1) as integer),
            1
        )) as quarter_end,
        regexp_extract_all(
            translate(o.raw, '０１２３４５６７８９．，', '0123456789.,'),
            '[0-9]+(?:,[0-9]{3})*(?:[.][0-9]+)?'
        ) as printed_numbers
    from core.observation as o
    left join raw.submission as s
        on o.submission_id = s.submission_id and s.superseded_at is null
),

printed as (
    select
        *,
        case
            when period_end is not null then period_end
            when period_start is null then quarter_end
            when published_on >= period_start then published_on
            when quarter_end >= period_start then quarter_end
        end as fact_end,
        case
            when period_start is null and period_end is null then 'instant'
            when period_start is null then coalesce(period_kind, 'instant')
            else period_kind
        end as fact_kind,
        case
            when period_start is null and period_end is null then 'submission'
            when period_end is null then 'derived'
            else coalesce(period_basis, 'printed')
        end as fact_basis
    from dated
),

-- by which power of ten each printed number gives the value, and its places after the point
scaled as (
    select
        *,
        case
            when value <> 0
                then list_transform(
                    list_filter(
                        list_transform(printed_numbers, lambda n: replace(n, ',', '')),
                        lambda n: try_cast(n as double) between 0.000000001 and 1e18
                    ),
                    lambda n: {
                        'magnitude': log10(abs(cast(value as double)) / cast(n as double)),
                        'decimals':
                        case
                            when strpos(n, '.') > 0 then length(n) - strpos(n, '.') else 0
                        end
                    }
                )
        end as numerals
    from printed
),

-- of several the likeliest power: plain, 万, 亿, %, ‰, ‱, 千, 百, 十; then the first printed
fitting as (
    select
        *,
        list_filter(
            list_transform(
                [0, 4, 8, -2, -3, -4, 3, 2, 1],
                lambda p: list_filter(numerals, lambda n: abs(n['magnitude'] - p) < 0.000001)[1]
            ),
            lambda n: n is not null
        )[1] as numeral
    from scaled
)

select
    observation_id,
    submission_id,
    quarter as reporting_quarter,
    office_code,
    published_on,
    is_correction,
    is_own_office,
    is_correction and is_own_office as is_own_correction,
    indicator_code,
    division_code,
    role,
    status,
    method,
    value,
    unit,
    qualifier,
    raw,
    locator,
    period_start,
    fact_end as period_end,
    fact_kind as period_kind,
    fact_basis as period_basis,
    cast(year(fact_end) as varchar) || 'Q' || cast(quarter(fact_end) as varchar) as quarter,
    sector_code,
    sector_text,
    severity,
    scope,
    counting_basis,
    is_subtotal,
    -- the step between neighbouring values as printed; null where the print does not tell it
    case
        when numeral is not null
            then cast(pow(10, round(numeral['magnitude']) - numeral['decimals']) as decimal(24, 6))
    end as printed_step,
    -- two spans with the same ends are one subject whatever they are called;
    -- a campaign counts only its own work
    md5(concat_ws(
        '|',
        indicator_code,
        coalesce(division_code, '-'),
        coalesce(cast(period_start as varchar), '-'),
        coalesce(cast(fact_end as varchar), '-'),
        case
            when period_start is not null and fact_kind <> 'campaign' then 'span' else fact_kind
        end,
        coalesce(sector_code, '-'),
        case
            when sector_code is null or sector_code = 'other' then coalesce(sector_text, '-') else
                '-'
        end,
        coalesce(severity, '-'),
        coalesce(scope, '-'),
        coalesce(counting_basis, 'unknown'),
        cast(coalesce(is_subtotal, false) as varchar)
    )) as subject_id,
    recorded_at,
    superseded_at
from fitting
