-- The one figure that stands for each subject: of equal ones the finest printed, then the smallest
-- id.
with ordered as (
    select
        *,
        row_number() over (
            partition by subject_id
            order by coalesce(printed_step, 999999999999), observation_id
        ) as order_of_subject
    from contender
    where value = agreed_value
)

select * from ordered where order_of_subject = 1
