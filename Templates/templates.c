/* The list of embedded templates. One #embed a file; keep it sorted by name. */
#include "templates.h"

static const char airflow_apply_sh[] = {
#embed "airflow-apply.sh"
};

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

static const struct dsgen_template all[] = {
    {"airflow-apply.sh", airflow_apply_sh, sizeof airflow_apply_sh},
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
};

const struct dsgen_template *dsgen_templates(size_t *count) {
  *count = sizeof all / sizeof all[0];
  return all;
}
