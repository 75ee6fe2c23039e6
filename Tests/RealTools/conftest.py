"""What the tests against the real tools share.

A case is a model and the trees that dsgen made of it: every golden one, both examples, and a
few made for size or for names. Costly things (Terraform's runs, Airflow's loads, the servers)
happen once a session, for all cases together, and the tests look at what came out.
"""
from __future__ import annotations

import concurrent.futures
import os

import pytest

from Support import cases
from Support.airflow import runs
from Support.image.image import Image
from Support.kafka_connect.worker import Worker
from Support.postgres.private import PrivatePostgres
from Support.tools import Missing

CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


def pytest_generate_tests(metafunc):
    if "case_name" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("only")
        metafunc.parametrize("case_name", only.args if only else cases.all_names(), scope="session")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    return (yield from missing_tool())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    return (yield from missing_tool())


def missing_tool():
    """A tool that is not here skips a test on a developer's machine, and fails it in CI."""
    try:
        return (yield)
    except Missing as missing:
        if CI:
            pytest.fail(str(missing), pytrace=False)
        pytest.skip(str(missing))


def pytest_sessionfinish(session, exitstatus):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if CI and skipped and session.exitstatus == 0:
        reporter.write_line(f"{len(skipped)} tests were skipped: in CI that is a failure", red=True)
        session.exitstatus = 1


class Cases:
    """Every case, made when it is first asked for."""

    def __init__(self, work, names: list[str]):
        self.work, self.names, self.made, self.failed = work, names, {}, {}

    def __getitem__(self, name: str) -> cases.Case:
        if name in self.failed:
            raise self.failed[name]
        if name not in self.made:
            try:
                self.made[name] = cases.make(name, self.work / name)
            except Exception as error:
                self.failed[name] = error
                raise
        return self.made[name]

    def all(self) -> list[cases.Case]:
        """Those of the session that could be made; the others fail in their own tests."""
        out = []
        for name in self.names:
            try:
                out.append(self[name])
            except RuntimeError:
                pass
        return out

    def platforms(self) -> list[cases.Platform]:
        return [platform for case in self.all() for platform in case.platforms]


@pytest.fixture(scope="session")
def every_case(tmp_path_factory, request) -> Cases:
    """Those that the selected tests are about (`-k starter`); all, where a test asks for all."""
    selected = {item.callspec.params["case_name"] for item in request.session.items
                if "case_name" in getattr(getattr(item, "callspec", None), "params", {})}
    names = [name for name in cases.all_names() if name in selected or not selected]
    return Cases(tmp_path_factory.mktemp("cases"), names)


@pytest.fixture(scope="session")
def case(case_name, every_case) -> cases.Case:
    return every_case[case_name]


@pytest.fixture(scope="session")
def postgres():
    with PrivatePostgres() as running:
        yield running


@pytest.fixture(scope="session")
def image():
    with Image() as made:
        yield made


@pytest.fixture(scope="session")
def image_or_none(request) -> Image | None:
    """The platform image; on a developer's machine without it, pods run with the machine's programs."""
    try:
        return request.getfixturevalue("image")
    except Missing:
        if CI:
            raise
        return None


@pytest.fixture(scope="session")
def worker():
    with Worker() as running:
        yield running


class ByVersion:
    """One answer of each Airflow; all of them are at work from the start, side by side."""

    def __init__(self, ask):
        with concurrent.futures.ThreadPoolExecutor(len(runs.VERSIONS)) as pool:
            self.answers = {version: pool.submit(ask, version) for version in runs.VERSIONS}

    def __getitem__(self, version: str):
        return self.answers[version].result()


class Loads(ByVersion):
    """What each Airflow makes of every platform's DAG files, both trees together."""

    def __init__(self, platforms, work):
        self.work = work
        self.folders = {str(p): runs.collect(p.dag_files(), work / "dags" / str(n))
                        for n, p in enumerate(platforms) if p.dag_files()}
        super().__init__(self.load)

    def load(self, version: str) -> dict[str, dict]:
        """platform -> load.py's answer."""
        answer = runs.load(version, self.work / f"home-{version}", list(self.folders.values()))
        return {platform: answer[str(folder)] for platform, folder in self.folders.items()}


@pytest.fixture(scope="session")
def loads(every_case, tmp_path_factory) -> Loads:
    return Loads(every_case.platforms(), tmp_path_factory.mktemp("airflow"))


class Runs(ByVersion):
    """What dag.test() made of the DAGs of a few platforms, all in one process of each Airflow.

    A migrated database and Airflow's own imports cost more than the runs themselves.
    """

    def __init__(self, platforms, loads: Loads, work):
        self.platforms, self.loads, self.work = platforms, loads, work
        super().__init__(self.run)

    def wanted(self, platform, version: str) -> list[str]:
        """The infrastructure DAG, and the first pipeline and the first transformer's DAG."""
        dags = sorted(self.loads[version][str(platform)]["dags"])
        infrastructure = [d for d in dags if d.endswith("_infrastructure")]
        assert len(infrastructure) == 1, f"{platform}: {dags}"
        transforms = [d for d in dags if ".transform." in d]
        return infrastructure + [d for d in dags if d not in infrastructure + transforms][:1] + transforms[:1]

    def run(self, version: str) -> dict[str, dict]:
        """DAG -> run.py's answer for it."""
        files = [path for platform in self.platforms for path in platform.dag_files()]
        assert len({path.name for path in files}) == len(files), "two platforms share a DAG file's name"
        folder = runs.collect(files, self.work / f"dags-{version}")
        wanted = [dag_id for platform in self.platforms for dag_id in self.wanted(platform, version)]
        return runs.run(version, self.work / f"home-{version}", folder, wanted)["runs"]


@pytest.fixture(scope="session")
def tried(every_case, loads, tmp_path_factory) -> Runs:
    examples = [name for name in every_case.names if name in cases.example_names()]
    platforms = [platform for name in examples for platform in every_case[name].platforms]
    return Runs(platforms, loads, tmp_path_factory.mktemp("runs"))


@pytest.fixture(scope="session", params=runs.VERSIONS)
def version(request) -> str:
    return request.param


@pytest.fixture(scope="session")
def loaded(loads, version) -> dict[str, dict]:
    return loads[version]


def join(problems) -> str:
    """Many findings as one readable text."""
    problems = list(problems)
    shown = "\n".join(f"  {p}" for p in problems[:40])
    return f"{len(problems)} problems\n{shown}" + ("\n  …" if len(problems) > 40 else "")
