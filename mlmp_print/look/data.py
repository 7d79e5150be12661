"""Where the data lie that are not code, for the rooms from here up."""

from __future__ import annotations

from ..prepared.folders import data_folder

__all__ = ["data_folder"]
