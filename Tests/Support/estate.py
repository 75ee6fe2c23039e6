"""Writes models for tests that need many datasets, or names of a certain kind."""
from __future__ import annotations

from pathlib import Path

IMAGES = {"dsgen": "dsgen:1.0.0", "postgres": "postgres:15.8", "kafka": "kafka:4.3.0",
          "connect": "connect-with-plugins:4.3.0", "airflow": "airflow:3.3.2"}
ECOSYSTEM = """\
kind: Ecosystem
name: Estate
description: Made for a test
repository: acme/data-model@ecosystem
live: acme/data-model@main
zones: { main: acme/data-model@zone }
vendors:
  onprem:
    cloud: private
    description: One data centre
    locations: { home: [dc_1] }
---
kind: Zone
name: main
teams: { data: acme/data-model@team }
---
kind: Team
name: data
zone: main
credentials: { events: user-password }
containers:
  broker:
    type: kafka
    bootstrap: ["broker-1.acme.internal:9093"]
    security: { protocol: sasl_ssl, mechanism: scram-sha-512 }
    locations: ["onprem:home/dc_1"]
---
kind: Platform
name: prod
type: kubernetes-postgres
environment: prod
merge: live
namespace: data
location: "onprem:home/dc_1"
connectors: CONNECTORS
images:
IMAGES
postgres: { host: pg-data, credential: postgres, storage: 20Gi, connections: 1000 }
kafka: { cluster: kafka, connect: kafka-connect, credential: connect }
airflow: { name: airflow, credential: airflow }
git: { credential: git }
slack: { channel: "#data-events", credential: slack }
credentials: { postgres: user-password, connect: user-password, airflow: user-password, git: api-token, slack: api-token }
"""
STORE = """\
kind: Datastore
name: NAME
team: main/data
slices: SLICES
ingestion:
  type: kafka
  container: broker
  credential: events
  format: debezium
  encoding: json-with-schema
  topic: "TOPIC.{dataset}"
  consistency: dataset
  schedule: "*/5 * * * *"
datasets:
"""
DATASET = """\
  NAME:
    classification: IP
    columns:
      id: bigint primary key
      note: { type: varchar(200), from: "Note#" }
      at: timestamp not null
"""
READER = """\
kind: Workspace
name: readers
team: main/data
priority: medium
container: platform
groups:
  all:
    needs: { history: live, latency: minutes }
    reads:
READS
---
kind: Assignments
groups:
  readers.all: [{ platform: prod, status: provisioned }]
"""


def write_model(folder: Path, stores: dict[str, int], *, slices: int = 1, connectors: str = "per-dataset") -> None:
    """A model with these stores (name: how many datasets), all on one platform, all read by one group."""
    folder.mkdir(parents=True, exist_ok=True)
    images = "\n".join(f'  {kind}: "registry.acme.internal/{image}"' for kind, image in IMAGES.items())
    text = ECOSYSTEM.replace("CONNECTORS", connectors).replace("IMAGES", images)
    (folder / "dsgen.yaml").write_text(text)
    reads = []
    for number, (store, count) in enumerate(stores.items()):
        names = [f"table_{n:04d}" for n in range(count)]
        body = STORE.replace("NAME", store).replace("SLICES", str(slices)).replace("TOPIC", f"estate_{number}.public")
        (folder / f"store_{number}.yaml").write_text(body + "".join(DATASET.replace("NAME", n) for n in names))
        reads += [f"      - {store}.{name}" for name in names]
    (folder / "readers.yaml").write_text(READER.replace("READS", "\n".join(reads)))
