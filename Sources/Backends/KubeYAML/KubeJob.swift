internal import Emit

/// A Job that may be applied again at any time.
struct KubeJob {
  let object: KubeObject
  let base: String
  let suffix: String
  let pod: Pod

  var node: YAMLNode {
    let template = pod.template(object)
    var content = YAMLWriter()
    content.document(template)
    let text = String(decoding: content.file(at: "").bytes, as: UTF8.self)
    return object.object(
      "batch/v1", "Job", KubeNames.job(base, suffix, content: text), part: pod.part,
      [
        YAMLEntry(
          "spec",
          [
            "backoffLimit": 10,
            "activeDeadlineSeconds": 1800,
            "ttlSecondsAfterFinished": 86400,
            "template": template,
          ])
      ])
  }
}
