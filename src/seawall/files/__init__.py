"""Files as rows of text, whatever they are: what the feeds and the presence engine read alike."""
