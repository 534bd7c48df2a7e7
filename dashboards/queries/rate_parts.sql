-- What stated rates are made of, by their observation: those of a quarter, or one of them.
select
    m.stated_observation_id as observation_id,
    m.rate_unit,
    m.rate_reason,
    m.rate_fit,
    m.base,
    m.recomputed_value,
    m.numerator_code,
    n.unit as numerator_unit,
    m.numerator_value,
    m.numerator_qualifier,
    m.numerator_observation_id,
    m.denominator_code,
    d.unit as denominator_unit,
    m.denominator_value,
    m.denominator_qualifier,
    m.denominator_observation_id
from marts.mart_rate as m
inner join core.dim_indicator as n on m.numerator_code = n.indicator_code
inner join core.dim_indicator as d on m.denominator_code = d.indicator_code
where
    m.stated_observation_id is not null
    and (cast($quarter as varchar) is null or m.quarter = $quarter)
    and (cast($observation as varchar) is null or m.stated_observation_id = $observation)
order by m.stated_observation_id
