"""The group of commands and what happens to an error: one line on stderr, and the exit code that says of what kind.

0 done, 1 a stated problem, 2 wrong usage. No traceback for anything that a user or a file can cause; an unexpected
fault goes to the log and is told in one line.
"""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from collections.abc import Sequence
from importlib import import_module

import click

from pipelines.cli.language import LANGUAGES, VARIABLE, choose_language
from pipelines.cli.localizing import in_language, summary_of
from pipelines.cli.output import tell
from warehouse.errors import RedlineError, UsageError

COMMANDS = {
    "extract": ("pipelines.cli.reading", "Read files and print every figure."),
    "cases": ("pipelines.cli.reading", "Read penalty lists and print every decision."),
    "drift": ("pipelines.cli.drift", "How tables differ from the layouts that they resemble."),
    "template": ("pipelines.cli.drift", "Check and list the templates of layouts."),
    "submit": ("pipelines.cli.loading", "Put files or folders into the inbox."),
    "load": ("pipelines.cli.loading", "Load what waits, and publish."),
    "release": ("pipelines.cli.loading", "Let a row out of quarantine."),
    "correct": ("pipelines.cli.correcting", "Take a file of corrections into the ledger."),
    "withdraw": ("pipelines.cli.withdrawing", "Take a whole submission back, or let it stand again."),
    "gate": ("pipelines.cli.gating", "What a quarter must pass to be published."),
    "status": ("pipelines.cli.looking", "What is published, who has reported, what waits."),
    "rules": ("pipelines.cli.ruling", "Every audit rule, and how often it is broken."),
    "quarantine": ("pipelines.cli.looking", "Rows kept out of the facts, and why."),
    "trace": ("pipelines.cli.tracing", "From a number to its sentence or cell."),
    "sql": ("pipelines.cli.looking", "Query the current publication."),
    "export": ("pipelines.cli.exporting", "Write a table as a file, with its dictionary."),
    "diff": ("pipelines.cli.comparing", "What changed between two publications, and why."),
    "revisions": ("pipelines.cli.revising", "How the figures of one place moved, and why."),
    "reconcile": ("pipelines.cli.reconciling", "Totals beside what they should equal."),
    "receipt": ("pipelines.cli.answering", "What the office gets back for a submission."),
    "sample": ("pipelines.cli.running", "Write the sample province's submissions."),
    "dashboard": ("pipelines.cli.running", "Open the dashboards over the publication."),
    "demo": ("pipelines.cli.running", "Sample, load, publish, dashboard."),
    "home": ("pipelines.cli.running", "Where everything is kept."),
}
"""Each command's module, imported when it is called, and its line in the list."""

_HIDDEN = frozenset({"home"})


class Redline(click.Group):
    """The group that imports a command's module only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order of a submission's way."""
        return [name for name in COMMANDS if name not in _HIDDEN]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name][0]), cmd_name)
        return in_language(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list, without importing a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary_of(name, COMMANDS[name][1])) for name in self.list_commands(ctx)])


@click.group(
    "redline",
    cls=Redline,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Everything is kept under REDLINE_HOME (default ./data). Example: redline submit reports/ && redline load",
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    envvar=VARIABLE,
    show_envvar=True,
    expose_value=False,
    help="The language of what is shown; zh where nothing is chosen.",
)
@click.version_option(package_name="redline", prog_name="redline", message="%(prog)s %(version)s")
def cli() -> None:
    """Redline (红线): work-safety statistics of county offices, traced and trusted."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Returns:
        The exit code.
    """
    warnings.simplefilter("ignore")
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="backslashreplace")
    choose_language(arguments)
    try:
        outcome = in_language(cli).main(args=list(arguments), prog_name="redline", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        tell(_usage_problem(error))
        return 2 if isinstance(error, click.UsageError) else 1
    except RedlineError as error:
        tell(error)
        return 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:
        _close_output()
        return 0
    except OSError as error:
        place = str(error.filename or "the system")
        tell(f"{place}: {error.strerror or error} -> check permissions and free space")
        return 1
    except (KeyboardInterrupt, click.Abort):
        tell("interrupted")
        return 130
    except Exception as error:
        return _tell_fault(error)
    return outcome if isinstance(outcome, int) else 0


def _usage_problem(error: click.ClickException) -> RedlineError:
    """What click says of wrong usage, with the way to the help."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "redline"
    return UsageError(error.format_message(), next_step=f"see {command} --help")


def _tell_fault(error: Exception) -> int:
    """Write an unexpected fault down and say where."""
    from pipelines.cli.log import write_fault

    where = write_fault(error)
    tell(f"an unexpected fault ({type(error).__name__}) -> it is written down in {where}; please report it")
    return 1


def _close_output() -> None:
    """Leave quietly where the reader of a pipe has gone."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
