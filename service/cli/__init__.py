"""The command line: one module a command, all found under `flask`."""

from importlib import import_module

from flask import Flask

COMMANDS = (
    "accounts",
    "consortium",
    "db",
    "demo",
    "evaluate",
    "feedback",
    "import_",
    "index",
    "learn",
    "migrate",
    "schema",
    "suggest",
    "suggest_all",
)
"""Modules of this package, each with a click command or group named `command`."""


def register_commands(app: Flask) -> None:
    """Put all commands under `flask`."""
    for name in COMMANDS:
        app.cli.add_command(import_module(f"service.cli.{name}").command)
