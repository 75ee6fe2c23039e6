// KubeYAML
