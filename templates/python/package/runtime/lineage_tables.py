"""Tables of the catalog as datasets of OpenLineage: under the names that they have outside of the project, with their versions."""

# pyright: reportMissingImports=false
# (an optional package)

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any

from openlineage.client import event_v2, facet_v2

from .provenance import version_of
from .store import Record


def table_datasets(steps: Iterable[Record]) -> tuple[list[Any], list[Any]]:
    """The tables that steps took and gave, each once; a step is its record, or what a manifest says of it."""
    taken: dict[tuple[str, str], Any] = {}
    given: dict[tuple[str, str], Any] = {}
    for step in steps:
        for told in step.get("catalog", ()):
            for namespace, name in _names(told):
                facets = _facets(told, step.get("sources", {}).get(told["table"]))
                if told["access"] == "read":
                    taken[namespace, name] = event_v2.InputDataset(namespace, name, _read(told), facets=facets)
                else:
                    given[namespace, name] = event_v2.OutputDataset(namespace, name, _written(told), facets=facets)
    return list(taken.values()), list(given.values())


def query_facets(step: Record) -> dict[str, Any]:
    """The queries of a step, as a facet of its job."""
    queries = [told["query"] for told in step.get("catalog", ()) if told["query"]]
    return {"sql": facet_v2.sql_job.SQLJobFacet(";\n".join(queries))} if queries else {}


def column_facets(statistics: Record) -> dict[str, Any]:
    """The columns of a table, and their numbers."""
    schema, quality = facet_v2.schema_dataset, facet_v2.data_quality_metrics_dataset
    columns = statistics["measured"]
    fields = [schema.SchemaDatasetFacetFields(column["name"], column["dtype"]) for column in columns]
    measured = {
        column["name"]: quality.ColumnMetrics(nullCount=column["nulls"], distinctCount=column["distinct"])
        for column in columns
    }
    return {
        "schema": schema.SchemaDatasetFacet(fields),
        "dataQualityMetrics": quality.DataQualityMetricsDatasetFacet(measured, statistics["rows"]),
    }


def _names(told: Record) -> list[tuple[str, str]]:
    """The names of the tables behind an entry of the catalog. Those of a query tells openlineage-sql, where it is installed."""
    namespace, name = told["namespace"], told["dataset"]
    if not told["query"]:
        return [(namespace, name)]
    try:
        parse = importlib.import_module("openlineage_sql").parse
        found = parse([told["query"]], dialect=namespace.partition(":")[0])
    except (ImportError, RuntimeError):
        return [(namespace, name)]
    outer = name.split(".")[:-1]
    tables = [each.qualified_name.split(".") for each in (found.in_tables if found else ())]
    whole = [".".join([*outer[: max(0, len(outer) + 1 - len(parts))], *parts]) for parts in tables]
    return [(namespace, each) for each in whole] or [(namespace, name)]


def _facets(told: Record, statistics: Record | None) -> dict[str, Any]:
    version, layer = version_of(told), told["namespace"].partition(":")[0]
    facets: dict[str, Any] = {
        "storage": facet_v2.storage_dataset.StorageDatasetFacet(layer, told["format"]),
        "dataSource": facet_v2.datasource_dataset.DatasourceDatasetFacet(told["namespace"], told["location"]),
    }
    if version:
        facets["version"] = facet_v2.dataset_version_dataset.DatasetVersionDatasetFacet(version)
    return facets | (column_facets(statistics) if statistics and not told["query"] else {})


def _read(told: Record) -> dict[str, Any]:
    counts = facet_v2.input_statistics_input_dataset.InputStatisticsInputDatasetFacet
    return {} if told["query"] else {"inputStatistics": counts(rowCount=told["rows"], size=told["bytes"])}


def _written(told: Record) -> dict[str, Any]:
    counts = facet_v2.output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet
    return {"outputStatistics": counts(rowCount=told["rows"], size=told["bytes"])}
