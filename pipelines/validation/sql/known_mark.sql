-- The figures of other periods that the quarter's groups are set beside, a text each, in order.
select
    concat_ws(
        '|', g.submission_id, g.division_code, g.attribute_key, cast(g.period_start as varchar),
        cast(g.period_end as varchar), f.indicator_code, f.variant, cast(f.low as varchar),
        cast(f.high as varchar), cast(f.is_ambiguous as varchar)
    ) as mark
from figure as f
inner join figure_group as g on f.group_id = g.group_id
where
    f.variant in (
        'prev', 'quarter_prev', 'previous_year', 'stored_year', 'quarters_sum', 'quarters_max',
        'quarters_total', 'median8', 'ytd_prev', 'stored_then', 'repeated'
    )
order by mark
