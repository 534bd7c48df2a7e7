-- Words of penalty lists as they are compared: offices print one number or name with other
-- brackets, widths and blanks: 〔2024〕, [2024], （２０２４）.
create or replace macro levelled(words) as
translate(
    words,
    '〔〕［］【】｛｝[]{}（）﹝﹞〖〗０１２３４５６７８９－ 　',
    '()()()()()()()()()0123456789-'
)
