"""Discord's own words and numbers, without state: shapes, errors, bits, types, languages."""
