"""Kubernetes' own schemas and Pod Security take every manifest."""
from __future__ import annotations

from collections import Counter

import pytest

from conftest import join
from Support.kubernetes.manifests import kustomize, schema_problems
from Support.kubernetes.restricted import pod_template, promised, restricted


@pytest.fixture(scope="session")
def built(every_case) -> dict[str, list[dict]]:
    """platform -> the objects that kustomize builds."""
    return {}


def objects_of(platform, built) -> list[dict]:
    if str(platform) not in built:
        built[str(platform)] = kustomize(platform.manifests())
    return built[str(platform)]


def name_of(document: dict) -> str:
    return f"{document['kind']} {document['metadata']['name']}"


def test_kustomize_builds_what_the_schemas_accept(case, built):
    for platform in case.platforms:
        assert platform.manifests(), f"{platform}: no manifests"
        documents = objects_of(platform, built)
        assert documents, platform
        found = [p for d in documents for p in schema_problems(d)]
        assert not found, join(found)
        twice = [k for k, n in Counter((d["apiVersion"], d["kind"], d["metadata"].get("namespace"), d["metadata"]["name"])
                                       for d in documents).items() if n > 1]
        assert not twice, f"{platform}: {twice}"


def test_every_manifest_file_is_listed(case):
    for platform in case.platforms:
        folder = platform.manifests()
        listed = (folder / "kustomization.yaml").read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.yaml")):
            if path.name != "kustomization.yaml":
                assert str(path.relative_to(folder)) in listed, f"{path}: not in kustomization.yaml"


def test_every_pod_is_restricted(case, built):
    found = []
    for platform in case.platforms:
        for document in objects_of(platform, built):
            template = pod_template(document)
            if template is not None:
                found += [f"{platform}: {name_of(document)}: {p}" for p in restricted(template["spec"]) + promised(template["spec"])]
    assert not found, join(found)


def test_namespaces_enforce_it(case, built):
    for platform in case.platforms:
        documents = objects_of(platform, built)
        spaces = [d for d in documents if d["kind"] == "Namespace"]
        assert len(spaces) == 1, platform
        labels = spaces[0]["metadata"].get("labels") or {}
        assert labels.get("pod-security.kubernetes.io/enforce") == "restricted", platform
        others = {d["metadata"].get("namespace") for d in documents
                  if d["kind"] not in ("Namespace", "ClusterRole", "ClusterRoleBinding", "PersistentVolume", "StorageClass", "PriorityClass")}
        assert others == {spaces[0]["metadata"]["name"]}, f"{platform}: {others}"


def test_network_is_closed_by_default(case, built):
    for platform in case.platforms:
        policies = [d["spec"] for d in objects_of(platform, built) if d["kind"] == "NetworkPolicy"]
        closed = [p for p in policies if not p.get("podSelector") and set(p.get("policyTypes") or []) == {"Ingress", "Egress"}
                  and not p.get("ingress") and not p.get("egress")]
        assert closed, f"{platform}: no policy that denies everything by default"


def test_references_lead_somewhere(case, built):
    """Service accounts, config maps and claims that pods name are among the objects."""
    for platform in case.platforms:
        documents = objects_of(platform, built)
        there = {(d["kind"], d["metadata"]["name"]) for d in documents}
        found = []
        for document in documents:
            template = pod_template(document)
            if template is None:
                continue
            spec = template["spec"]
            wanted = [("ServiceAccount", spec["serviceAccountName"])] if spec.get("serviceAccountName") not in (None, "default") else []
            for volume in spec.get("volumes") or []:
                if volume.get("configMap"):
                    wanted.append(("ConfigMap", volume["configMap"]["name"]))
                if volume.get("persistentVolumeClaim"):
                    wanted.append(("PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"]))
            mounts = {v["name"] for v in spec.get("volumes") or []}
            mounts |= {c["metadata"]["name"] for c in document["spec"].get("volumeClaimTemplates") or []}
            for container in (spec.get("initContainers") or []) + spec["containers"]:
                found += [f"{name_of(document)}: mounts {m['name']}, which is no volume"
                          for m in container.get("volumeMounts") or [] if m["name"] not in mounts]
                for variable in container.get("env") or []:
                    ref = (variable.get("valueFrom") or {}).get("configMapKeyRef")
                    wanted += [("ConfigMap", ref["name"])] if ref else []
            found += [f"{name_of(document)}: {kind} {name} is not there" for kind, name in wanted if (kind, name) not in there]
        assert not found, f"{platform}: " + join(found)


GOOD = {
    "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"},
    "spec": {"automountServiceAccountToken": False,
             "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
             "containers": [{"name": "c", "image": "r/x:1", "securityContext": {
                 "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}},
                 "resources": {"requests": {"cpu": "1", "memory": "1Gi"}, "limits": {"memory": "1Gi"}}}]}}


def altered(path: str, value) -> dict:
    import copy
    pod = copy.deepcopy(GOOD)
    at = pod["spec"]
    steps = path.split("/")
    for step in steps[:-1]:
        at = at[int(step)] if step.isdigit() else at.setdefault(step, {})
    at[steps[-1]] = value
    return pod


def test_a_right_pod_passes():
    assert not schema_problems(GOOD) + restricted(GOOD["spec"]) + promised(GOOD["spec"])


@pytest.mark.parametrize("path, value", [
    ("hostNetwork", True), ("hostPID", True), ("hostIPC", True),
    ("securityContext/runAsNonRoot", False), ("securityContext/runAsUser", 0),
    ("securityContext/seccompProfile", {"type": "Unconfined"}), ("securityContext/seccompProfile", None),
    ("securityContext/sysctls", [{"name": "kernel.msgmax", "value": "1"}]),
    ("volumes", [{"name": "v", "hostPath": {"path": "/"}}]),
    ("containers/0/securityContext/privileged", True),
    ("containers/0/securityContext/allowPrivilegeEscalation", True),
    ("containers/0/securityContext/allowPrivilegeEscalation", None),
    ("containers/0/securityContext/capabilities", {"drop": ["NET_RAW"]}),
    ("containers/0/securityContext/capabilities", {"drop": ["ALL"], "add": ["SYS_TIME"]}),
    ("containers/0/securityContext/procMount", "Unmasked"),
    ("containers/0/securityContext/runAsUser", 0),
    ("containers/0/securityContext/seLinuxOptions", {"type": "spc_t"}),
    ("containers/0/ports", [{"containerPort": 1, "hostPort": 1}]),
    ("initContainers", [{"name": "i", "image": "r/x:1"}]),
])
def test_each_violation_is_found(path, value):
    assert restricted(altered(path, value)["spec"])


@pytest.mark.parametrize("path, value", [
    ("automountServiceAccountToken", None), ("containers/0/resources/requests", {"cpu": "1"}),
    ("containers/0/resources/limits", {}), ("containers/0/securityContext/readOnlyRootFilesystem", None),
])
def test_each_broken_promise_is_found(path, value):
    assert promised(altered(path, value)["spec"])


def test_a_misspelt_field_is_found():
    assert schema_problems(altered("containers/0/imagePulPolicy", "Always"))
    assert schema_problems({"apiVersion": "batch/v1beta1", "kind": "CronJob", "metadata": {"name": "a"}, "spec": {}})
