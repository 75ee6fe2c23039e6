"""There is something to test, and everything that is in the trees is seen by these tests."""
import pytest

from Support import cases
from Support.model import documents


def test_the_examples_and_goldens_are_found():
    assert {"northwind", "starter"} <= set(cases.example_names())
    assert cases.golden_names(), "no golden case has an expected tree"


def test_every_kind_of_thing_is_among_the_cases(every_case):
    """A test that looks at connectors or DAGs says nothing where there are none."""
    if every_case.names != cases.all_names():
        pytest.skip("only a part of the cases was selected")
    platforms = every_case.platforms()
    classes = {config["connector.class"].rsplit(".", 1)[-1] for p in platforms for _, _, config in p.connectors()}
    assert {"JdbcSinkConnector", "MirrorSourceConnector", "PostgresConnector"} <= classes
    keys = {key for p in platforms for _, _, config in p.connectors() for key in config}
    assert any(key.endswith(".renames") for key in keys) and any(key.startswith("predicates.") for key in keys)
    assert any("," in config.get("topics", "") for p in platforms for _, _, config in p.connectors() if "connection.url" in config)
    names = {path.name for p in platforms for path in p.dag_files()}
    assert any(".transform." in n for n in names) and any(n.endswith("_infrastructure.py") for n in names)


def test_a_case_has_both_trees_of_each_platform(case):
    modelled = {d["name"] for d in documents(case.model) if d["kind"] == "Platform"}
    assert {platform.name for platform in case.platforms} == modelled
    for platform in case.platforms:
        assert platform.generated.is_dir(), f"{platform}: render wrote nothing"
        assert platform.bootstrap.is_dir(), f"{platform}: bootstrap wrote nothing"
        assert (platform.bootstrap / "README.md").is_file(), platform


def test_rendering_again_changes_nothing(case):
    for verb, tree in (("render", "generated"), ("bootstrap", "bootstrap")):
        cases.dsgen(verb, case.model, "--out", case.output / tree, "--check")
