/* The list of embedded templates. One #embed a file; keep it sorted by name. */
#include "templates.h"

static const char airflow_dag_assets_py[] = {
#embed "airflow-dag-assets.py"
};

static const char airflow_dag_py[] = {
#embed "airflow-dag.py"
};

static const char airflow_imports_py[] = {
#embed "airflow-imports.py"
};

static const char airflow_infrastructure_py[] = {
#embed "airflow-infrastructure.py"
};

static const char airflow_merge_slice_py[] = {
#embed "airflow-merge-slice.py"
};

static const char airflow_merge_streams_py[] = {
#embed "airflow-merge-streams.py"
};

static const char airflow_merge_py[] = {
#embed "airflow-merge.py"
};

static const char airflow_pods_py[] = {
#embed "airflow-pods.py"
};

static const char airflow_render_sh[] = {
#embed "airflow-render.sh"
};

static const char airflow_transform_py[] = {
#embed "airflow-transform.py"
};

static const char generated_notice[] = {
#embed "generated-notice.txt"
};
static const char kube_airflow_clean_logs_sh[] = {
#embed "kube-airflow-clean-logs.sh"
};
static const char kube_connect_auth[] = {
#embed "kube-connect-auth.sh"
};
static const char kube_connect_health[] = {
#embed "kube-connect-health.sh"
};
static const char kube_connect_jaas[] = {
#embed "kube-connect-jaas.conf"
};
static const char kube_connect_start[] = {
#embed "kube-connect-start.sh"
};
static const char kube_kafka_start[] = {
#embed "kube-kafka-start.sh"
};
static const char kube_log4j2[] = {
#embed "kube-log4j2.yaml"
};
static const char kube_postgres_init[] = {
#embed "kube-postgres-init.sh"
};
static const char kube_postgres_merge_database[] = {
#embed "kube-postgres-merge-database.sql"
};
static const char kube_postgres_owned_database[] = {
#embed "kube-postgres-owned-database.sql"
};
static const char kube_readme_backup[] = {
#embed "kube-readme-backup.md"
};
static const char kube_readme_intro[] = {
#embed "kube-readme-intro.md"
};
static const char kube_readme_network[] = {
#embed "kube-readme-network.md"
};
static const char kube_readme_requirements[] = {
#embed "kube-readme-requirements.md"
};
static const char kube_readme_secrets[] = {
#embed "kube-readme-secrets.md"
};
static const char kube_readme_storage[] = {
#embed "kube-readme-storage.md"
};
static const char kube_readme_upgrade[] = {
#embed "kube-readme-upgrade.md"
};
static const char kube_readme_without_rwx[] = {
#embed "kube-readme-without-rwx.md"
};
static const char run_apply_sh[] = {
#embed "run-apply.sh"
};
static const char run_health_sh[] = {
#embed "run-health.sh"
};
static const char run_merge_sh[] = {
#embed "run-merge.sh"
};
static const char run_metrics_sh[] = {
#embed "run-metrics.sh"
};
static const char run_pending_sql[] = {
#embed "run-pending.sql"
};
static const char run_removal_sh[] = {
#embed "run-removal.sh"
};
static const char run_retire_sh[] = {
#embed "run-retire.sh"
};
static const char run_retired_tf[] = {
#embed "run-retired.tf"
};
static const char run_snapshots_sh[] = {
#embed "run-snapshots.sh"
};
static const char run_sql_sh[] = {
#embed "run-sql.sh"
};
static const char run_terraform_sh[] = {
#embed "run-terraform.sh"
};
static const char sql_infrastructure[] = {
#embed "sql-infrastructure.sql"
};
static const char sql_platform[] = {
#embed "sql-platform.sql"
};

static const struct dsgen_template all[] = {
    {"airflow-dag-assets.py", airflow_dag_assets_py, sizeof airflow_dag_assets_py},
    {"airflow-dag.py", airflow_dag_py, sizeof airflow_dag_py},
    {"airflow-imports.py", airflow_imports_py, sizeof airflow_imports_py},
    {"airflow-infrastructure.py", airflow_infrastructure_py, sizeof airflow_infrastructure_py},
    {"airflow-merge-slice.py", airflow_merge_slice_py, sizeof airflow_merge_slice_py},
    {"airflow-merge-streams.py", airflow_merge_streams_py, sizeof airflow_merge_streams_py},
    {"airflow-merge.py", airflow_merge_py, sizeof airflow_merge_py},
    {"airflow-pods.py", airflow_pods_py, sizeof airflow_pods_py},
    {"airflow-render.sh", airflow_render_sh, sizeof airflow_render_sh},
    {"airflow-transform.py", airflow_transform_py, sizeof airflow_transform_py},
    {"generated-notice.txt", generated_notice, sizeof generated_notice},
    {"kube-airflow-clean-logs.sh", kube_airflow_clean_logs_sh, sizeof kube_airflow_clean_logs_sh},
    {"kube-connect-auth.sh", kube_connect_auth, sizeof kube_connect_auth},
    {"kube-connect-health.sh", kube_connect_health, sizeof kube_connect_health},
    {"kube-connect-jaas.conf", kube_connect_jaas, sizeof kube_connect_jaas},
    {"kube-connect-start.sh", kube_connect_start, sizeof kube_connect_start},
    {"kube-kafka-start.sh", kube_kafka_start, sizeof kube_kafka_start},
    {"kube-log4j2.yaml", kube_log4j2, sizeof kube_log4j2},
    {"kube-postgres-init.sh", kube_postgres_init, sizeof kube_postgres_init},
    {"kube-postgres-merge-database.sql", kube_postgres_merge_database, sizeof kube_postgres_merge_database},
    {"kube-postgres-owned-database.sql", kube_postgres_owned_database, sizeof kube_postgres_owned_database},
    {"kube-readme-backup.md", kube_readme_backup, sizeof kube_readme_backup},
    {"kube-readme-intro.md", kube_readme_intro, sizeof kube_readme_intro},
    {"kube-readme-network.md", kube_readme_network, sizeof kube_readme_network},
    {"kube-readme-requirements.md", kube_readme_requirements, sizeof kube_readme_requirements},
    {"kube-readme-secrets.md", kube_readme_secrets, sizeof kube_readme_secrets},
    {"kube-readme-storage.md", kube_readme_storage, sizeof kube_readme_storage},
    {"kube-readme-upgrade.md", kube_readme_upgrade, sizeof kube_readme_upgrade},
    {"kube-readme-without-rwx.md", kube_readme_without_rwx, sizeof kube_readme_without_rwx},
    {"run-apply.sh", run_apply_sh, sizeof run_apply_sh},
    {"run-health.sh", run_health_sh, sizeof run_health_sh},
    {"run-merge.sh", run_merge_sh, sizeof run_merge_sh},
    {"run-metrics.sh", run_metrics_sh, sizeof run_metrics_sh},
    {"run-pending.sql", run_pending_sql, sizeof run_pending_sql},
    {"run-removal.sh", run_removal_sh, sizeof run_removal_sh},
    {"run-retire.sh", run_retire_sh, sizeof run_retire_sh},
    {"run-retired.tf", run_retired_tf, sizeof run_retired_tf},
    {"run-snapshots.sh", run_snapshots_sh, sizeof run_snapshots_sh},
    {"run-sql.sh", run_sql_sh, sizeof run_sql_sh},
    {"run-terraform.sh", run_terraform_sh, sizeof run_terraform_sh},
    {"sql-infrastructure.sql", sql_infrastructure, sizeof sql_infrastructure},
    {"sql-platform.sql", sql_platform, sizeof sql_platform},
};

const struct dsgen_template *dsgen_templates(size_t *count) {
  *count = sizeof all / sizeof all[0];
  return all;
}
