-- One row a penalty decision, for the documents that a load touches.
select
    case_id,
    submission_id,
    division_code,
    cast(year(decision_date) as varchar) || 'Q' || cast(quarter(decision_date) as varchar)
        as quarter,
    document_no,
    party,
    party_class,
    credit_code,
    authority,
    decision_date,
    fine_yuan,
    confiscated_yuan,
    violation,
    flags
from case_contender
where is_representative and not is_conflicting
