-- One row for each kind of penalty that a decision names; the fine stands once, in
-- fact_penalty_case.
select distinct
    case_id,
    unnest(kinds) as kind_code
from case_contender
where is_representative and not is_conflicting
