"""What changed between two publications, fact by fact, and why."""
