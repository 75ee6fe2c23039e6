/// A model without a single finding, into which the rules' examples are put.
let baseModel = """
  kind: Ecosystem
  name: Northwind
  repository: acme/data-model@ecosystem
  live: acme/data-model@main
  zones: { USA: acme/data-model@usa, EU: acme/data-model@eu }
  ---
  kind: Zone
  name: USA
  teams: { sales: acme/sales-model@main, finance: acme/finance-model@main }
  ---
  kind: Zone
  name: EU
  teams: { core: acme/core-model@main }
  ---
  kind: Team
  name: sales
  zone: USA
  credentials: { crm_kafka: user-password, registry: user-password, login: user-password }
  containers:
    crm_events:
      type: kafka
      bootstrap: ["broker-1.acme.internal:9093"]
      security: { protocol: sasl_ssl, mechanism: scram-sha-512, credential: login }
      registry: { url: "https://registry.acme.internal", credential: registry }
    orders_db: { type: postgres, host: db.acme.internal, database: orders, slots: 20 }
  ---
  kind: Team
  name: finance
  zone: USA
  ---
  kind: Team
  name: core
  zone: EU
  ---
  kind: Datastore
  name: crm
  team: USA/sales
  ingestion:
    type: kafka
    container: crm_events
    credential: crm_kafka
    topic: "crm.{dataset}"
  datasets:
    customers:
      classification: CPI
      columns: { id: bigint primary key, email: varchar(255) not null }
    purchases:
      classification: IP
      columns: { id: bigint primary key, customer_id: bigint not null, total: "decimal(18,2)" }
  ---
  kind: Workspace
  name: masking
  team: USA/sales
  groups:
    input: { reads: [crm.customers] }
  transformer: { image: "r.acme.internal/masking:1.4.0", output: masked_crm }
  ---
  kind: Datastore
  name: masked_crm
  team: USA/sales
  ingestion: { type: transformer, workspace: masking }
  datasets:
    customers:
      classification: PUB
      columns: { id: bigint primary key, email_hash: char(64) not null }
  ---
  kind: Workspace
  name: reporting
  team: USA/finance
  groups:
    live: { reads: [crm.customers, crm.purchases, masked_crm.customers] }
  ---
  kind: Platform
  name: prod_live
  type: kubernetes-postgres
  environment: prod
  merge: live
  namespace: ds-prod
  images: { dsgen: d:1, postgres: p:1, kafka: k:1, connect: c:1, airflow: a:1 }
  postgres: { host: pg-data, credential: postgres }
  kafka: { cluster: kafka, connect: kafka-connect, credential: connect }
  airflow: { name: airflow, credential: airflow }
  git: { credential: git }
  slack: { channel: "#data-events", credential: git }
  credentials: { postgres: user-password, connect: user-password, airflow: user-password, git: api-token }
  ---
  kind: Assignments
  groups:
    reporting.live: [{ platform: prod_live, status: provisioned }]

  """
