"""There is something to test, and everything that is in the trees is seen by these tests."""
from Support import cases


def test_the_examples_and_goldens_are_found():
    assert {"northwind", "starter"} <= set(cases.example_names())
    assert cases.golden_names(), "no golden case has an expected tree"


def test_a_case_has_both_trees_of_each_platform(case):
    assert case.platforms, f"{case.name} has no platform"
    for platform in case.platforms:
        assert platform.generated.is_dir(), f"{platform}: render wrote nothing"
        assert platform.bootstrap.is_dir(), f"{platform}: bootstrap wrote nothing"
        assert (platform.bootstrap / "README.md").is_file(), platform


def test_rendering_again_changes_nothing(case):
    for verb, tree in (("render", "generated"), ("bootstrap", "bootstrap")):
        cases.dsgen(verb, case.model, "--out", case.output / tree, "--check")
