"""Kubernetes objects: built by kustomize, checked against the API's own schemas."""
from __future__ import annotations

import functools
import shutil
import subprocess
from pathlib import Path

import kubernetes_validate
import yaml
from kubernetes_validate import utils

from Support.tools import Missing

# The version whose schemas everything must fit, strictly: an unknown field is an error.
VERSION = "1.32"
# The library reads its schemas anew for every object: eight ninths of its time.
utils.schema_contents = functools.cache(utils.schema_contents)


@functools.cache
def kustomize(folder: Path) -> list[dict]:
    """What `kubectl kustomize` makes of a folder, as objects. They are made once for a folder: leave them as they are."""
    kubectl = shutil.which("kubectl")
    if kubectl is None:
        raise Missing("kubectl is not on the PATH: Tests/Support/install.sh says where to get it")
    done = subprocess.run([kubectl, "kustomize", str(folder)], capture_output=True, text=True)
    if done.returncode or done.stderr.strip():
        raise RuntimeError(f"kubectl kustomize {folder}: exit {done.returncode}\n{done.stderr[-3000:]}")
    return [document for document in yaml.safe_load_all(done.stdout) if document]


def schema_problems(document: dict) -> list[str]:
    """What the API's schema finds wrong in an object."""
    try:
        kubernetes_validate.validate(document, VERSION, strict=True)
    except kubernetes_validate.ValidationError as error:
        place = ".".join(str(p) for p in error.path)
        return [f"{document.get('kind')} {document.get('metadata', {}).get('name')}: {place}: {error.message[:300]}"]
    except kubernetes_validate.SchemaNotFoundError:
        return [f"{document.get('apiVersion')} {document.get('kind')}: not in the API of {VERSION}"]
    return []
