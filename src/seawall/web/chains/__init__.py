"""The chains: who met or infected whom, where and when, as a picture, a table and files."""
