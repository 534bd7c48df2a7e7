"""``redline sample``, ``dashboard``, ``demo`` and ``home``: the sample province, and what people look at."""

from __future__ import annotations

import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import click

from pipelines.cli.language import say
from pipelines.cli.options import GivenPath, json_option
from pipelines.cli.output import print_json, tell
from warehouse.errors import UsageError
from warehouse.home import Home

DEFAULT_PORT = 8501
_LOOPBACK = "127.0.0.1"
_port_option = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=DEFAULT_PORT,
    envvar="REDLINE_PORT",
    show_default=True,
    show_envvar=True,
    help="The port on 127.0.0.1.",
)


@click.command(epilog="Example: redline sample /tmp/sample --counties 24 --quarters 8 --seed 20240101")
@click.argument("directory", type=GivenPath(path_type=Path, file_okay=False), help="The folder to write into.")
@click.option("--counties", type=click.IntRange(1, 24), default=24, show_default=True, help="How many counties report.")
@click.option("--quarters", type=click.IntRange(1, 40), default=8, show_default=True, help="How many, from 2023Q1 on.")
@click.option("--seed", type=int, default=20240101, show_default=True, help="The same seed gives the same bytes.")
@json_option
def sample(directory: Path, counties: int, quarters: int, seed: int, as_json: bool) -> None:
    """Write the submissions of a fictional province (示例省), with the mistakes that offices make."""
    from pipelines.intake import walk_files
    from pipelines.sample.province import write_sample

    write_sample(directory, counties=counties, quarters=quarters, seed=seed)
    count = sum(1 for _ in walk_files([directory]))
    if as_json:
        print_json({"directory": str(directory), "files": count, "counties": counties, "quarters": quarters})
    else:
        click.echo(say("sample.done", count=count, directory=directory))


@click.command(epilog="Example: redline dashboard --port 8600")
@_port_option
def dashboard(port: int) -> None:
    """Open the dashboards over the current publication, on 127.0.0.1 only."""
    serve_dashboard(Home.from_environment(), port)


@click.command(epilog="Example: REDLINE_PORT=8600 redline demo")
@_port_option
def demo(port: int) -> None:
    """Write the sample province, load and publish it, and open the dashboards; what is published already is kept."""
    from warehouse.publication import current

    home = Home.from_environment()
    _check_port(port)
    if current(home) is None and not _load_sample(home):
        raise click.exceptions.Exit(1)
    serve_dashboard(home, port)


def _load_sample(home: Home) -> bool:
    """Whether the sample province is published now."""
    from pipelines.cli.loading import run_load
    from pipelines.intake import submit_paths
    from pipelines.sample.province import write_sample

    folder = home.root / "sample"
    click.echo(say("demo.writing"), err=True)
    write_sample(folder)
    submit_paths(home, [folder])
    click.echo(say("demo.loading"), err=True)
    summary = run_load(home)
    for problem in summary.problems:
        tell(problem)
    return summary.published is not None


@click.command(hidden=True, epilog="Example: DAGSTER_HOME=$(redline home --dagster) dg dev")
@click.option("--dagster", "for_dagster", is_flag=True, help="Make DAGSTER_HOME ready and print it.")
def home(for_dagster: bool) -> None:
    """Print where everything is kept."""
    from pipelines.instance import prepare_dagster_home

    root = Home.from_environment()
    click.echo(prepare_dagster_home(root) if for_dagster else root.root)


def serve_dashboard(home: Home, port: int) -> NoReturn:
    """Become the dashboards' server, so that whoever ends this process ends it.

    Raises:
        UsageError: where the port is taken.
    """
    _check_port(port)
    click.echo(say("dashboard.open", host=_LOOPBACK, port=port), err=True)
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(_app_path())),
        *("--server.address", _LOOPBACK, "--server.port", str(port), "--server.headless", "true"),
        *("--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"),
    ]
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(sys.executable, command, {**os.environ, "REDLINE_HOME": str(home.root)})  # noqa: S606 - our own program


def _app_path() -> Path:
    spec = find_spec("dashboards")
    places = list(spec.submodule_search_locations or ()) if spec else []
    if not places or not (Path(places[0]) / "app.py").is_file():
        raise UsageError("the dashboards are not installed", next_step="install Redline again")
    return Path(places[0]) / "app.py"


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_LOOPBACK, port))
        except OSError as error:
            raise UsageError(
                f"port {port} is taken", where=_LOOPBACK, next_step="name another with --port or REDLINE_PORT"
            ) from error
