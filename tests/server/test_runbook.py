"""The runbook, the alerts and the dashboard name what there is, and all of it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import botocore.session
import promql_parser
import pytest
import yaml
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from server.connections import ConnectionWatch, IdleConnections, SilentConnections, UnreadAnswers
from server.metrics import Metrics
from server.openai.errors import _CODES

SERVER = Path(__file__).parents[2] / "server"
RUNBOOK = (SERVER / "RUNBOOK.md").read_text("utf-8")
RULES = yaml.safe_load((SERVER / "deploy" / "prometheus-rules.yaml").read_text("utf-8"))["groups"][0]["rules"]
PANELS = json.loads((SERVER / "deploy" / "grafana.json").read_text("utf-8"))["panels"]
LABELS_OF_THE_SCRAPE = {"instance", "job"}


def table(heading: str) -> dict[str, list[str]]:
    """The rows below a heading of the runbook: the other cells by the first."""
    part = RUNBOOK.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines() if line[:1] == "|"]
    return {row[0].strip("`"): row[1:] for row in rows[2:]}


def metrics() -> dict[str, set[str]]:
    """Every metric as it is queried, with its labels."""
    made = Metrics(lambda: 0, lambda: True)
    found = {}
    for collector in set(made._registry._collector_to_names):
        (family,) = collector.describe() or collector.collect()
        found[family.name + ("_total" if family.type == "counter" else "")] = set(collector._labelnames)
    assert len(list(text_string_to_metric_families(generate_latest(made._registry).decode()))) >= len(found)
    return found


def expressions() -> Iterator[str]:
    yield from (rule["expr"] for rule in RULES)
    yield from (target["expr"].replace("$__rate_interval", "5m") for panel in PANELS for target in panel["targets"])


def test_every_metric_is_explained_with_its_labels() -> None:
    told = {name: set(filter(None, cells[0].split(", "))) for name, cells in table("Metrics").items()}
    assert told == metrics()


@pytest.mark.parametrize("expression", list(expressions()))
def test_alerts_and_panels_ask_for_metrics_and_labels_that_there_are(expression: str) -> None:
    known = metrics()
    names = re.findall(r"\b(?:polly|tts)_[a-z_]+(?=[{\[ )]|$)", expression)
    assert names or expression.startswith("up{")
    plain = [re.sub("_(?:bucket|sum|count)$", "", name) for name in names]
    assert set(plain) <= set(known)
    used = re.findall(r"([a-z_]+)(?:=~|!~|!=|=)\"", expression)
    grouped = [label.strip() for labels in re.findall(r"by \(([^)]*)\)", expression) for label in labels.split(",")]
    allowed = set().union(LABELS_OF_THE_SCRAPE, *(known[name] for name in plain))
    assert {*used, *grouped} - {"le"} <= allowed


def test_alerts_and_panels_are_promql() -> None:
    for expression in expressions():
        promql_parser.parse(expression)


def test_every_alert_has_an_answer() -> None:
    assert list(table("Alerts")) == [rule["alert"] for rule in RULES]
    assert all(rule["annotations"]["summary"] and rule["labels"]["severity"] in ("page", "ticket") for rule in RULES)


def logged() -> dict[str, str]:
    """Every message of the log, with its level."""
    watches: list[type[ConnectionWatch]] = [SilentConnections, IdleConnections, UnreadAnswers]
    found = {watch.ENDED: "info" for watch in watches}
    for file in SERVER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                call = ast.unparse(node.func)
                if call.startswith("LOGGER.") or call == "_log":
                    found[str(node.args[0].value)] = call.removeprefix("LOGGER.").replace("_log", "error")
    return found


def test_every_message_of_the_log_is_explained() -> None:
    assert {message: cells[0] for message, cells in table("Log").items()} == logged()


def test_every_code_that_is_not_pollys_is_explained() -> None:
    shapes = botocore.session.get_session().get_service_model("polly").shape_names
    codes = set(_CODES.values())
    for file in SERVER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "ApiError" and node.args:
                codes |= set(re.findall(r"'([A-Za-z_]+)'", ast.unparse(node.args[0])))
    told = {code.strip("` ") for codes in table("Errors") for code in codes.split(",")}
    assert codes - set(shapes) <= told
    assert told <= codes | set(shapes)
