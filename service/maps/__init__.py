"""Maps drawn on the server from data that comes along: no other machine is asked, no script is needed."""
