"""What prose and tables share: quantities, periods, places and sectors in Chinese text."""
