"""What a caller sets for a server: its clock, its deadlines and limits, faults to come."""
