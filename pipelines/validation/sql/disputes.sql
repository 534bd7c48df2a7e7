-- The groups of disputed columns, each with the ids of its figures that another column contradicts.
select
    c.group_id,
    list(c.observation_id order by c.observation_id) as ids
from disputed_column as c
inner join figure as f on c.whole_group_id = f.group_id and c.indicator_code = f.indicator_code
where f.variant = 'same' and f.is_ambiguous
group by c.group_id
