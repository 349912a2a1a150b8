"""Which events, how many, in one sentence: filters, facets, the view of a request."""
