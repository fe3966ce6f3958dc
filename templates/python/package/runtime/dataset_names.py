"""What the tables of the catalog are called outside of the project, as OpenLineage names data sets: namespace and name.

A file is `file` and its path, an object `s3://bucket` and its key, a table of a database `postgres://host:port` and
`database.schema.table`. The same data has the same name in all projects, and no name holds a password.
"""

# pyright: reportMissingImports=false
# (used only in projects that have the libraries)

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from . import project

_STORES = {"s3": "s3", "s3a": "s3", "s3n": "s3", "gs": "gs", "gcs": "gs"}
_AZURE = {"abfs": "abfss", "abfss": "abfss", "az": "abfss", "wasb": "wasbs", "wasbs": "wasbs"}
# what SQLAlchemy calls a database: its scheme in names, its port, and the schema of tables that name none
_DATABASES: dict[str, tuple[str, int | None, str | None]] = {
    "bigquery": ("bigquery", None, None),
    "mariadb": ("mysql", 3306, None),
    "mssql": ("mssql", 1433, "dbo"),
    "mysql": ("mysql", 3306, None),
    "oracle": ("oracle", 1521, None),
    "postgresql": ("postgres", 5432, "public"),
    "redshift": ("redshift", 5439, "public"),
    "snowflake": ("snowflake", None, "PUBLIC"),
    "trino": ("trino", 8080, None),
}


def file_dataset(location: str) -> tuple[str, str]:
    """Namespace and name of a path or an address; a relative path starts in the project's folder of data."""
    if "://" not in location:
        return "file", Path(os.path.normpath(project.data_folder() / location)).as_posix()
    parts = urlsplit(location.rpartition("::")[2])  # of `zip://a.csv::s3://bucket/b.zip` the object
    scheme = parts.scheme
    if scheme in ("file", "local"):
        return "file", parts.path
    if scheme in _STORES:
        return f"{_STORES[scheme]}://{parts.netloc}", parts.path.lstrip("/")
    if scheme in _AZURE:
        return f"{_AZURE[scheme]}://{_container(parts.netloc)}", parts.path.lstrip("/")
    return f"{scheme}://{parts.netloc}", parts.path or "/"


def sql_dataset(location: str, options: Mapping[str, Any], entry: str) -> tuple[str, str]:
    """Namespace and name of a table in a database; the result of a query is named after its entry in the catalog."""
    from sqlalchemy import make_url

    url = make_url(location)
    backend = url.get_backend_name()
    scheme, port, schema = _DATABASES.get(backend, (backend, None, None))
    folders = [part for part in (url.database or "").split("/") if part]
    table = str(options.get("table") or entry)
    if backend == "sqlite":
        is_file = url.database and url.database != ":memory:"
        return f"sqlite://{os.path.abspath(url.database)}" if is_file and url.database else "sqlite", table
    if backend == "bigquery":
        return "bigquery", ".".join([*([url.host] if url.host else []), *folders, table])
    schema = options.get("schema") or (schema if len(folders) < 2 and "." not in table else None)
    authority = ":".join(str(part) for part in (url.host or "localhost", url.port or port) if part)
    return f"{scheme}://{authority}", ".".join([*folders, *([schema] if schema else []), table])


def _container(netloc: str) -> str:
    """`container@account.dfs.core.windows.net`; an account that is not in the address is in the environment."""
    account = os.environ.get("AZURE_STORAGE_ACCOUNT_NAME")
    return netloc if "@" in netloc or not account else f"{netloc}@{account}.dfs.core.windows.net"
