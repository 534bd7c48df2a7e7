"""Benchmarks: ratios within one run, since absolute times say more of the machine than of the program."""
