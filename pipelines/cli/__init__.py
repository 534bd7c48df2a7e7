"""The command line ``redline``: one group, and one place where every problem becomes one line.

Heavy libraries are imported inside commands, so that ``redline --help`` answers at once.
"""

from pipelines.cli.app import main

__all__ = ["main"]
