"""Pod Security "restricted" (as of Kubernetes 1.32), and what dsgen promises beyond it.

The rules are those of the page "Pod Security Standards", profiles Baseline and Restricted. Each
function takes a pod's spec (or a whole object) as plain dictionaries and answers with texts, one
a violation; an empty answer is a pass.
"""
from __future__ import annotations

from typing import Iterator

VOLUMES = {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
SYSCTLS = {"kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start",
           "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports",
           "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl",
           "net.ipv4.tcp_keepalive_probes"}
SECCOMP = {"RuntimeDefault", "Localhost"}
SELINUX = {"", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"}
TEMPLATES = {"Deployment": ("spec", "template"), "StatefulSet": ("spec", "template"),
             "DaemonSet": ("spec", "template"), "ReplicaSet": ("spec", "template"),
             "ReplicationController": ("spec", "template"), "Job": ("spec", "template"),
             "CronJob": ("spec", "jobTemplate", "spec", "template"), "PodTemplate": ("template",), "Pod": ()}


def pod_template(document: dict) -> dict | None:
    """The pod (or pod template) in an object of any kind that makes pods; nothing for the others."""
    path = TEMPLATES.get(document.get("kind", ""))
    if path is None:
        return None
    for step in path:
        document = document[step]
    return document


def containers(spec: dict) -> Iterator[tuple[str, dict]]:
    """(place, container) of containers, init and ephemeral ones."""
    for group in ("initContainers", "containers", "ephemeralContainers"):
        for container in spec.get(group) or []:
            yield f"{group}.{container.get('name')}", container


def restricted(spec: dict) -> list[str]:
    """What the profile "restricted" forbids in a pod's spec."""
    out = []
    pod = spec.get("securityContext") or {}
    for flag in ("hostNetwork", "hostPID", "hostIPC"):
        if spec.get(flag):
            out.append(f"{flag} is set")
    if (pod.get("windowsOptions") or {}).get("hostProcess"):
        out.append("windowsOptions.hostProcess is set")
    for volume in spec.get("volumes") or []:
        kinds = set(volume) - {"name"}
        if not kinds <= VOLUMES:
            out.append(f"volume {volume.get('name')}: {', '.join(sorted(kinds - VOLUMES))} is not allowed")
    for item in pod.get("sysctls") or []:
        if item.get("name") not in SYSCTLS:
            out.append(f"sysctl {item.get('name')} is not allowed")
    out += identity("pod", pod)
    for place, container in containers(spec):
        own = container.get("securityContext") or {}
        out += identity(place, own)
        if own.get("privileged"):
            out.append(f"{place}: privileged")
        if own.get("allowPrivilegeEscalation") is not False:
            out.append(f"{place}: allowPrivilegeEscalation is not false")
        capabilities = own.get("capabilities") or {}
        if "ALL" not in (capabilities.get("drop") or []):
            out.append(f"{place}: capabilities.drop does not hold ALL")
        if extra := set(capabilities.get("add") or []) - {"NET_BIND_SERVICE"}:
            out.append(f"{place}: capabilities.add holds {', '.join(sorted(extra))}")
        if own.get("procMount") not in (None, "Default"):
            out.append(f"{place}: procMount is {own['procMount']}")
        for port in container.get("ports") or []:
            if port.get("hostPort"):
                out.append(f"{place}: hostPort {port['hostPort']}")
        for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
            for action in ("httpGet", "tcpSocket"):
                if ((container.get(probe) or {}).get(action) or {}).get("host"):
                    out.append(f"{place}: {probe}.{action}.host is set")
        root = own.get("runAsNonRoot", pod.get("runAsNonRoot"))
        if root is not True:
            out.append(f"{place}: runAsNonRoot is not true, here or on the pod")
        profile = (own.get("seccompProfile") or pod.get("seccompProfile") or {}).get("type")
        if profile not in SECCOMP:
            out.append(f"{place}: seccompProfile is {profile}, not RuntimeDefault or Localhost")
    return out


def identity(place: str, context: dict) -> list[str]:
    """The rules that hold for a pod's and a container's context alike."""
    out = []
    if context.get("runAsUser") == 0:
        out.append(f"{place}: runAsUser is 0")
    if context.get("runAsNonRoot") is False:
        out.append(f"{place}: runAsNonRoot is false")
    if "seccompProfile" in context and (context["seccompProfile"] or {}).get("type") not in SECCOMP:
        out.append(f"{place}: seccompProfile is {(context['seccompProfile'] or {}).get('type')}")
    if (context.get("appArmorProfile") or {}).get("type") == "Unconfined":
        out.append(f"{place}: appArmorProfile is Unconfined")
    options = context.get("seLinuxOptions") or {}
    if options.get("type", "") not in SELINUX or options.get("user") or options.get("role"):
        out.append(f"{place}: seLinuxOptions are not allowed")
    return out


def promised(spec: dict) -> list[str]:
    """What dsgen promises of every container: a read-only root, resources, a stated token."""
    out = []
    if spec.get("automountServiceAccountToken") is None:
        out.append("automountServiceAccountToken is not said")
    for place, container in containers(spec):
        if (container.get("securityContext") or {}).get("readOnlyRootFilesystem") is not True:
            out.append(f"{place}: readOnlyRootFilesystem is not true")
        resources = container.get("resources") or {}
        for name in ("cpu", "memory"):
            if name not in (resources.get("requests") or {}):
                out.append(f"{place}: no request of {name}")
        if "memory" not in (resources.get("limits") or {}):
            out.append(f"{place}: no limit of memory")
    return out
