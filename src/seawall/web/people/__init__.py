"""The people page: cases, contacts, zones, rooms, samples and tasks as lists, and what is known of one person."""
