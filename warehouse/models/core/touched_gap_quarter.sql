-- The quarters whose gaps a load may change though no fact of theirs does: those of all figures and
-- decisions that came, went or were decided on.
select s.quarter
from core.observation_subject as s
inner join changed_observation as c on s.observation_id = c.observation_id
where s.quarter is not null
union
select
    coalesce(
        cast(year(p.decision_date) as varchar) || 'Q' || cast(quarter(p.decision_date) as varchar),
        p.quarter
    ) as quarter
from core.penalty_case as p
inner join changed_case as c on p.case_id = c.case_id
