-- Every row of a penalty list, of any version, with the document and the party that it speaks of:
-- number and authority, or the row itself where it has no number. Offices print one number with
-- other brackets, widths and blanks: 〔2024〕, [2024], （2024）.
select
    *,
    coalesce(
        translate(
            document_no,
            '〔〕［］【】｛｝[]{}（）０１２３４５６７８９－ 　',
            '()()()()()()()0123456789-'
        ),
        'row ' || case_id
    )
    || '|'
    || coalesce(translate(authority, '〔〕［］【】｛｝[]{}（） 　', '()()()()()()()'), '')
        as document_key,
    coalesce(
        translate(party, '〔〕［］【】｛｝[]{}（） 　', '()()()()()()()'), credit_code, ''
    ) as party_key
from core.penalty_case
