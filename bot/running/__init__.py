"""From the queue to the finished pictures: the runner, and what it does for one job."""
