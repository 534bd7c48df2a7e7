"""Lists of penalty decisions (双公示) to penalty cases."""
