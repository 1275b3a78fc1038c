"""REST v10: one file per subject, each a list of routes; `endpoint` is what they share."""
