from __future__ import annotations

from tests.warehouse.conftest import empty_warehouse, home

__all__ = ["empty_warehouse", "home"]
