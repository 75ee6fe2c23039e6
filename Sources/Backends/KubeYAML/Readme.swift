internal import Emit
internal import IR

/// The README of a platform's bootstrap: what an administrator reads from top to bottom, once.
struct Readme {
  let platform: PlatformPlan
  let names: KubeNames
  let manifests: [Manifest]

  init(_ platform: PlatformPlan, _ names: KubeNames, _ manifests: [Manifest]) {
    self.platform = platform
    self.names = names
    self.manifests = manifests
  }

  var file: GeneratedFile {
    var page = MarkdownWriter()
    page.heading(1, ["Platform ", .code(platform.name)])
    if let description = platform.description { page.paragraph([.text(description)]) }
    page.prose(prose("intro"))
    files(&page)
    requirements(&page)
    ReadmeSecrets(platform).write(&page)
    storage(&page)
    if platform.postgres.external || platform.airflow.external || platform.kafka.external {
      ReadmeExternal(platform).write(&page)
    }
    order(&page)
    reaching(&page)
    network(&page)
    backup(&page)
    page.prose(prose("upgrade"))
    return page.file(at: "\(platform.folder)/README.md")
  }

  private func prose(_ name: String) -> String { HoleTemplate.text("kube-readme-\(name).md") }

  private func files(_ page: inout MarkdownWriter) {
    page.heading(2, ["Files"])
    var rows: [[[MarkdownInline]]] = [
      [[.code("README.md")], ["This page."]],
      [
        [.code("kubernetes/kustomization.yaml")],
        [
          "The list of the manifests: ", .code("kubectl apply -k kubernetes"), " applies them all.",
        ],
      ],
    ]
    for manifest in manifests {
      rows.append([[.code("kubernetes/\(manifest.name)")], [.constant(manifest.purpose)]])
    }
    rows.append([
      [.code("airflow/\(AirflowEnvironment.dagFile(platform))")],
      [
        "The infrastructure DAG ", .code(platform.infrastructureDAG),
        ", to be read and reviewed here. Airflow gets the same text from the ConfigMap in ",
        .code("kubernetes/airflow.yaml"), ".",
      ],
    ])
    page.table(["File", "What it is"], rows)
  }

  private func requirements(_ page: inout MarkdownWriter) {
    page.heading(2, ["Before you begin"])
    page.prose(prose("requirements"))
    var rows: [[[MarkdownInline]]] = [
      [
        [.code(platform.images.dsgen)],
        ["The platform image, built by the Dockerfile in dsgen's repository."],
      ]
    ]
    if !platform.postgres.external {
      rows.append([
        [.code(platform.images.postgres)],
        ["PostgreSQL 15 or newer: the official image, Debian variant (user 999)."],
      ])
    }
    if !platform.kafka.external {
      rows.append([
        [.code(platform.images.kafka)], ["Apache Kafka 4: the official image (user 1000)."],
      ])
    }
    rows.append([
      [.code(platform.images.connect)],
      [
        "The official Kafka image with connector plugins in ", .code(ConnectManifest.plugins),
        ": Debezium's JDBC sink and PostgreSQL source, and the converters of the encodings in use.",
      ],
    ])
    if !platform.airflow.external {
      rows.append([
        [.code(platform.images.airflow)],
        [
          "Airflow 3.3: the official image (user 50000), which has the providers ",
          .code("cncf-kubernetes"), ", ", .code("fab"), ", ", .code("postgres"), " and ",
          .code("slack"), ".",
        ],
      ])
    }
    page.table(["Image", "What it must be"], rows)
  }

  private func storage(_ page: inout MarkdownWriter) {
    page.heading(2, ["Storage"])
    var rows: [[[MarkdownInline]]] = [
      [
        [.code(platform.artifactsClaim)], [.code(platform.artifactsStorage)],
        [.code("ReadWriteMany")],
        platform.artifactsStorageClass.map { [.code($0)] }
          ?? ["The cluster's default class. ", .strong(["Set one that can do ReadWriteMany."])],
      ]
    ]
    let named: [MarkdownInline] =
      platform.postgres.storageClass.map { [.code($0)] } ?? ["The cluster's default class."]
    if !platform.postgres.external {
      rows.append([
        ["PostgreSQL"], [.code(platform.postgres.storage ?? "20Gi")], [.code("ReadWriteOnce")],
        named,
      ])
    }
    if !platform.kafka.external {
      rows.append([
        [.text("Kafka, each of \(platform.kafka.brokers)")], [.code(KafkaManifest.storage)],
        [.code("ReadWriteOnce")], named,
      ])
    }
    if !platform.airflow.external {
      rows.append([
        ["Airflow's logs, two volumes"], [.code("10Gi")], [.code("ReadWriteOnce")], named,
      ])
    }
    page.table(["Claim", "Size", "Access", "Class"], rows)
    page.prose(prose("storage"))
    page.fence("yaml", overlay)
    page.prose(prose("without-rwx"))
  }

  /// An overlay that sets the storage class of the artifacts claim.
  private var overlay: String {
    var yaml = YAMLWriter()
    yaml.document([
      "apiVersion": "kustomize.config.k8s.io/v1beta1",
      "kind": "Kustomization",
      "resources": ["../bootstrap/\(platform.name)/kubernetes"],
      "patches": [
        [
          "target": ["kind": "PersistentVolumeClaim", "name": .text(platform.artifactsClaim)],
          "patch": .block(
            "- op: add\n  path: /spec/storageClassName\n  value: YOUR-READWRITEMANY-CLASS\n"),
        ]
      ],
    ])
    return String(decoding: yaml.file(at: "").bytes, as: UTF8.self)
  }
}
