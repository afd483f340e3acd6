"""Questions that span clusters: who in which of them can do something, and which members of two should meet."""
