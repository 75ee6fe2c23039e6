"""The platform image: what the Dockerfile's script makes of a bare Debian runs what the pods run."""
from __future__ import annotations

import re
import shutil

from Support.cases import ROOT, example_names
from Support.image.image import Image


def good(image: Image, script: str, *arguments: str, **options) -> str:
    done = image.run(["sh", "-euc", script, "sh", *arguments], **options)
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_every_program_of_the_pods_is_there(image):
    out = good(image, "dsgen version; psql --version; command -v psql; git --version; curl --version; "
                      "$(command -v terraform || command -v tofu) version")
    for pattern in (r"^dsgen \d", r"^psql \(PostgreSQL\) 15", "^/usr/lib/postgresql/15/bin/psql", "^git version", "^curl ",
                    r"^(Terraform|OpenTofu) v"):
        assert re.search(pattern, out, re.MULTILINE), out


def test_dsgen_needs_no_swift(image):
    linked = good(image, "ldd /usr/local/bin/dsgen")
    assert "not found" not in linked and "swift" not in linked.lower(), linked


def test_a_pod_is_no_root_and_writes_to_tmp_alone(image, tmp_path):
    assert good(image, "id -u; id -g").split() == ["10001", "10001"]
    assert "Read-only" in image.run(["touch", "/x"]).stdout
    good(image, "touch /tmp/x; touch /proc/self/comm")
    shutil.chown(tmp_path, 10001, 10001)
    assert "Read-only" in image.run(["touch", "/artifacts/x"], volume=tmp_path).stdout
    assert image.run(["touch", "/artifacts/x"], volume=tmp_path, write=True).returncode == 0
    assert (tmp_path / "x").exists()


def test_terraform_finds_its_provider_in_the_image(image, every_case):
    """No registry is asked; the version is the one that every generated root pins."""
    script = """cd /tmp; cp -R "/artifacts/$1" root; cd root; terraform=$(command -v terraform || command -v tofu)
        "$terraform" init -backend=false -input=false -no-color"""
    for name in example_names():
        for platform in every_case[name].platforms:
            root = platform.roots()[0]
            out = good(image, script, root.name, environment={"HOME": "/tmp"}, volume=root.parent)
            assert re.search(r"Installed mongey/kafka-connect v0\.5\.0", out), out


def test_the_pods_user_is_the_images(image, every_case):
    for name in example_names():
        for platform in every_case[name].platforms:
            users = {user for path in platform.dag_files() for user in re.findall(r"^POD_USER = (\d+)$", path.read_text(), re.M)}
            assert {f"{user}:{user}" for user in users} == {image.user}


def test_the_dockerfile_names_what_there_is():
    """No engine builds it here: every argument that it uses is declared, every file that it takes is there."""
    text = "\n".join(line for line in (ROOT / "Dockerfile").read_text().splitlines() if not line.startswith("#"))
    declared = set(re.findall(r"^ARG (\w+)", text, re.M)) | set(re.findall(r"^ENV (\w+)", text, re.M))
    assert set(re.findall(r"\$\{?([A-Z_0-9]+)", text)) <= declared
    taken = re.findall(r"^COPY (?!--from)(\S+)", text, re.M) + re.findall(r"--mount=type=bind,source=([^,]+),", text)
    assert taken and all((ROOT / path).exists() for path in taken)
    for image in re.findall(r"^FROM (\S+)", text, re.M):
        assert re.search(r"@\$\{\w+_DIGEST\}$", image), f"{image} is not pinned"
    stages = re.findall(r"^FROM \S+ AS (\w+)", text, re.M)
    assert set(re.findall(r"from=(\w+)", text)) <= set(stages)
