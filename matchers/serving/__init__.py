"""The learned ranker at work: a model, the past of one snapshot, and what both say of partners for a seeker."""
