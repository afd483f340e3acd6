"""The network of a cluster's members: who worked with whom, drawn and in figures.

A **link** is two organisations that took part in at least one project together; it stands from the year in which the
first of these projects started.
"""
