-- Files that state for a span throughout what their county stated for an earlier one.
select
    subject_ids,
    concat(equal_count, ' of ', figure_count, ' figures as in ', earlier_span) as observed,
    equal_count = figure_count as is_broken
from repeated_span
