"""Files of stays, check-ins and cases, as somebody has them: rows with a reason for each that cannot go in."""
