"""Template files: what a layout means where its own words cannot say it, as data that offices keep themselves."""
