"""Resources: the one thing that assets need from outside, the home that they read and write."""

from datetime import UTC, datetime
from pathlib import Path

import dagster as dg

from warehouse.home import Home


class RedlineHome(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The Redline home of a deployment; ``root`` is absolute."""

    root: str

    @property
    def home(self) -> Home:
        """The rooms of the home."""
        return Home(Path(self.root))

    def now(self) -> datetime:
        """The time that a load records, UTC."""
        return datetime.now(UTC)


def default_resources() -> dict[str, RedlineHome]:
    """The resources of a deployment: the home that ``REDLINE_HOME`` names."""
    return {"redline": RedlineHome(root=str(Home.from_environment().root))}
