"""What finished weights are measured by besides the judge: diversity, copies, editing."""
