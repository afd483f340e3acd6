"""E-mail: letters wait in a folder until a server has taken them, so that none is lost and nobody waits for one.

`outbox` is the folder, `smtp` the server, `sending` brings letters from the one to the other.
"""
