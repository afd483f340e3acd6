"""Real organisations and projects to begin with, and the script that makes their tables from CORDIS' own."""
