"""How good suggestions are, measured on who really worked together next.

Projects before a cut are what a recommender learns from, projects after it are the answers. `evaluate` runs any number
of recommenders on the same questions; `baselines` are those that every learned ranker has to beat.
"""
