"""Pictures that come and go: fetched, decoded, composed, encoded, and what their files tell."""
